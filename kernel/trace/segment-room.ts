import type { Disk } from './disk.ts';

/** What is made at a time. Recovery knows that no more zeros than this follow the last group. */
export const roomBytes = 1024 * 1024;
/** A log that has written less than this since it was opened, or since its disk was full, makes no room. */
const firstAfterBytes = 64 * 1024;

const zeros = Buffer.alloc(64 * 1024);

/** Rejects unless the disk takes as much as is made at a time. What was written of it is left for the caller to cut. */
export async function writeRoom(disk: Disk, fd: number, length: number): Promise<void> {
  for (let at = length; at < length + roomBytes; at += zeros.length) await disk.write(fd, zeros, at);
  await disk.sync(fd, true);
}

/**
 * Zeros after a segment's last group, on the disk before they are needed: a sync of what is written over them has no
 * length and no new block to note down, which is most of what a sync costs. They carry no meaning. A segment that is
 * closed or followed by another has none; recovery cuts those that a crash has left.
 */
export class SegmentRoom {
  #end: number;
  #nextAt: number;

  constructor(length: number) {
    this.#end = length;
    this.#nextAt = length + firstAfterBytes;
  }

  /** Whether anything lies beyond the records. */
  isBeyond(length: number): boolean {
    return this.#end > length;
  }

  isLow(length: number): boolean {
    return length >= this.#nextAt;
  }

  /** Never rejects: a disk that has no room for zeros may still have some for records. */
  async make(disk: Disk, fd: number, length: number, most: number): Promise<void> {
    const from = Math.max(this.#end, length);
    const to = Math.min(length + roomBytes, most);
    this.#nextAt = to < most ? length + roomBytes / 2 : Number.POSITIVE_INFINITY;
    try {
      for (let at = from; at < to; at += zeros.length)
        await disk.write(fd, zeros.subarray(0, Math.min(zeros.length, to - at)), at);
      await disk.sync(fd, true);
    } catch {
      this.#nextAt = length + roomBytes;
      // What a full disk has left is for records, and for the other files of this process.
      await disk.truncate(fd, length).catch(() => undefined);
    }
    // Also after a failure: some of it may be there still, and has to be cut.
    this.#end = Math.max(from, to);
  }
}
