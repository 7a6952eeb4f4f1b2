import { closeSync, openSync, readSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import {
  bodyBytes,
  encodeGroup,
  groupHeaderBytes,
  maxRecordBytes,
  type RecordParts,
  readRecord,
  recordHeaderBytes,
} from './commit-group.ts';
import { type Disk, type DiskProblem, diskProblem, realDisk, syncFolder } from './disk.ts';
import type { JournalEnd } from './journal-scan.ts';
import { segmentHeader, segmentHeaderBytes, segmentPath } from './segment.ts';
import { SegmentRoom, writeRoom } from './segment-room.ts';

/**
 * Not acknowledged and not in the log. (Should the disk also refuse the cut that follows, and the process then end,
 * recovery may find the record whole and keep it: a record without an answer, never an answer without a record.)
 */
export interface Refused {
  readonly kind: 'refused';
  readonly reason: DiskProblem | 'too-large' | 'closed';
}

/** Where a committed record lies. */
export interface RecordPlace {
  readonly segment: number;
  /** Of the record's header. */
  readonly offset: number;
  /** Offset of the group's header, and which record of the group this is. */
  readonly groupOffset: number;
  readonly indexInGroup: number;
}

export interface JournalOptions {
  readonly folder: string;
  /** A segment is followed by a new one before it would grow beyond this. */
  readonly segmentBytes: number;
  readonly disk?: Disk;
}

/** Some fifty records of evidence. */
const imageBytes = 256 * 1024;

interface Waiting {
  readonly parts: RecordParts;
  readonly bytes: number;
  /** Makes the answer of what is durable now. */
  readonly onDurable: (place: RecordPlace) => unknown;
  readonly resolve: (answer: unknown) => void;
}

interface Committed {
  readonly problem?: DiskProblem;
  readonly offsets: readonly number[];
  readonly groupOffset: number;
}

/**
 * Append-only segment files with group commit.
 *
 * Durability: an append resolves only after the fdatasync that covers it. Appends that arrive meanwhile form the
 * next group; with nothing under way a group starts at once, so there is no timer and an idle log adds no delay.
 * Order: records are committed, and their callbacks run, in the order of the calls.
 * Ownership: the caller holds the folder's lock; only `#commitAll` touches the files, one group at a time.
 * Failure: a group whose write or fdatasync fails is refused whole and the file is cut back to `#length`, the last
 * length known durable. Until that cut has itself been synced no group is written. After a failed fdatasync the
 * kernel may have marked pages clean that never reached the disk; they lie beyond the cut and are written anew.
 * Room: zeros may follow the last group while the journal is open (`segment-room.ts`).
 */
export class Journal {
  readonly #options: JournalOptions;
  readonly #disk: Disk;
  #fd: number;
  #segment: number;
  #length: number;
  #room: SegmentRoom;
  /** Of the group under way, of which there is one: new pages for each cost more than what is written on them. */
  readonly #image = Buffer.allocUnsafeSlow(imageBytes);
  #needsCut = false;
  #closed = false;
  #waiting: Waiting[] = [];
  #committing: Promise<void> | undefined;

  private constructor(options: JournalOptions, fd: number, end: JournalEnd) {
    this.#options = options;
    this.#disk = options.disk ?? realDisk;
    this.#fd = fd;
    this.#segment = end.segment;
    this.#length = end.length;
    this.#room = new SegmentRoom(end.length);
  }

  /**
   * Takes over a journal that recovery has found good up to `end`; what lies beyond is cut off now, durably.
   * Rejects if the disk does not let it.
   */
  static async start(options: JournalOptions, end: JournalEnd): Promise<Journal> {
    const disk = options.disk ?? realDisk;
    if (end.length < segmentHeaderBytes) {
      const fd = await beginSegment(disk, options.folder, end.segment);
      return new Journal(options, fd, { segment: end.segment, length: segmentHeaderBytes });
    }
    const fd = openSync(segmentPath(options.folder, end.segment), 'r+');
    await disk.truncate(fd, end.length);
    await disk.sync(fd);
    return new Journal(options, fd, end);
  }

  /** Up to where everything is durable. */
  get end(): JournalEnd {
    return { segment: this.#segment, length: this.#length };
  }

  /** `onDurable` runs in commit order and makes the answer. The parts must not be changed until then. */
  append<T>(parts: RecordParts, onDurable: (place: RecordPlace) => T): Promise<T | Refused> {
    const bytes = bodyBytes(parts);
    if (this.#closed) return Promise.resolve({ kind: 'refused', reason: 'closed' });
    if (bytes > maxRecordBytes) return Promise.resolve({ kind: 'refused', reason: 'too-large' });
    return new Promise<T | Refused>((resolve) => {
      this.#waiting.push({ parts, bytes, onDurable, resolve: resolve as (answer: unknown) => void });
      this.#committing ??= Promise.resolve().then(() => this.#commitAll());
    });
  }

  /**
   * Whether the disk would take records: it is given zeros beyond the last group, which are then cut off. Waits for the
   * appends before it; those that come meanwhile wait for it.
   */
  async probe(): Promise<{ readonly kind: 'writable' } | Refused> {
    while (this.#committing !== undefined) await this.#committing;
    if (this.#closed) return { kind: 'refused', reason: 'closed' };
    const tried = this.#tryDisk();
    this.#committing = tried.then(() => this.#commitAll());
    const problem = await tried;
    return problem === undefined ? { kind: 'writable' } : { kind: 'refused', reason: problem };
  }

  /** The body of a record; `undefined` if it is not as it was written. Throws if the file cannot be read. */
  read(segment: number, offset: number): Buffer | undefined {
    const fd = openSync(segmentPath(this.#options.folder, segment), 'r');
    try {
      const start = Buffer.allocUnsafe(4096);
      const got = start.subarray(0, readSync(fd, start, 0, start.length, offset));
      if (got.length < recordHeaderBytes) return undefined;
      const length = got.readUInt32LE(4);
      if (length > maxRecordBytes) return undefined;
      if (got.length >= recordHeaderBytes + length) return readRecord(got, 0);
      const whole = Buffer.allocUnsafe(recordHeaderBytes + length);
      return readRecord(whole.subarray(0, readSync(fd, whole, 0, whole.length, offset)), 0);
    } finally {
      closeSync(fd);
    }
  }

  /** Commits what is waiting and takes no more. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#committing;
    // A disk that does not let it leaves zeros, which the next opening cuts.
    await this.#endRoom().catch(() => undefined);
    await this.#disk.close(this.#fd);
  }

  async #commitAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const group = this.#takeGroup();
      this.#settle(group, await this.#commit(group));
      if (this.#room.isLow(this.#length) && !this.#needsCut)
        await this.#room.make(this.#disk, this.#fd, this.#length, this.#options.segmentBytes);
    }
    this.#committing = undefined;
  }

  #settle(group: readonly Waiting[], { problem, offsets, groupOffset }: Committed): void {
    for (let indexInGroup = 0; indexInGroup < group.length; indexInGroup += 1) {
      const { resolve, onDurable } = group[indexInGroup] as Waiting;
      const offset = offsets[indexInGroup] ?? 0;
      resolve(
        problem === undefined
          ? onDurable({ segment: this.#segment, offset, groupOffset, indexInGroup })
          : { kind: 'refused', reason: problem },
      );
    }
  }

  /** As many as fit into a group, at least one. */
  #takeGroup(): Waiting[] {
    let bytes = 0;
    let count = 0;
    for (const waiting of this.#waiting) {
      bytes += waiting.bytes + recordHeaderBytes;
      if (count > 0 && bytes > maxRecordBytes) break;
      count += 1;
    }
    return this.#waiting.splice(0, count);
  }

  async #commit(group: readonly Waiting[]): Promise<Committed> {
    try {
      if (this.#needsCut) await this.#cut();
      await this.#makeRoom(group);
      const groupOffset = this.#length;
      const { data, offsets } = encodeGroup(
        group.map(({ parts }) => parts),
        { segment: this.#segment, offset: groupOffset },
        this.#image,
      );
      this.#needsCut = true;
      await this.#disk.write(this.#fd, data, groupOffset);
      await this.#disk.sync(this.#fd);
      this.#needsCut = false;
      this.#length += data.length;
      return { offsets, groupOffset };
    } catch (error) {
      const problem = diskProblem(error);
      // If the cut fails too, the next group tries again before it writes.
      if (this.#needsCut) await this.#cut().catch(() => undefined);
      return { problem, offsets: [], groupOffset: 0 };
    }
  }

  async #tryDisk(): Promise<DiskProblem | undefined> {
    try {
      if (this.#needsCut) await this.#cut();
      this.#needsCut = true;
      await writeRoom(this.#disk, this.#fd, this.#length);
      await this.#cut();
      return undefined;
    } catch (error) {
      await this.#cut().catch(() => undefined);
      return diskProblem(error);
    }
  }

  async #cut(): Promise<void> {
    await this.#disk.truncate(this.#fd, this.#length);
    await this.#disk.sync(this.#fd);
    this.#room = new SegmentRoom(this.#length);
    this.#needsCut = false;
  }

  /** After this the segment ends with its last group, durably. */
  async #endRoom(): Promise<void> {
    if (this.#room.isBeyond(this.#length)) await this.#cut();
  }

  async #makeRoom(group: readonly Waiting[]): Promise<void> {
    const bytes = group.reduce((sum, waiting) => sum + waiting.bytes + recordHeaderBytes, groupHeaderBytes);
    const isEmpty = this.#length === segmentHeaderBytes;
    if (isEmpty || this.#length + bytes <= this.#options.segmentBytes) return;
    await this.#endRoom();
    const fd = await beginSegment(this.#disk, this.#options.folder, this.#segment + 1);
    const old = this.#fd;
    this.#fd = fd;
    this.#segment += 1;
    this.#length = segmentHeaderBytes;
    this.#room = new SegmentRoom(segmentHeaderBytes);
    await this.#disk.close(old);
  }
}

/** File, header and folder entry are durable when this resolves; when it rejects there is no such file. */
async function beginSegment(disk: Disk, folder: string, segment: number): Promise<number> {
  const path = segmentPath(folder, segment);
  const fd = await disk.create(path);
  try {
    await disk.write(fd, segmentHeader(segment), 0);
    await disk.sync(fd);
    await syncFolder(folder);
    return fd;
  } catch (error) {
    await disk.close(fd);
    await rm(path, { force: true });
    throw error;
  }
}
