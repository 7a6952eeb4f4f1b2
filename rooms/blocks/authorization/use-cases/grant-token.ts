import { unreachable } from '@ena/kernel/result.ts';
import { type GrantType, grantTypes } from '../domain/profile.ts';
import { refuse } from '../domain/refusal.ts';
import type { TokenRequest } from '../domain/token-request.ts';
import { type AllowedRequest, baseGrant, type TokenOutcome } from './allowed-request.ts';
import { authenticateClient, type ProvenClient } from './authenticate-client.ts';
import { exchangeToken } from './exchange-token.ts';
import { calledBy } from './failed-call.ts';
import { grantByAssertion } from './grant-by-assertion.ts';
import { mintToken } from './mint-token.ts';
import { refreshGrant } from './refresh-grant.ts';
import { senderBinding } from './sender-binding.ts';
import type { ServerTools } from './server-tools.ts';

/** What a call to the token endpoint came to, and whom the audit trail names for it. */
export interface TokenCall {
  readonly outcome: TokenOutcome;
  readonly provenClient: string | undefined;
}

export async function grantToken(request: TokenRequest, tools: ServerTools): Promise<TokenCall> {
  const proven = await authenticateClient(request.client, 'token', tools);
  if (proven.kind !== 'proven') return { outcome: proven, provenClient: undefined };
  return calledBy(proven.client.id, () => grantProven(request, proven, tools));
}

async function grantProven(
  request: TokenRequest,
  proven: ProvenClient,
  tools: ServerTools,
): Promise<TokenOutcome> {
  const { client, profile } = proven;
  const grantType = grantTypes.find((one) => one === request.grantType);
  if (request.grantType === undefined) return refuse('invalid_request', 'Send grant_type.');
  if (grantType === undefined)
    return refuse('unsupported_grant_type', `Use one of ${grantTypes.join(', ')}.`);
  if (!profile.grants.includes(grantType) || !mayUse(client.grants, grantType)) {
    return refuse('unauthorized_client', 'This client, or its profile, has no right to that grant type.');
  }
  const bound = await senderBinding(request.sender, client, profile, tools);
  if (bound.kind === 'refused') return bound;
  return grantAllowed(grantType, { kind: 'proven', client, profile, request, bound }, tools);
}

/** A refresh token is its own proof that the client was given one. */
function mayUse(grants: readonly GrantType[], grantType: GrantType): boolean {
  return grantType === 'refresh_token' || grants.includes(grantType);
}

async function grantAllowed(
  grantType: GrantType,
  allowed: AllowedRequest,
  tools: ServerTools,
): Promise<TokenOutcome> {
  switch (grantType) {
    case 'client_credentials': {
      const grant = baseGrant(allowed, tools);
      return 'kind' in grant ? grant : { kind: 'issued', answer: await mintToken(grant, tools) };
    }
    case 'urn:ietf:params:oauth:grant-type:jwt-bearer':
      return grantByAssertion(allowed, tools);
    case 'urn:ietf:params:oauth:grant-type:token-exchange':
      return exchangeToken(allowed, tools);
    case 'refresh_token':
      return refreshGrant(allowed, tools);
    default:
      return unreachable(grantType);
  }
}
