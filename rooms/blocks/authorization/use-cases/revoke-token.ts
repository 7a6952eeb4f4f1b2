import { hashSecret } from '@ena/kernel/crypto/secret.ts';
import { type Refusal, refuse } from '../domain/refusal.ts';
import type { ClientProof } from '../domain/token-request.ts';
import { authenticateClient } from './authenticate-client.ts';
import { readAccessToken } from './read-access-token.ts';
import type { ServerTools } from './server-tools.ts';

export interface RevocationCall {
  readonly outcome: { readonly kind: 'done' } | (Refusal & { readonly claimed?: string });
  readonly provenClient: string | undefined;
}

/** RFC 7009: a client takes back its own token; what is no token of its own is answered alike (§2.2). */
export async function revokeToken(
  proof: ClientProof,
  token: string | undefined,
  tools: ServerTools,
): Promise<RevocationCall> {
  const proven = await authenticateClient(proof, 'revocation', tools);
  if (proven.kind === 'refused') return { outcome: proven, provenClient: undefined };
  const provenClient = proven.client.id;
  if (token === undefined) return { outcome: refuse('invalid_request', 'Send token.'), provenClient };
  const live = await readAccessToken(token, tools);
  if (live?.client.id === provenClient) await tools.revocations.revoke(live.id, live.expires);
  const refresh = await tools.store.findRefreshToken(hashSecret(token));
  if (refresh?.clientId === provenClient) await tools.store.removeFamily(refresh.family);
  return { outcome: { kind: 'done' }, provenClient };
}
