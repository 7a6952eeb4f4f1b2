import type { FileHandle } from 'node:fs/promises';
import {
  type GroupPlace,
  groupHeaderBytes,
  maxGroupBytes,
  readGroupHeader,
  readRecords,
  type StoredRecord,
} from './commit-group.ts';
import { roomBytes } from './segment-room.ts';

/** What was found where groups end. */
export type SegmentEnd =
  /** Groups up to `offset`, and nothing after. */
  | { readonly kind: 'clean'; readonly offset: number }
  /** The visitor had enough. */
  | { readonly kind: 'stopped' }
  /** What lies at `offset` was never finished and nothing of it was acknowledged, or it is room for groups to come. */
  | { readonly kind: 'torn'; readonly offset: number; readonly bytes: number }
  /** Something at `offset` that a crash cannot have left behind. */
  | { readonly kind: 'damaged'; readonly offset: number };

export interface ScannedGroup {
  readonly place: GroupPlace;
  readonly records: readonly StoredRecord[];
}

/** `false` ends the scan. Bodies stay valid after the visit. */
export type VisitGroup = (group: ScannedGroup) => boolean | undefined;

export interface SegmentRange {
  readonly segment: number;
  /** Of a group's header. */
  readonly from: number;
  /** Where the segment ends. */
  readonly to: number;
  /** Only the last segment may end in a torn group: a new segment is begun after the old one is durable. */
  readonly last: boolean;
}

export async function scanSegment(
  handle: FileHandle,
  range: SegmentRange,
  visit: VisitGroup,
): Promise<SegmentEnd> {
  const window = new Window(handle, range.to);
  let offset = range.from;
  while (offset < range.to) {
    const place: GroupPlace = { segment: range.segment, offset };
    const header = readGroupHeader(await window.read(offset, groupHeaderBytes), 0, place);
    if (header === undefined) return judgeBadHeader(window, range, offset);
    const end = offset + groupHeaderBytes + header.bytes;
    if (end > range.to) return range.last ? torn(range, offset) : { kind: 'damaged', offset };
    const records = readRecords(await window.read(offset + groupHeaderBytes, header.bytes), header, place);
    if (records === undefined)
      return range.last && (await isRoom(window, end, range.to))
        ? torn(range, offset)
        : { kind: 'damaged', offset };
    if (visit({ place, records }) === false) return { kind: 'stopped' };
    offset = end;
  }
  return offset === range.to ? { kind: 'clean', offset } : { kind: 'damaged', offset };
}

/**
 * No group header where one should be. A crash leaves that only in the last group, which is never longer than
 * `maxGroupBytes` and has no group after it, only zeros; anything else is damage, and what follows must not be thrown
 * away.
 */
async function judgeBadHeader(window: Window, range: SegmentRange, offset: number): Promise<SegmentEnd> {
  const left = range.to - offset;
  if (!range.last || left > mostUnfinishedBytes + roomBytes) return { kind: 'damaged', offset };
  const tail = withoutZeros(await window.read(offset, left));
  if (tail.length > mostUnfinishedBytes) return { kind: 'damaged', offset };
  for (let at = 1; at + groupHeaderBytes <= tail.length; at += 1) {
    const place: GroupPlace = { segment: range.segment, offset: offset + at };
    if (readGroupHeader(tail, at, place) !== undefined) return { kind: 'damaged', offset };
  }
  return torn(range, offset);
}

const mostUnfinishedBytes = groupHeaderBytes + maxGroupBytes;

/** Whether nothing but zeros lies between: the room that was made for groups to come. */
async function isRoom(window: Window, from: number, to: number): Promise<boolean> {
  return to - from <= roomBytes && withoutZeros(await window.read(from, to - from)).length === 0;
}

function withoutZeros(data: Buffer): Buffer {
  let end = data.length;
  while (end > 0 && data[end - 1] === 0) end -= 1;
  return data.subarray(0, end);
}

function torn(range: SegmentRange, offset: number): SegmentEnd {
  return { kind: 'torn', offset, bytes: range.to - offset };
}

const windowBytes = 1024 * 1024;

/** Reads ahead. Every load is a new buffer, so that views handed out stay as they were. */
class Window {
  readonly #handle: FileHandle;
  readonly #to: number;
  #start = 0;
  #data: Buffer = Buffer.alloc(0);

  constructor(handle: FileHandle, to: number) {
    this.#handle = handle;
    this.#to = to;
  }

  /** `length` bytes from `offset` on, fewer only at the end. */
  async read(offset: number, length: number): Promise<Buffer> {
    const available = this.#start + this.#data.length - offset;
    if (offset < this.#start || (available < length && offset + available < this.#to)) {
      await this.#load(offset, Math.max(length, windowBytes));
    }
    const at = offset - this.#start;
    return this.#data.subarray(at, at + length);
  }

  async #load(offset: number, length: number): Promise<void> {
    const data = Buffer.allocUnsafe(Math.min(length, this.#to - offset));
    let filled = 0;
    while (filled < data.length) {
      const { bytesRead } = await this.#handle.read(data, filled, data.length - filled, offset + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    this.#start = offset;
    this.#data = data.subarray(0, filled);
  }
}
