import { fail, ok, type Result } from '../result.ts';
import { readCompactJwt } from './compact-jwt.ts';
import { isEntityIdentifier } from './entity-id.ts';
import { type JsonObject, textOf } from './json.ts';
import { syntaxFault } from './statement-syntax.ts';

/** An entity statement whose form is right (OpenID Federation 1.0 §3.2) and whose signature is not yet checked. */
export interface Statement {
  readonly jwt: string;
  readonly kid: string;
  readonly alg: string;
  readonly iss: string;
  readonly sub: string;
  /** Seconds since the epoch. */
  readonly iat: number;
  readonly exp: number;
  readonly keys: readonly FederationKey[];
  readonly claims: JsonObject;
}

/** A public key as its owner wrote it; `kid` is there and unique in its set. */
export type FederationKey = JsonObject & { readonly kid: string };

export const entityStatementTyp = 'entity-statement+jwt';

/** One sentence on what is wrong. */
export type StatementFault = string;

/** Longer statements are refused unread. A leaf's is some 5 kB, an anchor's with many trust mark issuers some 30. */
export const longestStatement = 128 * 1024;

/** Reads and judges everything that can be judged without the issuer's keys and without a clock. */
export function readStatement(
  jwt: string,
  mostCharacters = longestStatement,
): Result<Statement, StatementFault> {
  if (jwt.length > mostCharacters) return fail('is larger than any entity statement');
  const read = readCompactJwt(jwt);
  if (read === undefined) return fail('is no compact JWT');
  const { header, payload } = read;
  if (header.typ !== entityStatementTyp) return fail(`has not the typ ${entityStatementTyp}`);
  const { alg, kid } = header;
  if (typeof alg !== 'string' || alg.toLowerCase() === 'none') return fail('is not signed (alg)');
  if (typeof kid !== 'string' || kid === '') return fail('names no key (kid)');
  if (header.crit !== undefined) return fail('has a critical header parameter that is not understood');
  const { iss, sub, iat, exp } = payload;
  if (!isEntityIdentifier(iss)) return fail('has no entity identifier as iss');
  if (typeof sub !== 'string' || sub === '') return fail('has no sub');
  if (iss === sub && !isEntityIdentifier(sub)) return fail('has no entity identifier as sub');
  if (!isTime(iat) || !isTime(exp)) return fail('lacks iat or exp');
  const keys = keysOf(payload.jwks);
  if (keys === undefined) return fail('has no jwks whose keys have each their kid');
  const fault = syntaxFault(payload, iss === sub ? 'configuration' : 'subordinate');
  if (fault !== undefined) return fail(fault);
  return ok({ jwt, kid, alg, iss, sub, iat, exp, keys, claims: payload });
}

export function isConfiguration({ iss, sub }: Statement): boolean {
  return iss === sub;
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

function keysOf(jwks: unknown): readonly FederationKey[] | undefined {
  const keys = typeof jwks === 'object' && jwks !== null && 'keys' in jwks ? jwks.keys : undefined;
  if (!Array.isArray(keys) || keys.length === 0 || keys.length > 50) return undefined;
  const kids = keys.map((key: JsonObject | null) => key?.kid);
  const named = kids.every((kid) => typeof kid === 'string' && kid !== '');
  return named && new Set(kids).size === kids.length ? (keys as FederationKey[]) : undefined;
}

/** Two keys of the same name are the same key when all their public members are. */
export function isSameKey(a: FederationKey, b: FederationKey): boolean {
  const bare = ({ kty, crv = null, x = null, y = null, n = null, e = null }: FederationKey) =>
    textOf([kty ?? null, crv, x, y, n, e]);
  return bare(a) === bare(b);
}
