import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { unreachable } from '@ena/kernel/result.ts';
import { rfc3339, second } from '@ena/kernel/time.ts';
import { fetchStatement } from '../use-cases/fetch-statement.ts';
import { historicalKeys } from '../use-cases/historical-keys.ts';
import { listSubordinateIds } from '../use-cases/list-subordinates.ts';
import { resolveEntity } from '../use-cases/resolve-entity.ts';
import { entityStatementType } from '../wire/entity-configuration.ts';
import {
  type DiscoveryQuery,
  type FetchQuery,
  type ListQuery,
  listParameters,
  type ResolveQuery,
} from '../wire/federation-query.ts';
import { federationError } from './federation-error-reply.ts';
import { statementReply } from './statement-reply.ts';
import type { Tools } from './tools.ts';

export async function readAnchorConfiguration(request: RoomRequest, tools: Tools): Promise<RoomReply> {
  await tools.freshRules();
  const statement = await tools.statements.anchorConfiguration();
  return statementReply(statement, entityStatementType, request.headers);
}

export async function fetchEndpoint(
  request: RoomRequest<unknown, FetchQuery>,
  tools: Tools,
): Promise<RoomReply> {
  const { sub } = request.query;
  if (sub === undefined)
    return federationError('invalid_request', 'Give sub: the entity id of a subordinate.');
  await tools.freshRules();
  const outcome = await fetchStatement(sub, tools);
  switch (outcome.kind) {
    case 'found':
      return statementReply(outcome.statement, entityStatementType, request.headers);
    case 'about-itself':
      return federationError('invalid_request', 'Read /.well-known/openid-federation for the anchor itself.');
    case 'unknown-subject':
      return federationError('invalid_subject', 'No subordinate has this entity id.');
    default:
      return unreachable(outcome);
  }
}

export async function listEndpoint(
  request: RoomRequest<unknown, ListQuery>,
  tools: Tools,
): Promise<RoomReply> {
  const foreign = Object.keys(request.query).some((name) => !listParameters.includes(name));
  if (foreign) {
    const known = listParameters.join(', ');
    return federationError(
      'unsupported_parameter',
      `Only ${known} are supported: leave other parameters out.`,
    );
  }
  const { entity_type: entityTypes = [], trust_marked, trust_mark_type, intermediate } = request.query;
  const filter = {
    entityTypes,
    trustMarked: trust_marked === 'true',
    trustMarkType: trust_mark_type,
    intermediate: intermediate === 'true',
  };
  return { status: 200, body: await listSubordinateIds(filter, tools) };
}

/** Which entities this resolver can resolve: those directly beneath the anchor. */
export async function discoveryEndpoint(
  request: RoomRequest<unknown, DiscoveryQuery>,
  tools: Tools,
): Promise<RoomReply> {
  const {
    trust_anchor: anchors,
    entity_type: entityTypes = [],
    trust_mark_type,
    trust_mark_id,
  } = request.query;
  if (anchors === undefined) return federationError('invalid_request', 'Give trust_anchor, once or more.');
  if (!anchors.includes(tools.anchor.entityId))
    return federationError('invalid_trust_anchor', `Discovered here: ${tools.anchor.entityId}.`);
  const filter = { entityTypes, trustMarkType: trust_mark_type ?? trust_mark_id };
  return { status: 200, body: await listSubordinateIds(filter, tools) };
}

export async function resolveEndpoint(
  request: RoomRequest<unknown, ResolveQuery>,
  tools: Tools,
): Promise<RoomReply> {
  const { sub, trust_anchor: trustAnchors = [], entity_type: entityTypes = [] } = request.query;
  if (sub === undefined) return federationError('invalid_request', 'Give sub: the entity id to resolve.');
  if (trustAnchors.length === 0)
    return federationError('invalid_request', 'Give trust_anchor, once or more.');
  await tools.freshRules();
  const outcome = await resolveEntity({ subject: sub, trustAnchors, entityTypes }, tools);
  switch (outcome.kind) {
    case 'resolved':
      return lastKnown(
        statementReply(outcome.statement, 'application/resolve-response+jwt', request.headers),
        outcome.keptSince,
      );
    case 'unknown-anchor':
      return federationError('invalid_trust_anchor', `Resolved here: ${knownAnchors(tools)}.`);
    case 'unknown-subject':
      return federationError('invalid_subject', 'No entity with this id is in the federation.');
    case 'unreachable':
      return federationError(
        'temporarily_unavailable',
        'An entity on the way to the trust anchor cannot be reached now.',
      );
    case 'no-chain':
      return federationError('invalid_trust_chain', outcome.because);
    default:
      return unreachable(outcome);
  }
}

function knownAnchors({ anchor, config }: Tools): string {
  return [anchor.entityId, ...config.trustAnchors.map(({ entityId }) => entityId)].join(', ');
}

/** Marks an answer of which a part could not be fetched again: it is valid, and may have been overtaken. */
function lastKnown(reply: RoomReply, keptSince: number | undefined): RoomReply {
  if (keptSince === undefined) return reply;
  return { ...reply, headers: { ...reply.headers, 'ena-last-known-good': rfc3339(keptSince * second) } };
}

export async function readHistoricalKeys(request: RoomRequest, tools: Tools): Promise<RoomReply> {
  return statementReply(await historicalKeys(tools), 'application/jwk-set+jwt', request.headers);
}

export async function readHostedConfiguration(
  request: RoomRequest<{ organisationNumber: string }>,
  tools: Tools,
): Promise<RoomReply> {
  const hosted = (await tools.store.findByNumber(request.params.organisationNumber))?.hosted;
  if (hosted === undefined)
    return federationError('not_found', 'No configuration is hosted for this organisation.');
  return {
    status: 200,
    contentType: entityStatementType,
    headers: { 'cache-control': 'no-cache' },
    body: hosted.jwt,
  };
}
