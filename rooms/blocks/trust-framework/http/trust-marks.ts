import { type Page, pageOffset, renderPage } from '@ena/kernel/http/paging.ts';
import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { unreachable } from '@ena/kernel/result.ts';
import type { MarkAction, Standing } from '../domain/trust-mark.ts';
import type { Shortfall } from '../domain/trust-mark-evaluation.ts';
import type { ActorType } from '../domain/trust-requirement.ts';
import { evaluateTrustMark } from '../use-cases/evaluate-trust-mark.ts';
import { issueTrustMark } from '../use-cases/issue-trust-mark.ts';
import { stepTrustMark } from '../use-cases/step-trust-mark.ts';
import type { TrustMarkTools } from '../use-cases/trust-mark-tools.ts';
import {
  type EvaluationQuery,
  type MarkListQuery,
  type ReasonGiven,
  renderEvaluation,
  renderShortfalls,
  renderSteps,
  renderTrustMark,
  type TrustMarkOrder,
} from '../wire/trust-mark.ts';
import { problemReply } from './problem-reply.ts';

export async function readEvaluation(
  { query }: RoomRequest<unknown, EvaluationQuery>,
  tools: TrustMarkTools,
): Promise<RoomReply> {
  const outcome = await evaluateTrustMark(query.entityId, query.type, query.actorType as ActorType, tools);
  switch (outcome.kind) {
    case 'fulfilled':
    case 'unfulfilled':
      return { status: 200, body: renderEvaluation(outcome) };
    case 'unknown-type':
      return unknownType;
    case 'unknown-entity':
      return unknownEntity;
    default:
      return unreachable(outcome);
  }
}

export async function issueMark(
  { body }: RoomRequest<unknown, unknown, TrustMarkOrder>,
  tools: TrustMarkTools,
): Promise<RoomReply> {
  const order = { ...body, actorType: body.actorType as ActorType, by: 'operator' };
  const outcome = await issueTrustMark(order, tools);
  switch (outcome.kind) {
    case 'issued':
      return { status: 201, body: renderTrustMark(outcome.mark, tools.clock.now()) };
    case 'unknown-type':
      return unknownType;
    case 'unknown-entity':
      return unknownEntity;
    case 'unfulfilled':
      return unfulfilled(outcome.missing);
    case 'exists':
      return problemReply(
        'trust-mark-exists',
        `${outcome.mark.id} is ${outcome.standing}: renew or resume it.`,
      );
    case 'raced':
      return raced;
    default:
      return unreachable(outcome);
  }
}

export async function listMarks(
  { query }: RoomRequest<unknown, Page & MarkListQuery>,
  tools: TrustMarkTools,
): Promise<RoomReply> {
  const { entityId, endsBefore } = query;
  const filter = {
    ...(entityId === undefined ? {} : { subject: entityId }),
    ...(endsBefore === undefined ? {} : { endsBefore: Date.parse(endsBefore) }),
  };
  const { marks, total } = await tools.marks.listMarks(filter, pageOffset(query), query.limit);
  const rows = marks.map((mark) => renderTrustMark(mark, tools.clock.now()));
  return {
    status: 200,
    body: renderPage(rows, total, query, '/trust-framework/v1/trust-marks', { entityId, endsBefore }),
  };
}

export async function readMark(
  { params }: RoomRequest<{ id: string }>,
  tools: TrustMarkTools,
): Promise<RoomReply> {
  const mark = await tools.marks.findMark(params.id);
  if (mark === undefined) return unknownMark;
  const steps = renderSteps(await tools.marks.steps(mark.id));
  return { status: 200, body: { ...renderTrustMark(mark, tools.clock.now()), steps } };
}

/** The handler of one action on a mark. */
export function stepHandler(action: MarkAction, tools: TrustMarkTools) {
  return async ({ params, body }: RoomRequest<{ id: string }, unknown, ReasonGiven | undefined>) => {
    const request = { markId: params.id, action, reason: body?.reason, by: 'operator' };
    const outcome = await stepTrustMark(request, tools);
    switch (outcome.kind) {
      case 'stepped':
        return { status: 200, body: renderTrustMark(outcome.mark, tools.clock.now()) };
      case 'unknown':
        return unknownMark;
      case 'not-allowed':
        return problemReply('step-not-allowed', `It is ${outcome.standing}: ${possible[outcome.standing]}.`);
      case 'unfulfilled':
        return unfulfilled(outcome.missing);
      case 'unknown-entity':
        return unknownEntity;
      case 'raced':
        return raced;
      default:
        return unreachable(outcome);
    }
  };
}

const possible: Readonly<Record<Standing, string>> = {
  active: 'it can be renewed, suspended or revoked',
  suspended: 'it can be resumed or revoked',
  expired: 'issue a new one',
  revoked: 'issue a new one',
};

const unknownMark = problemReply('unknown-trust-mark', 'See /trust-framework/v1/trust-marks.');
const unknownType = problemReply('unknown-trust-mark-type', 'See /trust-framework/v1/trust-mark-types.');
const unknownEntity = problemReply('unknown-entity', 'Register the organisation first.');
const raced = problemReply('changed-meanwhile', 'Read the mark again and repeat the call.');

function unfulfilled(missing: readonly Shortfall[]): RoomReply {
  const detail = 'Record evidence for every requirement in errors, then repeat the call.';
  const reply = problemReply('requirements-unfulfilled', detail);
  return { ...reply, body: { ...(reply.body as object), errors: renderShortfalls(missing) } };
}
