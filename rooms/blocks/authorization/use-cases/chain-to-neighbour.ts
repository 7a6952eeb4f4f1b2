import { signJwtDirect } from '@ena/kernel/crypto/jwt-direct.ts';
import { uuidv7 } from '@ena/kernel/id.ts';
import type { Neighbour } from '../domain/client.ts';
import { type Refusal, refuse } from '../domain/refusal.ts';
import { coveredByOne } from '../domain/resource.ts';
import { grantScopes } from '../domain/scope.ts';
import { jwtType, type Subject } from '../domain/subject.ts';
import type { AllowedRequest, TokenOutcome } from './allowed-request.ts';
import { grantKind } from './read-neighbour-grant.ts';
import type { ServerTools } from './server-tools.ts';

/*
 * Identity chaining (Ena's patterns/inter-domain-calls.md; draft-ietf-oauth-identity-chaining). Pattern 2.2, the
 * recommended one: we are the client of the other server and hand its token on untouched. Pattern 2.1: the client
 * asks for the grant itself (`requested_token_type` jwt) and brings it there.
 */

export interface Chaining {
  readonly allowed: AllowedRequest;
  readonly subject: Subject;
  readonly neighbour: Neighbour;
  readonly requested: string;
}

const grantSeconds = 60;
const largestAnswer = 65_536;

export async function chain(chaining: Chaining, tools: ServerTools): Promise<TokenOutcome> {
  const { allowed, neighbour, requested } = chaining;
  const { client, request } = allowed;
  const { resources, audience } = request;
  const targets = resources.length > 0 ? resources : [audience ?? ''];
  if (!targets.every((target) => coveredByOne(client.resources, target))) {
    return refuse('invalid_target', 'The client may not have tokens for this resource.');
  }
  const scope = mappedScopes(allowed, neighbour);
  if (typeof scope !== 'string') return scope;
  const presenter = requested === jwtType ? client.id : neighbour.clientId;
  const grant = makeGrant(chaining, { scope, resources, presenter }, tools);
  if (requested === jwtType) return { kind: 'issued', answer: grantAnswer(grant, scope) };
  return askNeighbour(grant, { neighbour, scope, resources }, tools);
}

/** Scopes are named otherwise in the other domain; what has no name there cannot be asked for. */
function mappedScopes({ client, request }: AllowedRequest, { scopeMap }: Neighbour): string | Refusal {
  const known = client.scopes.filter((scope) => scopeMap[scope] !== undefined);
  const scopes = grantScopes(known, request.scope);
  if (scopes === undefined)
    return refuse('invalid_scope', 'The client may not have one of these scopes there.');
  return scopes.map((scope) => scopeMap[scope]).join(' ');
}

interface GrantTerms {
  readonly scope: string;
  readonly resources: readonly string[];
  readonly presenter: string;
}

function makeGrant({ allowed, subject, neighbour }: Chaining, terms: GrantTerms, tools: ServerTools): string {
  const { bound } = allowed;
  const now = Math.floor(tools.clock.now() / 1000);
  const claims = {
    iss: tools.names.issuer,
    sub: subject.id,
    aud: neighbour.issuer,
    client_id: terms.presenter,
    jti: uuidv7(tools.clock.now()),
    iat: now,
    exp: now + grantSeconds,
    scope: terms.scope === '' ? undefined : terms.scope,
    resource: terms.resources.length > 1 ? terms.resources : terms.resources[0],
    act: subject.actor,
    requested_cnf: bound.kind === 'bound' && 'jkt' in bound.to ? bound.to : undefined,
    ...subject.user,
  };
  return signJwtDirect(grantKind, claims, tools.signing.active);
}

/** Draft §2.3.2: what is answered is no access token, so it has no type of use. */
function grantAnswer(grant: string, scope: string) {
  return {
    accessToken: grant,
    tokenType: 'N_A' as const,
    expiresIn: grantSeconds,
    scope: scope === '' ? undefined : scope,
    refreshToken: undefined,
    issuedTokenType: jwtType,
    authorizationDetails: [],
  };
}

async function askNeighbour(
  grant: string,
  { neighbour, scope, resources }: { neighbour: Neighbour; scope: string; resources: readonly string[] },
  tools: ServerTools,
): Promise<TokenOutcome> {
  const form = new URLSearchParams({
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    assertion: grant,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: ownAssertion(neighbour, tools),
    ...(scope === '' ? {} : { scope }),
  });
  for (const resource of resources) form.append('resource', resource);
  const answer = await tools.callOut(neighbour.tokenEndpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: form.toString(),
    mostBytes: largestAnswer,
  });
  if (!answer.ok || answer.value.status >= 500) {
    return refuse(
      'temporarily_unavailable',
      'The other authorization server does not answer; try again later.',
    );
  }
  const { status, contentType = 'application/json', body } = answer.value;
  if (!contentType.includes('json')) return refuse('server_error', 'The other server did not answer JSON.');
  return { kind: 'passed-on', status: status === 401 ? 400 : status, contentType, body };
}

/** We prove ourselves there as our own clients do here. */
function ownAssertion(neighbour: Neighbour, tools: ServerTools): string {
  const now = Math.floor(tools.clock.now() / 1000);
  const aud = neighbour.assertionAudience === 'issuer' ? neighbour.issuer : neighbour.tokenEndpoint;
  const { clientId } = neighbour;
  const jti = uuidv7(tools.clock.now());
  const claims = { iss: clientId, sub: clientId, aud, jti, iat: now, exp: now + grantSeconds };
  return signJwtDirect('JWT', claims, tools.signing.active);
}
