import { errors, type JWTHeaderParameters, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { fail, ok, type Result } from '../result.ts';
import { type JwkMembers, parsePublicJwk, type SigningKey } from './keys.ts';
import { holdsNul } from './nul-escape.ts';

/*
 * Signed statements (entity statements, resolve answers, signed contexts). Not for the data path: `jose` costs
 * 70–190 µs above the bare signature. Every token says in `typ` what it is, so that one kind of token can never
 * be passed off as another (RFC 8725 §3.11).
 */

export type JwtProblem =
  /** Not three base64url parts with a JSON object in the first two, or U+0000 in a string of these. */
  | 'malformed'
  | 'too-large'
  | 'wrong-typ'
  /** Anything but ES256; `none` is one of them. */
  | 'wrong-alg'
  /** `crit` demands something we do not know. */
  | 'unknown-critical-header'
  /** No `kid`, or none of the given keys has it. */
  | 'unknown-kid'
  /** The key with that `kid` is not a P-256 key in canonical form. */
  | 'unusable-key'
  | 'bad-signature'
  | 'expired'
  /** `nbf` or `iat` lies in the future. */
  | 'not-yet-valid'
  /** `exp`, `nbf` or `iat` is not a number. */
  | 'bad-claim';

export interface VerifiedJwt {
  readonly header: Readonly<Record<string, unknown>>;
  readonly payload: Readonly<JWTPayload>;
}

export interface JwtExpectation {
  /** The exact `typ`: `entity-statement+jwt`. */
  readonly typ: string;
  readonly keys: readonly JwkMembers[];
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Default 60. */
  readonly clockToleranceSeconds?: number;
  /** Longest token accepted, in characters. Default 65,536. */
  readonly maxBytes?: number;
}

/** Signs `payload` as it is: the caller sets `iss`, `iat`, `exp`. */
export function signJwt(typ: string, payload: Readonly<JWTPayload>, key: SigningKey): Promise<string> {
  const header: JWTHeaderParameters = { typ, alg: key.alg, kid: key.kid };
  return new SignJWT({ ...payload }).setProtectedHeader(header).sign(key.privateKey);
}

/** Checks form, kind, algorithm, key, signature and times, in that order. Accepts ES256 only. */
export async function verifyJwt(
  token: string,
  expected: JwtExpectation,
): Promise<Result<VerifiedJwt, JwtProblem>> {
  if (token.length > (expected.maxBytes ?? 65_536)) return fail('too-large');
  const decoded = decodeJwtUnverified(token);
  if (decoded === undefined) return fail('malformed');
  const { header, payload } = decoded;
  if (header.alg !== 'ES256') return fail('wrong-alg');
  if (header.typ !== expected.typ) return fail('wrong-typ');
  if (header.crit !== undefined) return fail('unknown-critical-header');
  const jwk = expected.keys.find((key) => key.kid !== undefined && key.kid === header.kid);
  if (jwk === undefined) return fail('unknown-kid');
  const key = parsePublicJwk(jwk);
  if (!key.ok || key.value.asymmetricKeyType !== 'ec') return fail('unusable-key');
  const tolerance = expected.clockToleranceSeconds ?? 60;
  try {
    await jwtVerify(token, key.value, {
      algorithms: ['ES256'],
      currentDate: new Date(expected.now),
      clockTolerance: tolerance,
    });
  } catch (error) {
    return fail(problemOf(error));
  }
  return issuedInTheFuture(payload, expected.now, tolerance) ? fail('not-yet-valid') : ok(decoded);
}

/** Reads a token without believing it: to choose the keys to verify with. `undefined` when malformed. */
export function decodeJwtUnverified(token: string): VerifiedJwt | undefined {
  const parts = token.split('.');
  if (parts.length !== 3 || !parts.every(isCanonicalBase64url)) return undefined;
  const header = jsonObject(parts[0] ?? '');
  const payload = jsonObject(parts[1] ?? '');
  return header === undefined || payload === undefined ? undefined : { header, payload };
}

/** One text per byte string, so that a signed token has one hash: no padding, no spare bits. */
function isCanonicalBase64url(part: string): boolean {
  return Buffer.from(part, 'base64url').toString('base64url') === part;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function jsonObject(part: string): Record<string, unknown> | undefined {
  try {
    const text = utf8.decode(Buffer.from(part, 'base64url'));
    if (holdsNul(text)) return undefined;
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function problemOf(error: unknown): JwtProblem {
  if (error instanceof errors.JWTExpired) return 'expired';
  if (error instanceof errors.JWTClaimValidationFailed) {
    return error.reason === 'check_failed' ? 'not-yet-valid' : 'bad-claim';
  }
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'bad-signature';
  return 'malformed';
}

function issuedInTheFuture(payload: JWTPayload, now: number, toleranceSeconds: number): boolean {
  return typeof payload.iat === 'number' && payload.iat > now / 1000 + toleranceSeconds;
}
