import { constants, createHmac, type KeyObject, sign, timingSafeEqual, verify } from 'node:crypto';
import { signEd25519, verifyEd25519 } from '../ed25519.ts';
import { isP256, signEs256, verifyEs256 } from '../es256.ts';
import { signBatch, verifyBatch } from './batch-signature.ts';
import { batchAlgorithm } from './batch-value.ts';

/* Signature algorithms of RFC 9421 §3.3, and one of our own for groups. Which of them are accepted is the caller's list, never the message's. */

export type SignatureAlgorithm =
  | 'ecdsa-p256-sha256'
  | typeof batchAlgorithm
  | 'ed25519'
  | 'rsa-pss-sha512'
  | 'hmac-sha256';

interface Algorithm {
  /** Whether a key is of this algorithm's kind; a key of another kind never reaches `verify`. */
  readonly fits: (key: KeyObject) => boolean;
  readonly sign: (data: Buffer, key: KeyObject) => Buffer;
  readonly verify: (data: Buffer, signature: Uint8Array, key: KeyObject) => boolean;
}

/** §3.3.1: salt as long as the digest. */
const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };

export const algorithms: Readonly<Record<SignatureAlgorithm, Algorithm>> = {
  'ecdsa-p256-sha256': { fits: isP256, sign: signEs256, verify: verifyEs256 },
  [batchAlgorithm]: {
    fits: isP256,
    sign: (data, key) => Buffer.from(signBatch([data], key)[0] ?? []),
    verify: verifyBatch,
  },
  ed25519: { fits: (key) => key.asymmetricKeyType === 'ed25519', sign: signEd25519, verify: verifyEd25519 },
  'rsa-pss-sha512': {
    fits: (key) => key.asymmetricKeyType === 'rsa' || key.asymmetricKeyType === 'rsa-pss',
    sign: (data, key) => sign('sha512', data, { key, ...pss }),
    verify: (data, signature, key) => verify('sha512', data, { key, ...pss }, signature),
  },
  'hmac-sha256': {
    fits: (key) => key.type === 'secret',
    sign: hmacSha256,
    verify: (data, signature, key) =>
      signature.length === 32 && timingSafeEqual(hmacSha256(data, key), signature),
  },
};

function hmacSha256(data: Buffer, key: KeyObject): Buffer {
  return createHmac('sha256', key).update(data).digest();
}
