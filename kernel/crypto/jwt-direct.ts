import { constants, verify } from 'node:crypto';
import { fail, ok, type Result } from '../result.ts';
import { signEd25519, verifyEd25519 } from './ed25519.ts';
import { signEs256, verifyEs256 } from './es256.ts';
import { signTextAside, verifyTextAside } from './es256-aside.ts';
import type { JwtProblem, VerifiedJwt } from './jwt.ts';
import type { SigningKey } from './keys.ts';
import { holdsNul } from './nul-escape.ts';
import type { JwsAlgorithm, VerificationKey } from './verification-key.ts';

/*
 * JWTs made and checked synchronously by OpenSSL, for the paths where thousands pass each second (token endpoint,
 * access tokens); those called `Aside` leave ES256 to another thread, where the caller must wait for other things anyway.
 * `jwt.ts` does the same on `jose` for statements. Both demand that a token says in `typ` what it is, unless the
 * caller lists `undefined` among the kinds, as RFC 7523 obliges for client assertions.
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
  /** The same token as `decodeJwtDirect` gave it, where the caller has read it already. */
  readonly decoded?: VerifiedJwt | undefined;
}

/** Signs `payload` as it is: the caller sets `iss`, `iat`, `exp`. */
export function signJwtDirect(typ: string, payload: object, key: SigningKey): string {
  const input = inputOf(typ, payload, key);
  const bytes = Buffer.from(input);
  const signature =
    key.alg === 'ES256' ? signEs256(bytes, key.privateKey) : signEd25519(bytes, key.privateKey);
  return `${input}.${signature.toString('base64url')}`;
}

/** The same; ES256 by another thread (`signTextAside`). */
export async function signJwtAside(typ: string, payload: object, key: SigningKey): Promise<string> {
  if (key.alg !== 'ES256') return signJwtDirect(typ, payload, key);
  const input = inputOf(typ, payload, key);
  return `${input}.${await signTextAside(input, key.privateKey)}`;
}

function inputOf(typ: string, payload: object, key: SigningKey): string {
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

/** As `decodeJwtUnverified`, at a third of its cost: one's tokens begin alike, so headers are kept once read. */
export function decodeJwtDirect(token: string): VerifiedJwt | undefined {
  const [first = '', second = '', third, ...more] = token.split('.');
  if (third === undefined || more.length > 0 || !canonicalBase64url.test(third)) return undefined;
  const header = headersRead.get(first) ?? jsonObject(first);
  const payload = header && jsonObject(second);
  if (header === undefined || payload === undefined) return undefined;
  if (first.length <= longestHeaderKept) keepHeader(first, header);
  return { header, payload };
}

/** One text per byte string: no padding, and zero in the bits that the last character has to spare. */
const canonicalBase64url = /^(?:[\w-]{4})*(?:[\w-][AQgw]|[\w-]{2}[AEIMQUYcgkosw048])?$/;
const utf8 = new TextDecoder('utf-8', { fatal: true });

function jsonObject(part: string): Readonly<Record<string, unknown>> | undefined {
  if (!canonicalBase64url.test(part)) return undefined;
  try {
    const text = utf8.decode(Buffer.from(part, 'base64url'));
    if (holdsNul(text)) return undefined;
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}

const headersRead = new Map<string, Readonly<Record<string, unknown>>>();
const mostHeadersKept = 1000;
const longestHeaderKept = 400;

function keepHeader(text: string, header: Readonly<Record<string, unknown>>): void {
  if (headersRead.has(text)) return;
  if (headersRead.size >= mostHeadersKept) headersRead.clear();
  headersRead.set(text, Object.freeze(header));
}

/** Checks size, form, kind, algorithm, key, signature and times, in that order. */
export function verifyJwtDirect(token: string, expected: DirectExpectation): Result<VerifiedJwt, JwtProblem> {
  const read = readSigned(token, expected);
  if (!read.ok) return read;
  const { keys } = read.value;
  if (!keys.some(({ key }) => isSignedBy(read.value, key))) return fail('bad-signature');
  return inTime(read.value, expected);
}

/** The same; ES256 by another thread (`verifyTextAside`). */
export async function verifyJwtAside(
  token: string,
  expected: DirectExpectation,
): Promise<Result<VerifiedJwt, JwtProblem>> {
  const read = readSigned(token, expected);
  if (!read.ok) return read;
  const { alg, input, signature, keys } = read.value;
  for (const { key } of keys) {
    const holds =
      alg === 'ES256' ? await verifyTextAside(input, signature, key) : isSignedBy(read.value, key);
    if (holds) return inTime(read.value, expected);
  }
  return fail('bad-signature');
}

/** A token of which all but signature and times has been checked. */
interface ReadSigned {
  readonly decoded: VerifiedJwt;
  readonly alg: JwsAlgorithm;
  readonly input: string;
  /** base64url */
  readonly signature: string;
  readonly keys: readonly VerificationKey[];
}

function readSigned(token: string, expected: DirectExpectation): Result<ReadSigned, JwtProblem> {
  if (token.length > (expected.maxBytes ?? 16_384)) return fail('too-large');
  const decoded = expected.decoded ?? decodeJwtDirect(token);
  if (decoded === undefined) return fail('malformed');
  const { header } = decoded;
  const alg = expected.algorithms.find((one) => one === header.alg);
  if (alg === undefined) return fail('wrong-alg');
  if (!isOfKind(header.typ, expected.typ)) return fail('wrong-typ');
  if (header.crit !== undefined) return fail('unknown-critical-header');
  const keys = keysFor(header.kid, alg, expected.keys);
  if (!keys.ok) return keys;
  const dot = token.lastIndexOf('.');
  const input = token.slice(0, dot);
  const signature = token.slice(dot + 1);
  return ok({ decoded, alg, input, signature, keys: keys.value });
}

function inTime({ decoded }: ReadSigned, expected: DirectExpectation): Result<VerifiedJwt, JwtProblem> {
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

type Key = VerificationKey['key'];

function isSignedBy({ alg, input, signature }: ReadSigned, key: Key): boolean {
  const bytes = Buffer.from(input);
  const raw = Buffer.from(signature, 'base64url');
  if (alg === 'ES256') return verifyEs256(bytes, raw, key);
  if (alg === 'EdDSA') return verifyEd25519(bytes, raw, key);
  const hash = `sha${alg.slice(2)}`;
  if (alg.startsWith('ES')) return verify(hash, bytes, { key, dsaEncoding: 'ieee-p1363' }, raw);
  if (alg.startsWith('RS')) return verify(hash, bytes, key, raw);
  const padding = constants.RSA_PKCS1_PSS_PADDING;
  return verify(hash, bytes, { key, padding, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }, raw);
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
