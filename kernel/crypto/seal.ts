import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject } from 'node:crypto';
import { fail, ok, type Result } from '../result.ts';
import { randomSalt } from './random.ts';
import { type LostKey, type SealKey, SealKeyStore, sealKeyIdBytes } from './seal-keys.ts';

/*
 * Records at rest: AES-256-GCM under data keys that rotate. A sealed record is
 *
 *   byte 0        version, 1
 *   bytes 1–8     id of the data key
 *   bytes 9–20    nonce, 96 random bits
 *   then          ciphertext, as long as the plain text
 *   last 16       tag
 *
 * The tag covers version, key id and the caller's `aad`, so a record cannot be moved to another place.
 * Trusted: the key folder. Not trusted: wherever the sealed bytes lie.
 */

const version = 1;
const nonceAt = 1 + sealKeyIdBytes;
const cipherAt = nonceAt + 12;
const tagLength = 16;

/** NIST SP 800-38D §8.3: at most 2^32 random nonces under one key. A key is replaced before that. */
export const sealsPerKey = 2 ** 32;

export type OpenProblem = 'unknown-key' | 'tampered' | 'malformed';

export interface Sealer {
  /** Encrypts; the result is 37 bytes longer. Throws only when the key folder cannot be written (see `rotate`). */
  seal(plain: Uint8Array, aad: Uint8Array): Buffer;
  /** `unknown-key`: the key was lost or removed, the record is unreadable for good, the rest goes on. */
  open(sealed: Uint8Array, aad: Uint8Array): Result<Buffer, OpenProblem>;
  /** Seals under a new key from now on; old records stay readable. Throws when the key folder cannot be written. */
  rotate(): void;
  /** Keys whose file is there but cannot be read: damaged, or wrapped under another key. For health reports. */
  readonly lostKeys: readonly LostKey[];
}

export interface SealerOptions {
  /** 32 bytes kept elsewhere than the folder (HSM, secret store); data keys are then stored encrypted under it. */
  readonly wrappingKey?: Buffer;
  /** Uses of a key before it is replaced; smaller only in tests. */
  readonly sealsPerKey?: number;
}

/**
 * Opens the data keys in `folder`, making the first one where no usable key is left.
 * One process owns a folder. Throws when the folder cannot be read or written.
 */
export function openSealer(folder: string, options: SealerOptions = {}): Sealer {
  const limit = options.sealsPerKey ?? sealsPerKey;
  const wrapping = options.wrappingKey === undefined ? undefined : wrappingKeyObject(options.wrappingKey);
  const keys = new SealKeyStore(folder, wrapping, limit);
  return {
    seal: (plain, aad) => sealUnder(keys.take(), plain, aad),
    open: (sealed, aad) => openUnder(keys, sealed, aad),
    rotate: () => keys.rotate(),
    get lostKeys() {
      return keys.lost;
    },
  };
}

function wrappingKeyObject(key: Buffer): KeyObject {
  if (key.length !== 32) throw new Error('A wrapping key has 32 bytes.');
  return createSecretKey(key);
}

function sealUnder(key: SealKey, plain: Uint8Array, aad: Uint8Array): Buffer {
  const sealed = Buffer.allocUnsafe(cipherAt + plain.length + tagLength);
  sealed[0] = version;
  sealed.set(key.id, 1);
  const nonce = randomSalt(12);
  sealed.set(nonce, nonceAt);
  const cipher = createCipheriv('aes-256-gcm', key.secret, nonce);
  cipher.setAAD(boundText(sealed, aad));
  // GCM holds nothing back: `update` answers all of the ciphertext and `final` nothing.
  sealed.set(cipher.update(plain), cipherAt);
  cipher.final();
  sealed.set(cipher.getAuthTag(), cipherAt + plain.length);
  return sealed;
}

function openUnder(keys: SealKeyStore, sealed: Uint8Array, aad: Uint8Array): Result<Buffer, OpenProblem> {
  if (sealed.length < cipherAt + tagLength || sealed[0] !== version) return fail('malformed');
  const key = keys.find(sealed.subarray(1, nonceAt));
  if (key === undefined) return fail('unknown-key');
  const decipher = createDecipheriv('aes-256-gcm', key.secret, sealed.subarray(nonceAt, cipherAt));
  decipher.setAAD(boundText(sealed, aad));
  decipher.setAuthTag(sealed.subarray(sealed.length - tagLength));
  const plain = decipher.update(sealed.subarray(cipherAt, sealed.length - tagLength));
  try {
    decipher.final();
    return ok(plain);
  } catch {
    return fail('tampered');
  }
}

const boundRoom = Buffer.allocUnsafeSlow(256);

/** What the tag covers besides the text: version and key id of the sealed record, and the caller's own. Good until the next call. */
function boundText(sealed: Uint8Array, aad: Uint8Array): Buffer {
  const head = sealed.subarray(0, nonceAt);
  if (nonceAt + aad.length > boundRoom.length) return Buffer.concat([head, aad]);
  boundRoom.set(head, 0);
  boundRoom.set(aad, nonceAt);
  return boundRoom.subarray(0, nonceAt + aad.length);
}
