import { randomBytes } from 'node:crypto';

let pool = Buffer.alloc(0);
let used = 0;

/** Where in the pool bytes begin that nobody gets again: it moves on. */
function random(count: number): number {
  if (used + count > pool.length) {
    pool = randomBytes(4096);
    used = 0;
  }
  used += count;
  return used - count;
}

/** A UUIDv7 (RFC 9562 §5.7): 48 bits of Unix milliseconds, then randomness; sorts by time of making. */
export function uuidv7(epochMs: number): string {
  const hex = uuidv7Hex(epochMs);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The 32 hex digits of a new UUIDv7. */
export function uuidv7Hex(epochMs: number): string {
  const at = random(10);
  pool[at] = ((pool[at] ?? 0) & 0x0f) | 0x70;
  pool[at + 2] = ((pool[at + 2] ?? 0) & 0x3f) | 0x80;
  return timeHex(epochMs) + pool.toString('hex', at, at + 10);
}

let latest = { epochMs: Number.NaN, hex: '' };

/** Many ids are made within one millisecond. */
function timeHex(epochMs: number): string {
  if (epochMs !== latest.epochMs) latest = { epochMs, hex: epochMs.toString(16).padStart(12, '0') };
  return latest.hex;
}

const uuidv7Form = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export function isUuidv7(text: string): boolean {
  return uuidv7Form.test(text);
}

/** The instant that a UUIDv7 carries, in milliseconds since the epoch. */
export function uuidv7Time(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

/** A sortable id that tells what it names: `grant_0199…`. */
export function prefixedId(prefix: string, epochMs: number): string {
  return `${prefix}_${uuidv7Hex(epochMs)}`;
}
