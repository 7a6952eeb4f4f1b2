import { sha256 } from '@ena/kernel/crypto/digest.ts';
import { randomSalt } from '@ena/kernel/crypto/random.ts';

/** A UUID, version 4, lower case: it tells nothing about when or who. */
export function newId(): string {
  return uuidv4(randomSalt(16));
}

/** The same id for the same words: what is made again under one key meets what was made before. */
export function idFor(...words: readonly string[]): string {
  return uuidv4(sha256(JSON.stringify(words)));
}

function uuidv4(bytes: Buffer): string {
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}
