import { hashSecret } from '@ena/kernel/crypto/secret.ts';
import type { Confirmation } from '../domain/grant.ts';
import type { RefreshToken } from '../domain/refresh-token.ts';
import { type Refusal, refuse } from '../domain/refusal.ts';
import { coveredByOne } from '../domain/resource.ts';
import { grantScopes } from '../domain/scope.ts';
import type { AllowedRequest, TokenOutcome } from './allowed-request.ts';
import { makeRefreshToken, mintToken } from './mint-token.ts';
import type { Binding } from './sender-binding.ts';
import type { ServerTools } from './server-tools.ts';

const unusable = 'The refresh token is not one of this client, or no longer.';

/** RFC 6749 §6. A rotated token that comes twice has been stolen by one of the two: the whole family ends. */
export async function refreshGrant(allowed: AllowedRequest, tools: ServerTools): Promise<TokenOutcome> {
  const { client, profile, request } = allowed;
  if (request.refreshToken === undefined) return refuse('invalid_request', 'Send refresh_token.');
  const token = await tools.store.findRefreshToken(hashSecret(request.refreshToken));
  const wrong = whatIsWrong(token, allowed, tools);
  if (token === undefined || wrong !== undefined) return wrong ?? refuse('invalid_grant', unusable);
  const rotates = profile.refreshTokens === 'rotated';
  if (rotates && token.used) return endFamily(token, tools);
  const { actor, confirmation, ...kept } = token.grant;
  const scopes = grantScopes(
    kept.scopes.filter((scope) => client.scopes.includes(scope)),
    request.scope,
  );
  if (scopes === undefined)
    return refuse('invalid_scope', 'The refresh token does not hold one of these scopes.');
  // Last: a refusal for what can be asked for otherwise must not use it up, for the client will try again.
  if (rotates && !(await tools.store.useRefreshToken(token.hash))) return endFamily(token, tools);
  const grant = {
    ...kept,
    client,
    profile,
    scopes,
    actor,
    confirmation,
    latestEnd: undefined,
    mayRefresh: false,
  };
  // RFC 8707 §2.2: a token for some of them may be asked for; the refresh token stays for all.
  const audiences = request.resources.length === 0 ? kept.audiences : [...new Set(request.resources)];
  const answer = await mintToken({ ...grant, audiences }, tools);
  if (profile.refreshTokens === 'kept') return { kind: 'issued', answer };
  const refreshToken = await makeRefreshToken({ ...grant, scopes: kept.scopes }, token.family, tools);
  return { kind: 'issued', answer: { ...answer, refreshToken } };
}

async function endFamily({ family }: RefreshToken, tools: ServerTools): Promise<Refusal> {
  await tools.store.removeFamily(family);
  return refuse('invalid_grant', unusable);
}

function whatIsWrong(
  token: RefreshToken | undefined,
  { client, profile, request, bound }: AllowedRequest,
  tools: ServerTools,
): Refusal | undefined {
  if (token === undefined || token.clientId !== client.id) return refuse('invalid_grant', unusable);
  if (profile.refreshTokens === 'none' || token.expires * 1000 <= tools.clock.now()) {
    return refuse('invalid_grant', unusable);
  }
  if (!isSameKey(token.grant.confirmation, bound)) {
    return refuse('invalid_grant', 'The refresh token is bound to another key than the one shown.');
  }
  const { audiences } = token.grant;
  // What the client may have can have become less since the first grant.
  const mayHave = (one: string) => one === tools.names.ownApis || coveredByOne(client.resources, one);
  if (!audiences.every(mayHave)) {
    return refuse('invalid_target', 'The client may not have tokens for this resource any more.');
  }
  if (request.resources.every((one) => audiences.includes(one))) return undefined;
  return refuse('invalid_target', 'The refresh token is for another resource.');
}

function isSameKey(confirmation: Confirmation | undefined, bound: Exclude<Binding, Refusal>): boolean {
  if (confirmation === undefined) return true;
  return bound.kind === 'bound' && JSON.stringify(bound.to) === JSON.stringify(confirmation);
}
