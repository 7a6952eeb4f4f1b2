import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto';
import { fail, ok, type Result } from '../result.ts';
import { sha256 } from './digest.ts';
import { isP256 } from './es256.ts';

export type SigningAlgorithm = 'ES256' | 'EdDSA';

/** A public key as it is published: only public members, its own thumbprint as `kid`. */
export type PublicJwk = JsonWebKey & {
  readonly kid: string;
  readonly alg: SigningAlgorithm;
  readonly use: 'sig';
};

/** What is read of anyone's JWK: the members that make a public key, and its name. Other members may be there. */
export interface JwkMembers {
  readonly kty?: string;
  readonly crv?: string;
  readonly x?: string;
  readonly y?: string;
  readonly kid?: string;
}

/** A key that signs. `kid` is the RFC 7638 thumbprint, so a key cannot be published under another's name. */
export interface SigningKey {
  readonly kid: string;
  readonly alg: SigningAlgorithm;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly publicJwk: PublicJwk;
}

export function generateEs256Key(): SigningKey {
  return signingKey(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
}

export function generateEd25519Key(): SigningKey {
  return signingKey(generateKeyPairSync('ed25519').privateKey);
}

export function generateSigningKey(alg: SigningAlgorithm): SigningKey {
  return alg === 'ES256' ? generateEs256Key() : generateEd25519Key();
}

/** PKCS #8 in PEM, not encrypted: protect the file. */
export function exportPrivatePem(key: SigningKey): string {
  return key.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
}

/** Throws where the text is not a P-256 or Ed25519 private key in PEM: our own file is broken then. */
export function importPrivatePem(pem: string): SigningKey {
  return signingKey(createPrivateKey(pem));
}

/** As `importPrivatePem`, from the private JWK of a dated key. */
export function importPrivateJwk(jwk: JsonWebKey): SigningKey {
  return signingKey(createPrivateKey({ key: jwk, format: 'jwk' }));
}

function signingKey(privateKey: KeyObject): SigningKey {
  const publicKey = createPublicKey(privateKey);
  const bare = bareJwk(publicKey.export({ format: 'jwk' }));
  if (bare === undefined) throw new Error('A signing key must be P-256 or Ed25519.');
  const kid = thumbprint(bare);
  const alg = bare.kty === 'EC' ? 'ES256' : 'EdDSA';
  return { kid, alg, privateKey, publicKey, publicJwk: { ...bare, kid, alg, use: 'sig' } };
}

/**
 * RFC 7638: SHA-256 over the required members in alphabetical order, base64url.
 * Defined here for EC and OKP; throws for other key types.
 */
export function thumbprint(jwk: JwkMembers): string {
  const { crv, kty, x, y } = jwk;
  if (kty === 'EC') return sha256(JSON.stringify({ crv, kty, x, y })).toString('base64url');
  if (kty === 'OKP') return sha256(JSON.stringify({ crv, kty, x })).toString('base64url');
  throw new Error('A thumbprint is defined here for EC and OKP keys only.');
}

/** 32 bytes in the one base64url form they have: the last character's two spare bits are zero. */
const coordinate = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/;

/** The public members alone, for the two kinds of key we use; `undefined` for any other. */
function bareJwk(jwk: JwkMembers): JsonWebKey | undefined {
  const { crv, kty, x, y } = jwk;
  if (typeof x !== 'string' || !coordinate.test(x)) return undefined;
  if (kty === 'OKP' && crv === 'Ed25519') return { crv, kty, x };
  if (kty === 'EC' && crv === 'P-256' && typeof y === 'string' && coordinate.test(y))
    return { crv, kty, x, y };
  return undefined;
}

const cacheSize = 10_000;
const byThumbprint = new Map<string, KeyObject>();

/**
 * A peer's key, from metadata that anyone may have written: P-256 or Ed25519, on its curve, in canonical form.
 * Private members are left out. The KeyObject is kept by thumbprint; making one costs 30–60 µs.
 */
export function parsePublicJwk(jwk: unknown): Result<KeyObject, 'not-a-public-key'> {
  if (typeof jwk !== 'object' || jwk === null) return fail('not-a-public-key');
  const bare = bareJwk(jwk);
  if (bare === undefined) return fail('not-a-public-key');
  const print = thumbprint(bare);
  const key = byThumbprint.get(print) ?? makePublicKey(bare);
  if (key === undefined) return fail('not-a-public-key');
  if (byThumbprint.size >= cacheSize) byThumbprint.clear();
  byThumbprint.set(print, key);
  return ok(key);
}

function makePublicKey(bare: JsonWebKey): KeyObject | undefined {
  try {
    const key = createPublicKey({ key: bare, format: 'jwk' });
    return bare.kty === 'OKP' || isP256(key) ? key : undefined;
  } catch {
    return undefined;
  }
}

/** As `parsePublicJwk`, for a JWK that was already checked; throws otherwise. */
export function publicKeyFromJwk(jwk: JwkMembers): KeyObject {
  const parsed = parsePublicJwk(jwk);
  if (!parsed.ok) throw new Error('Not a P-256 or Ed25519 public key in JWK form.');
  return parsed.value;
}
