import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { unreachable } from '@ena/kernel/result.ts';
import { fetchStatement } from '../use-cases/fetch-statement.ts';
import { resolveEntity } from '../use-cases/resolve-entity.ts';
import { entityStatementType } from '../wire/entity-configuration.ts';
import type { FetchQuery, ListQuery, ResolveQuery } from '../wire/federation-query.ts';
import { federationError } from './federation-error-reply.ts';
import { statementReply } from './statement-reply.ts';
import type { Tools } from './tools.ts';

export async function readAnchorConfiguration(request: RoomRequest, tools: Tools): Promise<RoomReply> {
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
  const outcome = await fetchStatement(sub, { ...tools, anchor: tools.anchor.entityId });
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
  const foreign = Object.keys(request.query).find((name) => name !== 'entity_type');
  if (foreign !== undefined) {
    return federationError(
      'unsupported_parameter',
      'Only entity_type is supported: leave the other parameters out.',
    );
  }
  return { status: 200, body: await tools.store.entityIds(request.query.entity_type ?? []) };
}

export async function resolveEndpoint(
  request: RoomRequest<unknown, ResolveQuery>,
  tools: Tools,
): Promise<RoomReply> {
  const { sub, trust_anchor: trustAnchors = [], entity_type: entityTypes = [] } = request.query;
  if (sub === undefined) return federationError('invalid_request', 'Give sub: the entity id to resolve.');
  if (trustAnchors.length === 0)
    return federationError('invalid_request', 'Give trust_anchor, once or more.');
  const question = { subject: sub, trustAnchors, entityTypes };
  const outcome = await resolveEntity(question, { ...tools, anchor: tools.anchor.entityId });
  switch (outcome.kind) {
    case 'resolved':
      return statementReply(outcome.statement, 'application/resolve-response+jwt', request.headers);
    case 'unknown-anchor':
      return federationError('invalid_trust_anchor', `Resolved here: ${tools.anchor.entityId}.`);
    case 'unknown-subject':
      return federationError('invalid_subject', 'No entity with this id is in the federation.');
    case 'no-chain':
      return federationError('invalid_trust_chain', noChain[outcome.because]);
    default:
      return unreachable(outcome);
  }
}

const noChain = {
  'nothing-published':
    'The entity is registered, but its connector has not published its entity configuration yet.',
  expired: 'The entity configuration has expired: the connector must publish a new one.',
};

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
