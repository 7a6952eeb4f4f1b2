import { crc32 } from 'node:zlib';

/*
 * The journal's unit of writing. Records that are committed together form one group, written by one write and made
 * durable by one fdatasync; the next group is not begun before that. So a crash can leave at most one group
 * incomplete, the last, and nothing of it was acknowledged: recovery cuts groups, never single records.
 *
 *   group  = bytes u32 · count u32 · crc32(bytes, count, segment, offset) u32 · count records, `bytes` in all
 *   record = crc32(length, body) u32 · length u32 · body                              (all little-endian)
 *
 * The header's checksum covers where the group lies: a group's image inside a record's body, or in a block that the
 * disk put in the wrong place, is not taken for one. Checksums find accidents. They do not stop an attacker: the
 * Merkle tree does that.
 */

export const groupHeaderBytes = 12;
export const recordHeaderBytes = 8;
/** A record's body; evidence records are a few kilobytes. */
export const maxRecordBytes = 1024 * 1024;
/** A group's records, headers included: bounds the buffer, the time of one fdatasync and the search for a tear. */
export const maxGroupBytes = 2 * maxRecordBytes;

export interface GroupPlace {
  readonly segment: number;
  /** Of the group's header, in bytes from the segment's start. */
  readonly offset: number;
}

export interface GroupHeader {
  readonly bytes: number;
  readonly count: number;
}

export interface StoredRecord {
  /** Of the record's header, in bytes from the segment's start. */
  readonly offset: number;
  readonly body: Buffer;
}

/** Bodies come in parts, so that nobody has to join them first. */
export type RecordParts = readonly Uint8Array[];

export interface EncodedGroup {
  readonly data: Buffer;
  /** Of each record's header, in bytes from the segment's start. */
  readonly offsets: readonly number[];
}

export function bodyBytes(parts: RecordParts): number {
  let bytes = 0;
  for (const part of parts) bytes += part.length;
  return bytes;
}

/** The group's image is made in `room` where it fits there, and lies there until the next one is made. */
export function encodeGroup(records: readonly RecordParts[], place: GroupPlace, room?: Buffer): EncodedGroup {
  const bytes = records.reduce((sum, parts) => sum + recordHeaderBytes + bodyBytes(parts), 0);
  const length = groupHeaderBytes + bytes;
  const fits = room !== undefined && length <= room.length;
  const data = fits ? room.subarray(0, length) : Buffer.allocUnsafe(length);
  data.writeUInt32LE(bytes, 0);
  data.writeUInt32LE(records.length, 4);
  data.writeUInt32LE(headerChecksum(data, 0, place), 8);
  const offsets: number[] = [];
  let at = groupHeaderBytes;
  for (const parts of records) {
    offsets.push(place.offset + at);
    at = writeRecord(data, at, parts);
  }
  return { data, offsets };
}

function writeRecord(data: Buffer, start: number, parts: RecordParts): number {
  let at = start + recordHeaderBytes;
  for (const part of parts) {
    data.set(part, at);
    at += part.length;
  }
  data.writeUInt32LE(at - start - recordHeaderBytes, start + 4);
  data.writeUInt32LE(crc32(data.subarray(start + 4, at)), start);
  return at;
}

/** The header at `at` of `data`, which lies at `place` in its segment; `undefined` if there is none. */
export function readGroupHeader(data: Buffer, at: number, place: GroupPlace): GroupHeader | undefined {
  if (at + groupHeaderBytes > data.length) return undefined;
  const bytes = data.readUInt32LE(at);
  const count = data.readUInt32LE(at + 4);
  // Cheap refusals first: recovery tries every offset of a damaged tail.
  if (bytes > maxGroupBytes || count === 0 || count * recordHeaderBytes > bytes) return undefined;
  if (data.readUInt32LE(at + 8) !== headerChecksum(data, at, place)) return undefined;
  return { bytes, count };
}

/** The records of a group from what follows its header; `undefined` if any of them is not as it was written. */
export function readRecords(
  body: Buffer,
  header: GroupHeader,
  place: GroupPlace,
): StoredRecord[] | undefined {
  const records: StoredRecord[] = [];
  let at = 0;
  for (let i = 0; i < header.count; i += 1) {
    const record = readRecord(body, at);
    if (record === undefined) return undefined;
    records.push({ offset: place.offset + groupHeaderBytes + at, body: record });
    at += recordHeaderBytes + record.length;
  }
  return at === header.bytes ? records : undefined;
}

/** The body of the record whose header is at `at`; `undefined` if it is cut off or its checksum is wrong. */
export function readRecord(data: Buffer, at: number): Buffer | undefined {
  if (at + recordHeaderBytes > data.length) return undefined;
  const end = at + recordHeaderBytes + data.readUInt32LE(at + 4);
  if (end > data.length || data.readUInt32LE(at) !== crc32(data.subarray(at + 4, end))) return undefined;
  return data.subarray(at + recordHeaderBytes, end);
}

function headerChecksum(data: Buffer, at: number, { segment, offset }: GroupPlace): number {
  const place = Buffer.allocUnsafe(12);
  place.writeUInt32LE(segment, 0);
  place.writeDoubleLE(offset, 4);
  return crc32(place, crc32(data.subarray(at, at + 8)));
}
