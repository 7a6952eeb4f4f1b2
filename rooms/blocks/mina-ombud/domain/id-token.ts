import { fail, ok, type Result } from '@ena/kernel/result.ts';
import type { ContractUser } from './contract-user.ts';
import { numberFault } from './identity-number.ts';
import type { Party } from './party.ts';

/** An identity provider whose id tokens e-services may send, as it was registered. */
export interface IdTokenIssuer {
  readonly issuer: string;
  readonly audiences: readonly string[];
  readonly keys:
    | { readonly kind: 'set'; readonly jwks: unknown }
    | { readonly kind: 'address'; readonly url: string };
  /** The clients that may send its tokens; absent: all. */
  readonly clients?: readonly string[];
  /** Whether a token without `exp` is accepted. */
  readonly allowMissingExp: boolean;
  /** Whether it logs test persons in: accepted in the sandbox only. */
  readonly test: boolean;
}

export type IdTokenProblem =
  | 'malformed'
  /** Another algorithm than RS256, RS384 or RS512. */
  | 'wrong-alg'
  | 'wrong-typ'
  | 'unknown-critical-header'
  /** `iss` is not registered, or not for this client. */
  | 'unknown-issuer'
  | 'unknown-key'
  /** The issuer's keys cannot be fetched now. */
  | 'keys-away'
  | 'bad-signature'
  | 'expired'
  | 'not-yet-valid'
  | 'exp-missing'
  | 'bad-claim'
  | 'wrong-audience'
  | 'azp-missing'
  | 'sub-missing'
  /** A personal or coordination number that nobody can have. */
  | 'number-invalid';

type Claims = Readonly<Record<string, unknown>>;

const personalNumberClaim = 'https://claims.oidc.se/1.0/personalNumber';
const coordinationNumberClaim = 'https://claims.oidc.se/1.0/coordinationNumber';

/** The issuers that may have made a token with these claims for this client; without `iss` any of the client's. */
export function issuersFor(
  { iss }: Claims,
  client: string,
  issuers: readonly IdTokenIssuer[],
): readonly IdTokenIssuer[] {
  return issuers.filter(
    ({ issuer, clients }) =>
      (iss === undefined || iss === issuer) && (clients === undefined || clients.includes(client)),
  );
}

/** Judges claims whose signature and times were found right, and reads who the user is. */
export function readUser(
  claims: Claims,
  issuer: IdTokenIssuer,
  today: string,
): Result<ContractUser, IdTokenProblem> {
  const { sub, exp, preferred_username: username } = claims;
  if (exp === undefined && !issuer.allowMissingExp) return fail('exp-missing');
  const audience = audienceProblem(claims, issuer);
  if (audience !== undefined) return fail(audience);
  if (!isName(sub)) return fail('sub-missing');
  if (username !== undefined && !isName(username)) return fail('bad-claim');
  const party = partyIn(claims, today);
  if (!party.ok) return party;
  const name = displayName(claims);
  return ok({
    subject: sub,
    issuer: issuer.issuer,
    ...(party.value !== undefined && { party: party.value }),
    ...(username !== undefined && { username }),
    ...(name !== undefined && { name }),
  });
}

function audienceProblem({ aud, azp }: Claims, { audiences }: IdTokenIssuer): IdTokenProblem | undefined {
  if (aud === undefined) return undefined;
  const named: readonly unknown[] = Array.isArray(aud) ? aud : [aud];
  if (!named.every(isName)) return 'bad-claim';
  if (!named.some((one) => audiences.includes(one))) return 'wrong-audience';
  return named.length > 1 && !isName(azp) ? 'azp-missing' : undefined;
}

/** Absent where the token names a user who is no party. */
function partyIn(claims: Claims, today: string): Result<Party | undefined, IdTokenProblem> {
  const personal = claims[personalNumberClaim];
  const coordination = claims[coordinationNumberClaim];
  if (personal === undefined && coordination === undefined) return ok(undefined);
  if (personal !== undefined && coordination !== undefined) return fail('bad-claim');
  const kind = personal === undefined ? 'coordinated' : 'person';
  const id = personal ?? coordination;
  if (typeof id !== 'string') return fail('bad-claim');
  const party: Party = { kind, id };
  return numberFault(party, today) === undefined ? ok(party) : fail('number-invalid');
}

function displayName({ name, given_name: given, family_name: family }: Claims): string | undefined {
  if (isName(name)) return name;
  const parts = [given, family].filter(isName);
  return parts.length === 0 ? undefined : parts.join(' ');
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= 255;
}
