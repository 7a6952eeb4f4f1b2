import {
  closeSync,
  constants,
  fdatasync,
  fstatSync,
  ftruncateSync,
  openSync,
  readSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { GroupPlace } from './commit-group.ts';
import { tileWidth } from './tiles.ts';

/*
 * The file `tree`: one record of fixed length for every full level-0 tile. All of it is derived from the journal
 * and is there so that a restart need not read that. A record that is missing or wrong is made again, so writes
 * need no fsync of their own; every 16th is synced to bound that work after a power cut. To have the whole file
 * made again, delete it while the log is closed.
 *
 *   256 leaf hashes · 256 places f64 · tile root (32) · resume: segment u32, group offset u32, skip u32 · crc32 u32
 */

/** What a restart needs of a full tile. */
export interface TileEnd {
  /** The hash that stands for this tile in tile level 1. */
  readonly root: Uint8Array;
  readonly resume: ResumePlace;
}

/** A full tile. */
export interface TileRecord extends TileEnd {
  /** 256 × 32 bytes. */
  readonly hashes: Uint8Array;
  /** Where the journal has each entry, packed by `packPlace`. */
  readonly places: Float64Array;
}

/** Where reading on begins after the tile: in this group, after `skip` of its records. */
export interface ResumePlace {
  readonly group: GroupPlace;
  readonly skip: number;
}

const hashBytes = tileWidth * 32;
const placesAt = hashBytes;
const rootAt = placesAt + tileWidth * 8;
const resumeAt = rootAt + 32;
const checksumAt = resumeAt + 12;
const recordBytes = checksumAt + 4;
const syncEvery = 16;

/** Segment and offset in one number: segments and offsets stay below 2^21 and 2^32. */
export function packPlace(segment: number, offset: number): number {
  return segment * 2 ** 32 + offset;
}

export function unpackPlace(packed: number): { segment: number; offset: number } {
  return { segment: Math.floor(packed / 2 ** 32), offset: packed % 2 ** 32 };
}

/** File calls are synchronous: 10 kB into or out of the page cache, once per 256 appends. */
export class TreeFile {
  readonly #fd: number;
  /** Records in the file. */
  #count = 0;
  /** Full tiles that the disk would not take yet; tried again with the next. */
  readonly #unsaved: Buffer[] = [];
  readonly #recent = new Map<number, TileRecord>();

  private constructor(fd: number) {
    this.#fd = fd;
  }

  /**
   * Opens or creates the file, visits its good records in order and drops everything from the first bad one on.
   * Throws if the file cannot be opened.
   */
  static open(folder: string, visit: (tile: TileEnd) => void): TreeFile {
    const path = join(folder, 'tree');
    const file = new TreeFile(openSync(path, constants.O_RDWR | constants.O_CREAT, 0o600));
    file.#load(visit);
    return file;
  }

  get count(): number {
    return this.#count + this.#unsaved.length;
  }

  add(record: TileRecord): void {
    this.#unsaved.push(encode(record));
    this.#save();
  }

  /** `undefined` if the record is not as it was written. */
  read(tile: number): TileRecord | undefined {
    const unsaved = this.#unsaved[tile - this.#count];
    if (unsaved !== undefined) return decode(unsaved);
    const known = this.#recent.get(tile);
    if (known !== undefined) return known;
    const data = Buffer.alloc(recordBytes);
    if (readSync(this.#fd, data, 0, recordBytes, tile * recordBytes) !== recordBytes) return undefined;
    const record = decode(data);
    if (record !== undefined) this.#remember(tile, record);
    return record;
  }

  close(): void {
    this.#save();
    closeSync(this.#fd);
  }

  #load(visit: (tile: TileEnd) => void): void {
    const { size } = fstatSync(this.#fd);
    const data = Buffer.alloc(recordBytes);
    for (let at = 0; at + recordBytes <= size; at += recordBytes) {
      if (readSync(this.#fd, data, 0, recordBytes, at) !== recordBytes) break;
      if (!isWhole(data)) break;
      visit(decodeEnd(data));
      this.#count += 1;
    }
    if (size !== this.#count * recordBytes) ftruncateSync(this.#fd, this.#count * recordBytes);
  }

  #save(): void {
    for (let next = this.#unsaved[0]; next !== undefined; next = this.#unsaved[0]) {
      if (!this.#writeRecord(next)) return;
      this.#unsaved.shift();
      this.#count += 1;
      // A failed sync costs at most a longer recovery: the record's checksum tells.
      if (this.#count % syncEvery === 0) fdatasync(this.#fd, () => {});
    }
  }

  #writeRecord(record: Buffer): boolean {
    try {
      return writeSync(this.#fd, record, 0, recordBytes, this.#count * recordBytes) === recordBytes;
    } catch {
      return false;
    }
  }

  #remember(tile: number, record: TileRecord): void {
    const [oldest] = this.#recent.keys();
    if (this.#recent.size >= 4 && oldest !== undefined) this.#recent.delete(oldest);
    this.#recent.set(tile, record);
  }
}

function encode({ hashes, places, root, resume }: TileRecord): Buffer {
  const data = Buffer.alloc(recordBytes);
  data.set(hashes, 0);
  places.forEach((place, i) => {
    data.writeDoubleLE(place, placesAt + i * 8);
  });
  data.set(root, rootAt);
  data.writeUInt32LE(resume.group.segment, resumeAt);
  data.writeUInt32LE(resume.group.offset, resumeAt + 4);
  data.writeUInt32LE(resume.skip, resumeAt + 8);
  data.writeUInt32LE(crc32(data.subarray(0, checksumAt)), checksumAt);
  return data;
}

function isWhole(data: Buffer): boolean {
  return data.readUInt32LE(checksumAt) === crc32(data.subarray(0, checksumAt));
}

function decode(data: Buffer): TileRecord | undefined {
  if (!isWhole(data)) return undefined;
  const places = Float64Array.from({ length: tileWidth }, (_, i) => data.readDoubleLE(placesAt + i * 8));
  return { ...decodeEnd(data), hashes: new Uint8Array(data.subarray(0, hashBytes)), places };
}

function decodeEnd(data: Buffer): TileEnd {
  const group = { segment: data.readUInt32LE(resumeAt), offset: data.readUInt32LE(resumeAt + 4) };
  return {
    root: new Uint8Array(data.subarray(rootAt, resumeAt)),
    resume: { group, skip: data.readUInt32LE(resumeAt + 8) },
  };
}
