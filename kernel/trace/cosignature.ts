import { type Bytes, concatBytes, utf8 } from './bytes.ts';
import type { NoteVerifier } from './note.ts';
import type { Vkey } from './vkey.ts';
import { signatureType } from './vkey.ts';

/*
 * C2SP cosignature/v1, Ed25519 (https://c2sp.org/tlog-cosignature). It says: at this second, this was the largest
 * consistent tree that the witness had seen of this log. That is our time stamp.
 */

export interface TimestampedSignature {
  /** Seconds since 1970. */
  readonly timestamp: number;
  /** Ed25519, 64 bytes, over `cosignedMessage`. */
  readonly signature: Bytes;
}

/** Checks an Ed25519 signature by a raw 32-byte key. */
export type Ed25519Verify = (
  publicKey: Bytes,
  message: Bytes,
  signature: Bytes,
) => boolean | Promise<boolean>;

/** `undefined` unless 72 bytes with a time above zero that JavaScript can count. */
export function parseTimestampedSignature(bytes: Uint8Array): TimestampedSignature | undefined {
  if (bytes.length !== 72) return undefined;
  const timestamp = Number(new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0));
  if (!Number.isSafeInteger(timestamp) || timestamp === 0) return undefined;
  return { timestamp, signature: new Uint8Array(bytes.subarray(8)) };
}

export function renderTimestampedSignature({ timestamp, signature }: TimestampedSignature): Bytes {
  const time = new Uint8Array(8);
  new DataView(time.buffer).setBigUint64(0, BigInt(timestamp));
  return concatBytes(time, signature);
}

/** What the witness signs: domain separation, time, and the whole text of the checkpoint. */
export function cosignedMessage(timestamp: number, checkpointText: Uint8Array): Bytes {
  return concatBytes(utf8(`cosignature/v1\ntime ${timestamp}\n`), checkpointText);
}

/** Verifies a log's own signatures (type 0x01) or a witness's (type 0x04); `undefined` for any other type. */
export function verifierOf(vkey: Vkey, ed25519: Ed25519Verify): NoteVerifier | undefined {
  const { name, keyId, publicKey } = vkey;
  if (vkey.type === signatureType.ed25519) {
    return { name, keyId, verify: (message, signature) => ed25519(publicKey, message, signature) };
  }
  if (vkey.type !== signatureType.cosignature) return undefined;
  return {
    name,
    keyId,
    verify: (message, signature) => {
      const stamped = parseTimestampedSignature(signature);
      if (stamped === undefined) return false;
      return ed25519(publicKey, cosignedMessage(stamped.timestamp, message), stamped.signature);
    },
  };
}
