import { sha256 } from '@ena/kernel/crypto/digest.ts';
import { verifyJwtDirect } from '@ena/kernel/crypto/jwt-direct.ts';
import { jwsAlgorithms, readKeySet } from '@ena/kernel/crypto/verification-key.ts';
import type { FederationKey } from '@ena/kernel/federation/statement.ts';
import type { CallOut } from '@ena/kernel/http/outgoing.ts';
import { type Clock, second } from '@ena/kernel/time.ts';

export interface MarkIssuer {
  readonly issuer: string;
  readonly keys: readonly FederationKey[];
  readonly statusEndpoint: string;
}

/** Whether the issuer says that the mark is active. While it is away its last word counts; no word ever is a no. */
export type AskMarkStatus = (jwt: string, issuer: MarkIssuer) => Promise<boolean>;

interface Word {
  readonly isActive: boolean;
  readonly heardAt: number;
}

/** Several questions about one subject within this time ask its issuers once. */
const askAgainAfter = 30 * second;
const mostKept = 20_000;
const media = 'application/trust-mark-status-response+jwt';

/** OpenID Federation 1.0 §8.4, asked by POST. */
export function markStatusAsker(callOut: CallOut, clock: Clock): AskMarkStatus {
  const kept = new Map<string, Word>();
  return async (jwt, issuer) => {
    const name = sha256(jwt).toString('base64url');
    const last = kept.get(name);
    if (last !== undefined && clock.now() - last.heardAt < askAgainAfter) return last.isActive;
    const isActive = await ask(jwt, issuer, callOut, clock);
    if (isActive === undefined) return last?.isActive ?? false;
    kept.delete(name);
    kept.set(name, { isActive, heardAt: clock.now() });
    for (const oldest of kept.keys()) {
      if (kept.size <= mostKept) break;
      kept.delete(oldest);
    }
    return isActive;
  };
}

/** Undefined where there is no word of the issuer's own. */
async function ask(
  jwt: string,
  { issuer, keys, statusEndpoint }: MarkIssuer,
  callOut: CallOut,
  clock: Clock,
): Promise<boolean | undefined> {
  const answer = await callOut(statusEndpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: media },
    body: new URLSearchParams({ trust_mark: jwt }).toString(),
    mostBytes: 65_536,
    withinMs: 3000,
  });
  if (!answer.ok || answer.value.status >= 500 || answer.value.status === 429) return undefined;
  if (answer.value.status !== 200) return false;
  const verified = verifyJwtDirect(answer.value.body.toString('utf8').trim(), {
    typ: ['trust-mark-status-response+jwt'],
    algorithms: jwsAlgorithms,
    keys: readKeySet({ keys }),
    now: clock.now(),
    maxBytes: 65_536,
  });
  if (!verified.ok) return undefined;
  const { iss, trust_mark: about, status } = verified.value.payload;
  return iss === issuer && about === jwt ? status === 'active' : undefined;
}
