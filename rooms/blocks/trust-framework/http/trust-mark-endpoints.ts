import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { second } from '@ena/kernel/time.ts';
import { findTrustMarkType } from '../domain/trust-mark-type.ts';
import type { OwnEntity } from '../use-cases/trust-mark-port.ts';
import { type StatusOutcome, statusOfSubject, statusOfToken } from '../use-cases/trust-mark-status.ts';
import type { TrustMarkTools } from '../use-cases/trust-mark-tools.ts';
import { entityStatementType } from '../wire/entity-configuration.ts';
import {
  type StatusForm,
  type StatusQuery,
  statusMedia,
  type TrustMarkQuery,
  trustMarkMedia,
} from '../wire/trust-mark-query.ts';
import { federationError } from './federation-error-reply.ts';
import { statementReply } from './statement-reply.ts';

export async function readOwnConfiguration(entity: OwnEntity, request: RoomRequest): Promise<RoomReply> {
  return statementReply(await entity.configuration(), entityStatementType, request.headers);
}

const noMark = 'The entity has no trust mark of this type that is in force.';

export async function readTrustMark(
  request: RoomRequest<unknown, TrustMarkQuery>,
  tools: TrustMarkTools,
): Promise<RoomReply> {
  const { trust_mark_type: name, sub } = request.query;
  if (name === undefined || sub === undefined)
    return federationError('invalid_request', 'Give trust_mark_type and sub.');
  const type = findTrustMarkType(name, tools.anchor);
  const live = await tools.marks.liveTokens(sub, Math.floor(tools.clock.now() / second));
  const token = live.find((one) => one.type === type?.slug);
  if (token === undefined) return federationError('not_found', noMark);
  return {
    status: 200,
    contentType: trustMarkMedia,
    headers: { 'cache-control': 'no-cache' },
    body: token.jwt,
  };
}

export async function readTrustMarkStatus(
  request: RoomRequest<unknown, StatusQuery>,
  tools: TrustMarkTools,
): Promise<RoomReply> {
  const { trust_mark_type: type, sub, iat } = request.query;
  if (type === undefined || sub === undefined)
    return federationError(
      'invalid_request',
      'Give trust_mark_type and sub, or send trust_mark in a form by POST.',
    );
  return statusReply(await statusOfSubject(type, sub, iat, tools));
}

export async function checkTrustMark(
  request: RoomRequest<unknown, unknown, StatusForm>,
  tools: TrustMarkTools,
): Promise<RoomReply> {
  return statusReply(await statusOfToken(request.body.trust_mark, tools));
}

function statusReply(outcome: StatusOutcome): RoomReply {
  if (outcome.kind === 'unknown') return federationError('not_found', 'No such trust mark was issued here.');
  return { status: 200, contentType: statusMedia, body: outcome.jwt };
}

export async function listTrustMarked(
  request: RoomRequest<unknown, TrustMarkQuery>,
  tools: TrustMarkTools,
): Promise<RoomReply> {
  const { trust_mark_type: name, sub: subject, ...foreign } = request.query;
  if (Object.keys(foreign).length > 0)
    return federationError('unsupported_parameter', 'Only trust_mark_type and sub are supported.');
  if (name === undefined) return federationError('invalid_request', 'Give trust_mark_type.');
  const type = findTrustMarkType(name, tools.anchor)?.slug;
  if (type === undefined) return { status: 200, body: [] };
  const now = Math.floor(tools.clock.now() / second);
  const filter = subject === undefined ? { type } : { type, subject };
  return { status: 200, body: await tools.marks.markedSubjects(filter, now) };
}
