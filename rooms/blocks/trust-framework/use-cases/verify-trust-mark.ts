import { decodeJwtUnverified, type JwtProblem } from '@ena/kernel/crypto/jwt.ts';
import { verifyJwtDirect } from '@ena/kernel/crypto/jwt-direct.ts';
import { jwsAlgorithms, readKeySet } from '@ena/kernel/crypto/verification-key.ts';
import type { Result } from '@ena/kernel/result.ts';

/** What the anchor says of marks, from its verified configuration, and the keys of the issuer, from its trust chain. */
export interface TrustMarkContext {
  /** Entity id of the anchor. */
  readonly anchor: string;
  readonly trustMarkIssuers: Readonly<Record<string, readonly string[]>>;
  readonly trustMarkOwners: Readonly<
    Record<string, { readonly sub: string; readonly jwks: { readonly keys: readonly object[] } }>
  >;
  /** Federation keys of an issuer that has a trust chain to the anchor; `undefined` where it has none. */
  issuerKeys(entityId: string): Promise<readonly object[] | undefined>;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export interface VerifiedTrustMark {
  readonly type: string;
  readonly issuer: string;
  readonly subject: string;
  /** Seconds since the epoch; `undefined` for a mark without end. */
  readonly expiresAt: number | undefined;
}

export type TrustMarkVerdict =
  | { readonly kind: 'valid'; readonly mark: VerifiedTrustMark }
  | { readonly kind: 'invalid'; readonly because: TrustMarkFault };

export type TrustMarkFault =
  | JwtProblem
  /** A claim that must be there is not, or has another form. */
  | 'claims'
  | 'other-subject'
  | 'type-not-recognised'
  | 'issuer-not-accredited'
  | 'issuer-not-trusted'
  | 'delegation-missing'
  | 'delegation-invalid';

const longest = 65_536;

interface MarkClaims {
  readonly iss: string;
  readonly sub: string;
  readonly trust_mark_type: string;
  readonly iat: number;
  readonly exp?: number;
  readonly delegation?: string;
}

/**
 * OpenID Federation 1.0 §7.3, for the entity whose mark it is said to be. The order matters: nothing is asked about an
 * issuer that the anchor does not name for the type. Whether the mark was revoked only its issuer's status tells.
 */
export async function verifyTrustMark(
  jwt: string,
  subject: string,
  context: TrustMarkContext,
): Promise<TrustMarkVerdict> {
  const invalid = (because: TrustMarkFault) => ({ kind: 'invalid', because }) as const;
  const claims = markClaims(decodeJwtUnverified(jwt)?.payload);
  if (claims === undefined) return invalid(jwt.split('.').length === 3 ? 'claims' : 'malformed');
  if (claims.sub !== subject) return invalid('other-subject');
  const accredited = own(context.trustMarkIssuers, claims.trust_mark_type);
  if (accredited === undefined) return invalid('type-not-recognised');
  if (accredited.length > 0 && !accredited.includes(claims.iss)) return invalid('issuer-not-accredited');
  const keys = await context.issuerKeys(claims.iss);
  if (keys === undefined) return invalid('issuer-not-trusted');
  const verified = verify(jwt, 'trust-mark+jwt', keys, context.now);
  if (!verified.ok) return invalid(verified.error);
  const delegation = delegationFault(claims, context);
  if (delegation !== undefined) return invalid(delegation);
  const { iss: issuer, trust_mark_type: type, exp: expiresAt } = claims;
  return { kind: 'valid', mark: { type, issuer, subject, expiresAt } };
}

/** By a key that the header names (§7.1), with any algorithm of signatures that the Swedish profile knows. */
function verify(
  jwt: string,
  typ: string,
  keys: readonly object[],
  now: number,
): Result<{ readonly payload: Readonly<Record<string, unknown>> }, JwtProblem> {
  const named = typeof decodeJwtUnverified(jwt)?.header.kid === 'string';
  const usable = named ? readKeySet({ keys }) : [];
  return verifyJwtDirect(jwt, {
    typ: [typ],
    algorithms: jwsAlgorithms,
    keys: usable,
    now,
    maxBytes: longest,
  });
}

/** §7.2.1. A mark that has an owner needs its owner's delegation; a delegation that is there must hold. */
function delegationFault(
  claims: MarkClaims,
  { trustMarkOwners, now }: TrustMarkContext,
): 'delegation-missing' | 'delegation-invalid' | undefined {
  const owner = own(trustMarkOwners, claims.trust_mark_type);
  if (claims.delegation === undefined) return owner === undefined ? undefined : 'delegation-missing';
  if (owner === undefined) return 'delegation-invalid';
  const verified = verify(claims.delegation, 'trust-mark-delegation+jwt', owner.jwks.keys, now);
  if (!verified.ok) return 'delegation-invalid';
  const { payload } = verified.value;
  const holds =
    payload.iss === owner.sub &&
    payload.sub === claims.iss &&
    payload.trust_mark_type === claims.trust_mark_type &&
    typeof payload.iat === 'number';
  return holds ? undefined : 'delegation-invalid';
}

function markClaims(payload: Readonly<Record<string, unknown>> | undefined): MarkClaims | undefined {
  if (payload === undefined) return undefined;
  const { iss, sub, trust_mark_type, iat, exp, delegation } = payload;
  const texts = [iss, sub, trust_mark_type].every((claim) => typeof claim === 'string' && claim !== '');
  const times = typeof iat === 'number' && (exp === undefined || typeof exp === 'number');
  const whole = texts && times && (delegation === undefined || typeof delegation === 'string');
  return whole ? (payload as unknown as MarkClaims) : undefined;
}

/** Types come from outside: a name such as `constructor` is none of the record's own. */
function own<Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
