import { constants, type KeyObject, sign, type VerifyKeyObjectInput, verify } from 'node:crypto';
import { fail, ok, type Result } from '../result.ts';
import { derInteger, derSequence } from './der.ts';
import { signEd25519, verifyEd25519 } from './ed25519.ts';
import { isP256, signEs256, verifyEs256 } from './es256.ts';
import { decodeJwtUnverified, type JwtProblem, type VerifiedJwt } from './jwt.ts';
import type { SigningKey } from './keys.ts';
import type { JwsAlgorithm, VerificationKey } from './verification-key.ts';

/*
 * JWTs made and checked by OpenSSL itself, for the paths where thousands pass each second (token endpoint, access
 * tokens). `jwt.ts` does the same on `jose` for statements. Both demand that a token says in `typ` what it is,
 * unless the caller lists `undefined` among the kinds, as RFC 7523 obliges for client assertions.
 *
 * Each comes in two forms with the same answers. The synchronous one is cheapest for a single token. `…InPool` has
 * the arithmetic done by libuv's threads: a twentieth of it is left for the thread that serves everyone, at the price
 * of a wake-up, so it is for endpoints that many call at once.
 */

export interface DirectExpectation {
  /** The kinds accepted, without `application/`; `undefined` accepts a token without `typ`. */
  readonly typ: readonly (string | undefined)[];
  readonly algorithms: readonly JwsAlgorithm[];
  readonly keys: readonly VerificationKey[];
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Default 60. */
  readonly clockToleranceSeconds?: number;
  /** Longest token accepted, in characters. Default 16,384. */
  readonly maxBytes?: number;
  /** The same token as `decodeJwtUnverified` gave it, where the caller has read it already. */
  readonly decoded?: VerifiedJwt;
}

/** Signs `payload` as it is: the caller sets `iss`, `iat`, `exp`. */
export function signJwtDirect(typ: string, payload: object, key: SigningKey): string {
  const input = signingInput(typ, payload, key);
  const bytes = Buffer.from(input);
  const signature =
    key.alg === 'ES256' ? signEs256(bytes, key.privateKey) : signEd25519(bytes, key.privateKey);
  return `${input}.${signature.toString('base64url')}`;
}

/** As `signJwtDirect`. */
export function signJwtInPool(typ: string, payload: object, key: SigningKey): Promise<string> {
  const input = signingInput(typ, payload, key);
  const ecdsa = key.alg === 'ES256';
  return new Promise((resolve, reject) => {
    sign(ecdsa ? 'sha256' : null, Buffer.from(input), key.privateKey, (error, signature) => {
      if (error !== null) reject(error);
      else resolve(`${input}.${(ecdsa ? joseFromDer(signature) : signature).toString('base64url')}`);
    });
  });
}

function signingInput(typ: string, payload: object, key: SigningKey): string {
  return `${headerOf(typ, key)}.${Buffer.from(JSON.stringify(payload)).toString('base64url')}`;
}

const headers = new WeakMap<SigningKey, Map<string, string>>();

function headerOf(typ: string, key: SigningKey): string {
  const ofKey = headers.get(key) ?? new Map<string, string>();
  headers.set(key, ofKey);
  const known = ofKey.get(typ);
  if (known !== undefined) return known;
  const header = Buffer.from(JSON.stringify({ typ, alg: key.alg, kid: key.kid })).toString('base64url');
  ofKey.set(typ, header);
  return header;
}

/** Checks size, form, kind, algorithm, key, signature and times, in that order. */
export function verifyJwtDirect(token: string, expected: DirectExpectation): Result<VerifiedJwt, JwtProblem> {
  const read = readSigned(token, expected);
  if (!read.ok) return read;
  const { keys } = read.value;
  return keys.some(({ key }) => isSignedBy(read.value, key))
    ? inTime(read.value, expected)
    : fail('bad-signature');
}

/** As `verifyJwtDirect`. */
export async function verifyJwtInPool(
  token: string,
  expected: DirectExpectation,
): Promise<Result<VerifiedJwt, JwtProblem>> {
  const read = readSigned(token, expected);
  if (!read.ok) return read;
  for (const { key } of read.value.keys) {
    if (await isSignedInPool(read.value, key)) return inTime(read.value, expected);
  }
  return fail('bad-signature');
}

/** A token that has passed all checks before the signature. */
interface SignedJwt {
  readonly decoded: VerifiedJwt;
  readonly alg: JwsAlgorithm;
  readonly keys: readonly VerificationKey[];
  readonly input: Buffer;
  readonly signature: Buffer;
}

function readSigned(token: string, expected: DirectExpectation): Result<SignedJwt, JwtProblem> {
  if (token.length > (expected.maxBytes ?? 16_384)) return fail('too-large');
  const decoded = expected.decoded ?? decodeJwtUnverified(token);
  if (decoded === undefined) return fail('malformed');
  const { header } = decoded;
  const alg = expected.algorithms.find((one) => one === header.alg);
  if (alg === undefined) return fail('wrong-alg');
  if (!isOfKind(header.typ, expected.typ)) return fail('wrong-typ');
  if (header.crit !== undefined) return fail('unknown-critical-header');
  const keys = keysFor(header.kid, alg, expected.keys);
  if (!keys.ok) return keys;
  const dot = token.lastIndexOf('.');
  const signature = Buffer.from(token.slice(dot + 1), 'base64url');
  return ok({ decoded, alg, keys: keys.value, input: Buffer.from(token.slice(0, dot)), signature });
}

function inTime({ decoded }: SignedJwt, expected: DirectExpectation): Result<VerifiedJwt, JwtProblem> {
  const wrong = timeProblem(decoded.payload, expected.now, expected.clockToleranceSeconds ?? 60);
  return wrong === undefined ? ok(decoded) : fail(wrong);
}

function isOfKind(typ: unknown, kinds: readonly (string | undefined)[]): boolean {
  if (typ === undefined) return kinds.includes(undefined);
  if (typeof typ !== 'string') return false;
  const bare = typ.toLowerCase().replace(/^application\//, '');
  return kinds.some((kind) => kind?.toLowerCase() === bare);
}

/** How many keys a token without `kid` is tried with. */
const mostTried = 4;

function keysFor(
  kid: unknown,
  alg: JwsAlgorithm,
  keys: readonly VerificationKey[],
): Result<readonly VerificationKey[], JwtProblem> {
  const named = kid === undefined ? keys : keys.filter((key) => key.kid === kid);
  if (named.length === 0) return fail('unknown-kid');
  const fit = named.filter((key) => key.algorithms.includes(alg)).slice(0, mostTried);
  return fit.length === 0 ? fail('unusable-key') : ok(fit);
}

function isSignedBy({ alg, input, signature }: SignedJwt, key: KeyObject): boolean {
  if (alg === 'ES256') return verifyEs256(input, signature, key);
  if (alg === 'EdDSA') return verifyEd25519(input, signature, key);
  return verify(hashOf(alg), input, withParameters(alg, key), signature);
}

/** A check that OpenSSL cannot carry out is one that did not succeed. */
function isSignedInPool({ alg, input, signature }: SignedJwt, key: KeyObject): Promise<boolean> {
  const fits =
    alg === 'ES256' ? signature.length === 64 && isP256(key) : alg !== 'EdDSA' || signature.length === 64;
  if (!fits) return Promise.resolve(false);
  const given = alg === 'ES256' ? derFromJose(signature) : signature;
  return new Promise((resolve) => {
    verify(hashOf(alg), input, withParameters(alg, key), given, (error, good) =>
      resolve(error === null && good),
    );
  });
}

function hashOf(alg: JwsAlgorithm): string | null {
  return alg === 'EdDSA' ? null : `sha${alg.slice(2)}`;
}

function withParameters(alg: JwsAlgorithm, key: KeyObject): KeyObject | VerifyKeyObjectInput {
  if (alg === 'ES384' || alg === 'ES512') return { key, dsaEncoding: 'ieee-p1363' };
  if (!alg.startsWith('PS')) return key;
  return { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
}

const half = 32;

/** `r ‖ s` as OpenSSL reads it; see `es256.ts` for why it is not asked to. */
function derFromJose(raw: Buffer): Buffer {
  return derSequence(derInteger(raw.subarray(0, half)), derInteger(raw.subarray(half)));
}

/** 30 len 02 len r 02 len s, each length one byte, to `r ‖ s`. */
function joseFromDer(der: Buffer): Buffer {
  const raw = Buffer.alloc(2 * half);
  const endOfR = 4 + (der[3] ?? 0);
  placeRight(der.subarray(4, endOfR), raw, half);
  placeRight(der.subarray(endOfR + 2), raw, 2 * half);
  return raw;
}

/** Copies a DER integer so that it ends at `end`, without the sign byte. */
function placeRight(integer: Buffer, into: Buffer, end: number): void {
  const magnitude = integer.subarray(Math.max(0, integer.length - half));
  into.set(magnitude, end - magnitude.length);
}

function timeProblem(
  { exp, nbf, iat }: Readonly<Record<string, unknown>>,
  now: number,
  tolerance: number,
): JwtProblem | undefined {
  for (const time of [exp, nbf, iat]) {
    if (time !== undefined && (typeof time !== 'number' || !Number.isFinite(time))) return 'bad-claim';
  }
  const seconds = now / 1000;
  if (exp !== undefined && Number(exp) + tolerance <= seconds) return 'expired';
  if (nbf !== undefined && Number(nbf) - tolerance > seconds) return 'not-yet-valid';
  if (iat !== undefined && Number(iat) - tolerance > seconds) return 'not-yet-valid';
  return undefined;
}
