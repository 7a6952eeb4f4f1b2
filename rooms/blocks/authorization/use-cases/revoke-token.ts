import { hashSecret } from '@ena/kernel/crypto/secret.ts';
import { refuse } from '../domain/refusal.ts';
import type { ClientProof } from '../domain/token-request.ts';
import { authenticateClient, type Unproven } from './authenticate-client.ts';
import { calledBy } from './failed-call.ts';
import { readAccessToken } from './read-access-token.ts';
import type { ServerTools } from './server-tools.ts';

export interface RevocationCall {
  readonly outcome: { readonly kind: 'done' } | Unproven;
  readonly provenClient: string | undefined;
}

/** RFC 7009: a client takes back its own token; what is no token of its own is answered alike (§2.2). */
export async function revokeToken(
  proof: ClientProof,
  token: string | undefined,
  tools: ServerTools,
): Promise<RevocationCall> {
  const proven = await authenticateClient(proof, 'revocation', tools);
  if (proven.kind !== 'proven') return { outcome: proven, provenClient: undefined };
  const provenClient = proven.client.id;
  if (token === undefined) return { outcome: refuse('invalid_request', 'Send token.'), provenClient };
  return calledBy(provenClient, () => revoke(token, provenClient, tools));
}

async function revoke(token: string, clientId: string, tools: ServerTools): Promise<{ kind: 'done' }> {
  const live = await readAccessToken(token, tools);
  if (live?.client.id === clientId) await tools.revocations.revoke(live.id, live.expires);
  const refresh = await tools.store.findRefreshToken(hashSecret(token));
  if (refresh?.clientId === clientId) await tools.store.removeFamily(refresh.family);
  return { kind: 'done' };
}
