import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';

/*
 * The journal's files: `segments/00000000.journal`, `00000001.journal`, … without gaps. A segment begins with
 * 16 bytes: magic (8), its own number u32, crc32 of both u32; groups follow.
 */

export const segmentHeaderBytes = 16;
const magic = Buffer.from('ENALOG01', 'latin1');

export function segmentPath(folder: string, segment: number): string {
  return join(folder, `${String(segment).padStart(8, '0')}.journal`);
}

/** Numbers of the segments that are there, ascending. */
export async function listSegments(folder: string): Promise<number[]> {
  const names = await readdir(folder);
  const numbers = names.flatMap((name) => (/^\d{8}\.journal$/.test(name) ? [Number(name.slice(0, 8))] : []));
  return numbers.sort((a, b) => a - b);
}

export function segmentHeader(segment: number): Buffer {
  const header = Buffer.alloc(segmentHeaderBytes);
  magic.copy(header);
  header.writeUInt32LE(segment, 8);
  header.writeUInt32LE(crc32(header.subarray(0, 12)), 12);
  return header;
}

export function isSegmentHeader(data: Buffer, segment: number): boolean {
  return data.subarray(0, segmentHeaderBytes).equals(segmentHeader(segment));
}
