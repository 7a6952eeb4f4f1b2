import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { fail, ok, type Result } from '../result.ts';
import { sha256 } from './digest.ts';

/** Asymmetric JWS algorithms (RFC 7518 §3.1, RFC 8037). `none` and every HMAC are not among them, by intent. */
export const jwsAlgorithms = [
  'ES256',
  'ES384',
  'ES512',
  'PS256',
  'PS384',
  'PS512',
  'RS256',
  'RS384',
  'RS512',
  'EdDSA',
] as const;
export type JwsAlgorithm = (typeof jwsAlgorithms)[number];

/** A peer's public key that was found fit to verify with, and the algorithms that it may be used for. */
export interface VerificationKey {
  /** The name that its owner gave it. */
  readonly kid: string | undefined;
  /** RFC 7638, SHA-256, base64url. */
  readonly thumbprint: string;
  readonly key: KeyObject;
  readonly algorithms: readonly JwsAlgorithm[];
}

export type KeyProblem =
  /** No public key of a kind that we know, not on its curve, or not in canonical form. */
  | 'not-a-public-key'
  /** Private or symmetric members are there: whoever sent it has given its secret away. */
  | 'holds-a-secret'
  /** `use` or `key_ops` says that it is for something else (RFC 7517 §4.2, §4.3), or `alg` fits no algorithm. */
  | 'not-for-signatures'
  /** An RSA modulus below 2048 bits, or so large that verifying with it is an attack. */
  | 'bad-size';

interface Jwk {
  readonly [member: string]: unknown;
}

const rsaAlgorithms: readonly JwsAlgorithm[] = ['PS256', 'PS384', 'PS512', 'RS256', 'RS384', 'RS512'];
const curves: Readonly<Record<string, JwsAlgorithm>> = {
  'P-256': 'ES256',
  'P-384': 'ES384',
  'P-521': 'ES512',
};
const secretMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];
const leastRsaBits = 2048;
const mostRsaBits = 8192;

/** Reads a JWK that anyone may have written: EC on a NIST curve, RSA or Ed25519, and nothing but its public half. */
export function readVerificationKey(jwk: unknown): Result<VerificationKey, KeyProblem> {
  if (typeof jwk !== 'object' || jwk === null) return fail('not-a-public-key');
  const members = jwk as Jwk;
  if (secretMembers.some((name) => members[name] !== undefined)) return fail('holds-a-secret');
  if (!isForSignatures(members)) return fail('not-for-signatures');
  const kind = kindOf(members);
  if (kind === undefined) return fail('not-a-public-key');
  const algorithms =
    members.alg === undefined ? kind.algorithms : kind.algorithms.filter((alg) => alg === members.alg);
  if (algorithms.length === 0) return fail('not-for-signatures');
  const key = publicKey(kind.bare);
  if (key === undefined) return fail('not-a-public-key');
  const bits = key.asymmetricKeyDetails?.modulusLength;
  if (bits !== undefined && (bits < leastRsaBits || bits > mostRsaBits)) return fail('bad-size');
  const kid = typeof members.kid === 'string' ? members.kid : undefined;
  return ok({ kid, thumbprint: jwkThumbprint(kind.bare), key, algorithms });
}

/** The usable keys of a JWK set; keys of other kinds and for other uses are left out (RFC 7517 §5). */
export function readKeySet(jwks: unknown): readonly VerificationKey[] {
  const keys = typeof jwks === 'object' && jwks !== null ? (jwks as Jwk).keys : undefined;
  if (!Array.isArray(keys)) return [];
  return keys.slice(0, 50).flatMap((jwk: unknown) => {
    const key = readVerificationKey(jwk);
    return key.ok ? [key.value] : [];
  });
}

function isForSignatures({ use, key_ops: operations }: Jwk): boolean {
  if (use !== undefined && use !== 'sig') return false;
  return operations === undefined || (Array.isArray(operations) && operations.includes('verify'));
}

interface KeyKind {
  /** Exactly the members of RFC 7638 §3.2, in alphabetical order. */
  readonly bare: Readonly<Record<string, string>>;
  readonly algorithms: readonly JwsAlgorithm[];
}

function kindOf({ kty, crv, x, y, n, e }: Jwk): KeyKind | undefined {
  if (kty === 'EC' && isText(crv) && isCanonical(x) && isCanonical(y)) {
    const alg = curves[crv];
    return alg && { bare: { crv, kty, x, y }, algorithms: [alg] };
  }
  if (kty === 'OKP' && crv === 'Ed25519' && isCanonical(x))
    return { bare: { crv, kty, x }, algorithms: ['EdDSA'] };
  if (kty === 'RSA' && isCanonical(n) && isCanonical(e) && n.length < 1400 && e.length <= 6) {
    return { bare: { e, kty, n }, algorithms: rsaAlgorithms };
  }
  return undefined;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** One spelling for each key, so that a thumbprint names one key only. */
function isCanonical(value: unknown): value is string {
  return isText(value) && value !== '' && Buffer.from(value, 'base64url').toString('base64url') === value;
}

/** RFC 7638 over members that are already the required ones in alphabetical order. */
function jwkThumbprint(bare: Readonly<Record<string, string>>): string {
  return sha256(JSON.stringify(bare)).toString('base64url');
}

function publicKey(bare: JsonWebKey): KeyObject | undefined {
  try {
    return createPublicKey({ key: bare, format: 'jwk' });
  } catch {
    return undefined;
  }
}
