/**
 * The few DER forms (ITU-T X.690) that we write: signatures and self-signed certificates. Writing only;
 * certificates and keys that others made are parsed by OpenSSL through `node:crypto`.
 */

/** Tag, definite length in its shortest form, contents. */
export function der(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag]), derLength(body.length), body]);
}

function derLength(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  if (length < 0x100) return Buffer.from([0x81, length]);
  if (length < 0x1_0000) return Buffer.from([0x82, length >> 8, length & 0xff]);
  throw new Error('DER contents over 64 KiB are never written here');
}

export function derSequence(...contents: readonly Uint8Array[]): Buffer {
  return der(0x30, ...contents);
}

/** A non-negative INTEGER from big-endian bytes, in its only DER form: no superfluous leading zero. */
export function derInteger(bigEndian: Uint8Array): Buffer {
  let from = 0;
  while (from < bigEndian.length - 1 && bigEndian[from] === 0) from++;
  const magnitude = bigEndian.subarray(from);
  return (magnitude[0] ?? 0) > 0x7f ? der(0x02, Buffer.from([0]), magnitude) : der(0x02, magnitude);
}

/** An OBJECT IDENTIFIER from dotted form: `2.5.4.3`. */
export function derObjectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return der(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function base128(arc: number): number[] {
  const groups = [arc % 128];
  for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) {
    groups.unshift((left % 128) | 0x80);
  }
  return groups;
}

export function derUtf8String(text: string): Buffer {
  return der(0x0c, Buffer.from(text, 'utf8'));
}

/** A BIT STRING of whole bytes. */
export function derBitString(bytes: Uint8Array, unusedBits = 0): Buffer {
  return der(0x03, Buffer.from([unusedBits]), bytes);
}

export function derOctetString(bytes: Uint8Array): Buffer {
  return der(0x04, bytes);
}

export const derTrue: Buffer = der(0x01, Buffer.from([0xff]));

/** UTCTime before the year 2050 and GeneralizedTime from then on, as RFC 5280 §4.1.2.5 demands. */
export function derTime(epochMs: number): Buffer {
  const digits = new Date(epochMs).toISOString().replace(/[-:T]/g, '').slice(0, 14);
  const year = Number(digits.slice(0, 4));
  return year < 2050 ? der(0x17, Buffer.from(`${digits.slice(2)}Z`)) : der(0x18, Buffer.from(`${digits}Z`));
}
