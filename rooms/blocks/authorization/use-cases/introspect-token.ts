import { hashSecret } from '@ena/kernel/crypto/secret.ts';
import type { Client } from '../domain/client.ts';
import { refuse } from '../domain/refusal.ts';
import { coveredByOne } from '../domain/resource.ts';
import type { ClientProof } from '../domain/token-request.ts';
import { authenticateClient, type Unproven } from './authenticate-client.ts';
import { calledBy } from './failed-call.ts';
import { type LiveToken, readAccessToken } from './read-access-token.ts';
import type { ServerTools } from './server-tools.ts';

/** RFC 7662 §2.2. `claims` are those of the token, which its API may know anyway. */
export type Introspection =
  | { readonly kind: 'active'; readonly token: LiveToken }
  | {
      readonly kind: 'refresh-token';
      readonly clientId: string;
      readonly expires: number;
      readonly scopes: readonly string[];
    }
  | { readonly kind: 'inactive' };

export interface IntrospectionCall {
  readonly outcome: Introspection | Unproven;
  readonly provenClient: string | undefined;
}

/** Tells a token's own client and the API that it is for; to anyone else the token is inactive (RFC 7662 §4). */
export async function introspectToken(
  proof: ClientProof,
  token: string | undefined,
  tools: ServerTools,
): Promise<IntrospectionCall> {
  const proven = await authenticateClient(proof, 'introspection', tools);
  if (proven.kind !== 'proven') return { outcome: proven, provenClient: undefined };
  const { client } = proven;
  if (token === undefined) {
    return { outcome: refuse('invalid_request', 'Send token.'), provenClient: client.id };
  }
  return calledBy(client.id, () => introspect(token, client, tools));
}

async function introspect(token: string, client: Client, tools: ServerTools): Promise<Introspection> {
  const live = await readAccessToken(token, tools);
  if (live !== undefined) {
    const mayKnow =
      live.client.id === client.id || live.audiences.some((one) => coveredByOne(client.serves, one));
    const revoked = await tools.store.isRevoked(live.id);
    return mayKnow && !revoked ? { kind: 'active', token: live } : { kind: 'inactive' };
  }
  const refresh = await tools.store.findRefreshToken(hashSecret(token));
  if (refresh === undefined || refresh.used || refresh.clientId !== client.id) return { kind: 'inactive' };
  if (refresh.expires * 1000 <= tools.clock.now()) return { kind: 'inactive' };
  const { clientId, expires, grant } = refresh;
  return { kind: 'refresh-token', clientId, expires, scopes: grant.scopes };
}
