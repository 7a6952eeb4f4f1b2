import { type Page, pageOffset, renderPage } from '@ena/kernel/http/paging.ts';
import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { unreachable } from '@ena/kernel/result.ts';
import { hostedEntityId } from '../domain/member.ts';
import { setAnchorRules } from '../use-cases/anchor-rules.ts';
import { publishMetadata, withdrawMetadata } from '../use-cases/publish-metadata.ts';
import { registerMember, revokeMember } from '../use-cases/register-member.ts';
import { type AnchorRulesMessage, renderRules, toRules } from '../wire/anchor-rules.ts';
import { entityStatementType } from '../wire/entity-configuration.ts';
import {
  type HostedMetadata,
  type MemberRegistrationMessage,
  renderMember,
  toMemberRegistration,
} from '../wire/member.ts';
import { federationError } from './federation-error-reply.ts';
import { problemReply } from './problem-reply.ts';
import { statementReply } from './statement-reply.ts';
import type { Tools } from './tools.ts';

export async function registerMemberHandler(
  request: RoomRequest<unknown, unknown, MemberRegistrationMessage>,
  tools: Tools,
): Promise<RoomReply> {
  const anchor = tools.anchor.entityId;
  const outcome = await registerMember(toMemberRegistration(request.body), { ...tools, anchor });
  switch (outcome.kind) {
    case 'registered':
      return { status: 201, body: renderMember(outcome.member) };
    case 'replaced':
      return { status: 200, body: renderMember(outcome.member) };
    case 'bad-entity-id':
      return problemReply(
        'bad-entity-id',
        'entityId must be https://host[/path], in lower case, without a final slash.',
      );
    case 'bad-keys':
      return problemReply('bad-keys', `In jwks, ${outcome.detail}.`);
    case 'bad-constraints':
      return problemReply('bad-constraints', `${outcome.detail}.`);
    case 'entity-id-taken':
      return problemReply('entity-id-taken', 'An organisation or the hub itself has this entity id.');
    case 'raced':
      return problemReply('changed-meanwhile', 'Repeat the call.');
    default:
      return unreachable(outcome);
  }
}

export async function listMembers(request: RoomRequest<unknown, Page>, tools: Tools): Promise<RoomReply> {
  const { members, total } = await tools.members.list(pageOffset(request.query), request.query.limit);
  const body = renderPage(members.map(renderMember), total, request.query, '/trust-framework/v1/members');
  return { status: 200, body };
}

export async function revokeMemberHandler(
  request: RoomRequest<unknown, { entityId: string }>,
  tools: Tools,
): Promise<RoomReply> {
  const { entityId } = request.query;
  const outcome = await revokeMember(entityId, tools);
  if (outcome === 'unknown') return problemReply('unknown-entity', 'No member has this entity id now.');
  if (outcome === 'raced') return problemReply('changed-meanwhile', 'Repeat the call.');
  tools.statements.forget(entityId);
  tools.memory.forget(entityId);
  return { status: 204 };
}

interface HostedParams {
  readonly orgnr: string;
  readonly name: string;
  readonly entityType: string;
}

export async function publishHostedMetadata(
  request: RoomRequest<HostedParams, unknown, HostedMetadata>,
  tools: Tools,
): Promise<RoomReply> {
  const { orgnr, name, entityType } = request.params;
  const anchor = tools.anchor.entityId;
  const entityId = hostedEntityId(anchor, orgnr, name);
  const outcome = await publishMetadata(entityId, entityType, request.body, { ...tools, anchor });
  switch (outcome.kind) {
    case 'published':
      return {
        status: 200,
        body: { entityId, entityType, configuration: tools.anchor.memberAt(orgnr, name) },
      };
    case 'unknown-entity':
      return problemReply('unknown-organisation', 'No organisation with this number is registered now.');
    case 'bad-metadata':
      return problemReply('bad-metadata', `${outcome.detail}.`);
    case 'raced':
      return problemReply('changed-meanwhile', 'Repeat the call.');
    default:
      return unreachable(outcome);
  }
}

export async function withdrawHostedMetadata(
  request: RoomRequest<HostedParams>,
  tools: Tools,
): Promise<RoomReply> {
  const { orgnr, name, entityType } = request.params;
  const anchor = tools.anchor.entityId;
  const outcome = await withdrawMetadata(hostedEntityId(anchor, orgnr, name), entityType, {
    ...tools,
    anchor,
  });
  if (outcome.kind === 'unknown-entity')
    return problemReply('unknown-entity', 'Nothing of this entity type is published for this entity.');
  return outcome.kind === 'raced' ? problemReply('changed-meanwhile', 'Repeat the call.') : { status: 204 };
}

/** The configuration that the hub signs for an entity without a server of its own. */
export async function readMemberConfiguration(
  request: RoomRequest<{ orgnr: string; name: string }>,
  tools: Tools,
): Promise<RoomReply> {
  const { orgnr, name } = request.params;
  const member = await tools.members.find(hostedEntityId(tools.anchor.entityId, orgnr, name));
  const owner = member && (await tools.store.stateOf(orgnr));
  if (member?.kind !== 'hosted' || owner !== 'active')
    return federationError('not_found', 'No entity with this id is hosted here.');
  const marks = await tools.trustMarks.liveMarks(member.entityId);
  const statement = await tools.statements.hostedConfiguration(member, marks);
  return statementReply(statement, entityStatementType, request.headers);
}

export async function readRules(_request: RoomRequest, tools: Tools): Promise<RoomReply> {
  await tools.freshRules();
  return { status: 200, body: renderRules(tools.anchor.rules()) };
}

export async function setRules(
  request: RoomRequest<unknown, unknown, AnchorRulesMessage>,
  tools: Tools,
): Promise<RoomReply> {
  const outcome = await setAnchorRules(toRules(request.body), tools);
  switch (outcome.kind) {
    case 'set':
      return { status: 200, body: renderRules(outcome.rules) };
    case 'bad-policy':
      return problemReply('bad-policy', `${outcome.detail}.`);
    case 'bad-constraints':
      return problemReply('bad-constraints', `${outcome.detail}.`);
    case 'raced':
      return problemReply('changed-meanwhile', 'Repeat the call.');
    default:
      return unreachable(outcome);
  }
}
