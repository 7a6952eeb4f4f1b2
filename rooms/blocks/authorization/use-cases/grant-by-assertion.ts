import { decodeJwtUnverified } from '@ena/kernel/crypto/jwt.ts';
import { refuse } from '../domain/refusal.ts';
import { type AllowedRequest, baseGrant, type TokenOutcome } from './allowed-request.ts';
import { mintToken } from './mint-token.ts';
import { grantKind, readNeighbourGrant } from './read-neighbour-grant.ts';
import { readUserAssertion } from './read-user-assertion.ts';
import type { ServerTools } from './server-tools.ts';

/** RFC 7523 §2.1: the assertion is the client's own about its user, or a grant of a neighbouring server. */
export async function grantByAssertion(allowed: AllowedRequest, tools: ServerTools): Promise<TokenOutcome> {
  const { assertion } = allowed.request;
  if (assertion === undefined) return refuse('invalid_request', 'Send assertion.');
  const decoded = assertion.length > 16_384 ? undefined : decodeJwtUnverified(assertion);
  const issuer = decoded?.payload.iss;
  // A server may be a client here under its own issuer: the kind of its JWT tells a grant from a word about a user.
  if (issuer === allowed.client.id && decoded?.header.typ !== grantKind)
    return grantForUser(assertion, allowed, tools);
  const neighbour = (await tools.clients.neighbours()).find((one) => one.issuer === issuer);
  if (neighbour === undefined)
    return refuse('invalid_grant', 'The assertion is of nobody that is trusted here.');
  const grant = await readNeighbourGrant(assertion, neighbour, allowed, tools);
  return 'kind' in grant ? grant : { kind: 'issued', answer: await mintToken(grant, tools) };
}

async function grantForUser(
  assertion: string,
  allowed: AllowedRequest,
  tools: ServerTools,
): Promise<TokenOutcome> {
  const { client, profile } = allowed;
  const grant = baseGrant(allowed, tools);
  if ('kind' in grant) return grant;
  const asserted = await readUserAssertion(assertion, client, profile, tools);
  if (asserted.kind === 'refused') return asserted;
  const { subject, user } = asserted;
  const mayRefresh = client.grants.includes('refresh_token');
  const forUser = { ...grant, subject, user, aboutPerson: true, mayRefresh };
  return { kind: 'issued', answer: await mintToken(forUser, tools) };
}
