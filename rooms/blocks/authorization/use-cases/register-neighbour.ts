import type { Neighbour, NeighbourPlace, NeighbourWish } from '../domain/client.ts';
import {
  addressProblem,
  type Expected,
  isAsExpected,
  keyProblem,
  type RegisterOutcome,
} from './register-client.ts';
import type { ServerTools } from './server-tools.ts';

type NotThere = Extract<RegisterOutcome<never>, { kind: 'not-in-federation' }>;

/** Registers a neighbouring authorization server under a name of the operator's, or replaces it. */
export async function registerNeighbour(
  wish: NeighbourWish,
  expected: Expected,
  tools: ServerTools,
): Promise<RegisterOutcome<Neighbour>> {
  const wanted = await completed(wish, tools);
  if ('kind' in wanted) return wanted;
  const { issuer, tokenEndpoint, resources } = wanted;
  const wrong =
    keyProblem(wanted.keys) ??
    addressProblem({ issuer: [issuer], tokenEndpoint: [tokenEndpoint], resources });
  if (wrong !== undefined) return wrong;
  const before = await tools.store.findNeighbour(wanted.name);
  if (!isAsExpected(before, expected)) return { kind: 'changed-meanwhile' };
  const thing = { ...wanted, revision: (before?.revision ?? 0) + 1 };
  const saved = await tools.store.saveNeighbour(thing, before?.revision);
  tools.clients.forget();
  if (saved === 'raced') return { kind: 'changed-meanwhile' };
  return { kind: before === undefined ? 'created' : 'replaced', thing };
}

async function completed(
  wish: NeighbourWish,
  tools: ServerTools,
): Promise<Omit<Neighbour, 'revision'> | NotThere> {
  const { name, resources, clientHere, assertionAudience, scopeMap } = wish;
  const clientId = wish.clientId ?? tools.place?.entityId;
  if (clientId === undefined)
    return notThere('Give clientId, for this server has no entity id of its own: see operatorOrganisation.');
  const found = 'found' in wish ? wish.found : await findPlace(wish.entityId, tools);
  if ('kind' in found) return found;
  return { name, resources, clientId, clientHere, assertionAudience, scopeMap, ...found };
}

/**
 * What the entity says of itself now. Issuer and token endpoint stay as they are found, so that an entity cannot
 * later pass itself off as another issuer; its keys are asked of the federation again and again.
 */
async function findPlace(entityId: string, { federation }: ServerTools): Promise<NeighbourPlace | NotThere> {
  const metadata = (await federation.resolveEntity(entityId))?.metadata.oauth_authorization_server;
  if (metadata === undefined) return notThere('The entity publishes no oauth_authorization_server.');
  const { issuer, token_endpoint: tokenEndpoint } = metadata;
  if (typeof issuer !== 'string' || typeof tokenEndpoint !== 'string')
    return notThere('The metadata of the entity lack issuer or token_endpoint.');
  return { issuer, tokenEndpoint, keys: { kind: 'federation', entityId } };
}

function notThere(detail: string): NotThere {
  return { kind: 'not-in-federation', detail };
}
