import { claimAdvice, readAssertion } from '../domain/assertion.ts';
import type { Client, Neighbour } from '../domain/client.ts';
import { type Actor, type Confirmation, type Grant, readActor } from '../domain/grant.ts';
import { type Refusal, refuse } from '../domain/refusal.ts';
import { coveredByOne } from '../domain/resource.ts';
import { readScopes } from '../domain/scope.ts';
import { isPersonalNumber, type UserClaims, vouchedClaims } from '../domain/user.ts';
import { type AllowedRequest, baseGrant } from './allowed-request.ts';
import { jwtAdvice, verifyByOwner } from './authenticate-client.ts';
import { namesAt } from './server-names.ts';
import type { ServerTools } from './server-tools.ts';

/** draft-ietf-oauth-identity-chaining §2.3; RFC 7523's successor names the kind. */
export const grantKind = 'authorization-grant+jwt';

type Claims = Readonly<Record<string, unknown>>;

/**
 * A grant that a neighbouring authorization server made for a client in its own domain (identity chaining). It
 * can narrow what the presenting client may have here, never widen it; who acted first stays in `act`.
 */
export async function readNeighbourGrant(
  token: string,
  neighbour: Neighbour,
  allowed: AllowedRequest,
  tools: ServerTools,
): Promise<Grant | Refusal> {
  const profile = { ...allowed.profile, assertionAudiences: ['issuer', 'token-endpoint'] as const };
  const owner = { id: neighbour.issuer, keys: neighbour.keys };
  const kinds = [undefined, 'JWT', grantKind];
  const verified = await verifyByOwner({ token }, owner, 'oauth_authorization_server', profile, kinds, tools);
  if (!verified.ok) return refuse('invalid_grant', jwtAdvice[verified.error]);
  const { payload } = verified.value;
  const claims = readAssertion(payload, profile, namesAt(tools.names, 'token'), tools.clock.now() / 1000);
  if (typeof claims === 'string') return refuse('invalid_grant', claimAdvice[claims]);
  const grant = chainedGrant(payload, claims.subject, neighbour, allowed, tools);
  if ('kind' in grant) return grant;
  const first = await tools.replay.take('grant', neighbour.issuer, claims.id, claims.expires);
  return first ? grant : refuse('invalid_grant', 'The grant was used before.');
}

function chainedGrant(
  claims: Claims,
  subject: string,
  neighbour: Neighbour,
  allowed: AllowedRequest,
  tools: ServerTools,
): Grant | Refusal {
  const { client, request } = allowed;
  if (!mayPresent(claims, client, neighbour))
    return refuse('invalid_grant', 'The grant is for another client.');
  const actor: Actor | undefined =
    claims.act === undefined ? { sub: neighbour.issuer } : readActor(claims.act);
  if (actor === undefined) return refuse('invalid_grant', 'The act of the grant is malformed, or too deep.');
  const scope = request.scope ?? (typeof claims.scope === 'string' ? claims.scope : undefined);
  const resources = request.resources.length > 0 ? request.resources : (resourcesOf(claims) ?? []);
  const confirmation = requestedKey(claims);
  const grant = baseGrant({ ...allowed, request: { ...request, scope, resources } }, tools);
  if ('kind' in grant) return grant;
  if (!isWithin(claims, grant)) return refuse('invalid_grant', 'The grant allows less than is asked for.');
  return {
    ...grant,
    subject,
    aboutPerson: isPersonalNumber(subject),
    user: userOf(claims),
    actor,
    confirmation: confirmation ?? grant.confirmation,
  };
}

function mayPresent({ client_id: named }: Claims, client: Client, neighbour: Neighbour): boolean {
  return named === undefined ? client.id === neighbour.clientHere : named === client.id;
}

function isWithin(claims: Claims, grant: Grant): boolean {
  const scopes = typeof claims.scope === 'string' ? readScopes(claims.scope) : grant.scopes;
  const inScope = grant.scopes.every((scope) => scopes?.includes(scope));
  const resources = resourcesOf(claims);
  return inScope && (resources === undefined || grant.audiences.every((one) => coveredByOne(resources, one)));
}

/** A text or a list of texts, as in the request that the grant was made for; nothing where the grant has none. */
function resourcesOf({ resource }: Claims): readonly string[] | undefined {
  if (resource === undefined) return undefined;
  const list: readonly unknown[] = Array.isArray(resource) ? resource : [resource];
  return list.filter((one) => typeof one === 'string');
}

/** Delegated key binding (facts §1.6): the key of the first client, which the neighbour has seen proven. */
function requestedKey({ requested_cnf: asked }: Claims): Confirmation | undefined {
  const { jkt } = (typeof asked === 'object' && asked !== null ? asked : {}) as Record<string, unknown>;
  return typeof jkt === 'string' && /^[A-Za-z0-9_-]{43}$/.test(jkt) ? { jkt } : undefined;
}

function userOf(claims: Claims): UserClaims {
  const objects = vouchedClaims.flatMap((name) => {
    const value = claims[name];
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? [[name, value] as const]
      : [];
  });
  return Object.fromEntries(objects);
}
