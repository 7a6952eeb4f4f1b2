import { hashSecret, matchesSecret, newSecret } from '@ena/kernel/crypto/secret.ts';
import { refuse } from '../domain/refusal.ts';
import { grantScopes } from '../domain/scope.ts';
import type { TokenAnswer } from '../domain/token-request.ts';
import type { Unproven } from './authenticate-client.ts';
import { calledBy } from './failed-call.ts';
import { mintToken } from './mint-token.ts';
import type { ServerTools } from './server-tools.ts';

/** A client of the sandbox that has a secret instead of keys. */
export interface PlainClient {
  readonly id: string;
  readonly organisation: string;
  /** SHA-256 in hex. */
  readonly secretHash: string;
  readonly scopes: readonly string[];
}

export interface PlainRequest {
  readonly grantType: string | undefined;
  readonly scope: string | undefined;
  readonly id: string | undefined;
  readonly secret: string | undefined;
}

export interface PlainCall {
  readonly outcome: { readonly kind: 'issued'; readonly answer: TokenAnswer } | Unproven;
  readonly provenClient: string | undefined;
}

const nobody = hashSecret(newSecret());

/** The sandbox's simulation of the token endpoint that Mina ombud's clients call: id and secret, bearer token. */
export async function grantPlainToken(
  request: PlainRequest,
  plainClients: readonly PlainClient[],
  tools: ServerTools,
): Promise<PlainCall> {
  const known = plainClients.find(({ id }) => id === request.id);
  const matches = matchesSecret(request.secret ?? '', known?.secretHash ?? nobody);
  if (known === undefined || !matches) {
    const refusal = refuse('invalid_client', 'The client is not known, or its secret is another.');
    return { outcome: { ...refusal, ...(known && { claimed: known.id }) }, provenClient: undefined };
  }
  return calledBy(known.id, () => grantTo(known, request, tools));
}

async function grantTo(plain: PlainClient, request: PlainRequest, tools: ServerTools) {
  if (request.grantType !== 'client_credentials') {
    return refuse('unsupported_grant_type', 'Only client_credentials is granted here.');
  }
  const scopes = grantScopes(plain.scopes, request.scope);
  if (scopes === undefined) return refuse('invalid_scope', 'The client may not have one of these scopes.');
  const client = await tools.clients.find(plain.id);
  const profile = client && tools.profiles.get(client.profile);
  if (client === undefined || profile === undefined)
    return refuse('invalid_client', 'The client is not active.');
  const answer = await mintToken(
    {
      client,
      profile,
      subject: client.id,
      aboutPerson: false,
      scopes,
      audiences: [tools.names.ownApis],
      details: [],
      user: {},
      actor: undefined,
      confirmation: undefined,
      latestEnd: undefined,
      mayRefresh: false,
    },
    tools,
  );
  return { kind: 'issued' as const, answer };
}
