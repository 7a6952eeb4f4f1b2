import { decodeJwtUnverified, type JwtProblem, type VerifiedJwt } from '@ena/kernel/crypto/jwt.ts';
import { verifyJwtDirect } from '@ena/kernel/crypto/jwt-direct.ts';
import type { VerificationKey } from '@ena/kernel/crypto/verification-key.ts';
import { fail, type Result } from '@ena/kernel/result.ts';
import { type Clock, swedishDate } from '@ena/kernel/time.ts';
import type { ContractUser } from '../domain/contract-user.ts';
import { type IdTokenIssuer, type IdTokenProblem, issuersFor, readUser } from '../domain/id-token.ts';
import type { IdTokenKeys } from './id-token-keys.ts';

export type { ContractUser } from '../domain/contract-user.ts';

/** Verifies what e-services send in `X-Id-Token`. */
export interface IdTokens {
  /** Who the user is, by the first registered issuer under whose keys and rules the token holds. */
  verify(token: string, clientId: string): Promise<Result<ContractUser, IdTokenProblem>>;
}

export interface IdTokenTools {
  readonly issuers: readonly IdTokenIssuer[];
  readonly keys: IdTokenKeys;
  readonly clock: Clock;
  /** Whether issuers that log test persons in are accepted. */
  readonly sandbox: boolean;
}

const algorithms = ['RS256', 'RS384', 'RS512'] as const;
const clockToleranceSeconds = 20;
const longestToken = 16_384;
/** A token without `kid` is tried with at most so many keys, a few at a time. */
const mostKeysTried = 16;
const keysAtATime = 4;

export function createIdTokens(tools: IdTokenTools): IdTokens {
  const accepted = tools.issuers.filter(({ test }) => tools.sandbox || !test);
  return {
    verify: async (token, clientId) => {
      const decoded = token.length > longestToken ? undefined : decodeJwtUnverified(token);
      if (decoded === undefined) return fail('malformed');
      const today = swedishDate(tools.clock.now());
      let problem: IdTokenProblem = 'unknown-issuer';
      for (const issuer of issuersFor(decoded.payload, clientId, accepted)) {
        const signed = await signatureOf(token, decoded, issuer, tools);
        const user = signed.ok ? readUser(decoded.payload, issuer, today) : signed;
        if (user.ok) return user;
        problem = clearer(problem, user.error);
      }
      return fail(problem);
    },
  };
}

/** Of what several issuers find wrong, a fault of the token itself says more than that the key was another's. */
function clearer(before: IdTokenProblem, now: IdTokenProblem): IdTokenProblem {
  const vague: readonly IdTokenProblem[] = ['unknown-issuer', 'unknown-key', 'bad-signature', 'keys-away'];
  return vague.includes(before) ? now : before;
}

async function signatureOf(
  token: string,
  decoded: VerifiedJwt,
  issuer: IdTokenIssuer,
  { keys, clock }: IdTokenTools,
): Promise<Result<VerifiedJwt, IdTokenProblem>> {
  const known = await keys.keysOf(issuer);
  const first = known === undefined ? fail('keys-away' as const) : verified(token, decoded, known, clock);
  if (first.ok || !mayBeNewKey(first.error)) return first;
  const fetched = await keys.refreshed(issuer);
  return fetched === undefined ? first : verified(token, decoded, fetched, clock);
}

function mayBeNewKey(problem: IdTokenProblem): boolean {
  return problem === 'unknown-key' || problem === 'bad-signature';
}

function verified(
  token: string,
  decoded: VerifiedJwt,
  keys: readonly VerificationKey[],
  clock: Clock,
): Result<VerifiedJwt, IdTokenProblem> {
  let problem: IdTokenProblem = 'unknown-key';
  for (const some of inPortions(keysFor(decoded, keys))) {
    const outcome = verifyJwtDirect(token, {
      typ: ['JWT', undefined],
      algorithms,
      keys: some,
      now: clock.now(),
      clockToleranceSeconds,
      maxBytes: longestToken,
      decoded,
    });
    if (outcome.ok) return outcome;
    const named = problemNames[outcome.error];
    if (!mayBeNewKey(named)) return fail(named);
    if (named === 'bad-signature') problem = named;
  }
  return fail(problem);
}

/** At least one portion, so that the rest of the token is judged even where no key is known. */
function inPortions(keys: readonly VerificationKey[]): readonly (readonly VerificationKey[])[] {
  const portions: (readonly VerificationKey[])[] = [];
  for (let at = 0; at === 0 || at < Math.min(keys.length, mostKeysTried); at += keysAtATime) {
    portions.push(keys.slice(at, at + keysAtATime));
  }
  return portions;
}

/** Without `kid` all of the issuer's: a published sample client names none. */
function keysFor({ header }: VerifiedJwt, keys: readonly VerificationKey[]): readonly VerificationKey[] {
  return header.kid === undefined ? keys : keys.filter(({ kid }) => kid === header.kid);
}

const problemNames: Readonly<Record<JwtProblem, IdTokenProblem>> = {
  malformed: 'malformed',
  'too-large': 'malformed',
  'wrong-typ': 'wrong-typ',
  'wrong-alg': 'wrong-alg',
  'unknown-critical-header': 'unknown-critical-header',
  'unknown-kid': 'unknown-key',
  'unusable-key': 'unknown-key',
  'bad-signature': 'bad-signature',
  expired: 'expired',
  'not-yet-valid': 'not-yet-valid',
  'bad-claim': 'bad-claim',
};
