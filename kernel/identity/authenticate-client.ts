import type { AccessTokenCheck, ProofRefusal, TokenClient } from './access-token.ts';
import type { Authentication, Credentials } from './authenticate.ts';
import { invalidToken, missingToken, type ShownToken, scopeTooSmall, shownToken } from './bearer.ts';
import type { Caller } from './caller.ts';
import { dpopAlgorithms } from './dpop-algorithms.ts';

/**
 * The system that a token speaks for; any one of the scopes is enough. A token under the scheme DPoP counts only if the check says that it saw the
 * proof; that a bound token under the scheme Bearer is refused (RFC 9449 §7.2) is for the check, which can read it.
 */
export async function asClient(
  credentials: Credentials,
  scopes: readonly string[],
  check: AccessTokenCheck | undefined,
  boundTokens: boolean,
): Promise<Authentication> {
  const shown = shownToken(credentials.authorization);
  const outcome =
    shown === undefined
      ? missingToken('Send an access token as a bearer token.', scopes.join(' '))
      : await judged(shown, credentials, scopes, check);
  return boundTokens ? withDpopChallenge(outcome) : outcome;
}

async function judged(
  { scheme, token }: ShownToken,
  { address, call }: Credentials,
  scopes: readonly string[],
  check: AccessTokenCheck | undefined,
): Promise<Authentication> {
  const found = await check?.(token, { scheme, ...call });
  if (found !== undefined && 'refused' in found) return refusedProof(found);
  if (found === undefined || (scheme === 'DPoP' && found.proven !== 'dpop')) {
    return invalidToken('The access token is not valid here in this way, or no longer; fetch a new one.');
  }
  return scopes.some((scope) => found.scopes.includes(scope))
    ? known(found, address)
    : scopeTooSmall(scopes.join(' '));
}

function known({ id, organisation, scopes }: TokenClient, address: string): Authentication {
  const caller: Caller = { kind: 'client', id, organisation, scopes, address };
  return { kind: 'known', caller, name: `client:${id}` };
}

/** RFC 9449 §7.1 and §9. */
function refusedProof(refusal: ProofRefusal): Authentication {
  if (refusal.refused === 'nonce-needed') {
    return {
      kind: 'unauthenticated',
      detail: 'Send the call again with a DPoP proof that holds the nonce of the header DPoP-Nonce.',
      challenge: dpopChallenge('use_dpop_nonce'),
      nonce: refusal.nonce,
    };
  }
  return {
    kind: 'unauthenticated',
    detail: 'The DPoP proof is not one for this call and this token, or was used before.',
    challenge: dpopChallenge('invalid_dpop_proof'),
  };
}

function dpopChallenge(error?: string): string {
  const reason = error === undefined ? '' : ` error="${error}",`;
  return `DPoP${reason} algs="${dpopAlgorithms.join(' ')}"`;
}

/** Both schemes in one line, for a client that could use either (RFC 9449 §7.2). */
function withDpopChallenge(outcome: Authentication): Authentication {
  if (outcome.kind === 'known' || outcome.challenge.startsWith('DPoP')) return outcome;
  return { ...outcome, challenge: `${outcome.challenge}, ${dpopChallenge()}` };
}
