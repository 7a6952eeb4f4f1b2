import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '../log/logger.ts';
import type { AuditTrail } from '../trace/audit.ts';
import { type Problem, problemContentType } from './problem.ts';
import { refusal } from './refusals.ts';
import { type RequestState, stateOf } from './request-state.ts';
import type { RoomReply } from './route.ts';

/** What an API answers a browser that strays to it; a page sets its own policy in `RoomReply.headers`. */
const safeHeaders: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

export interface AnswerTools {
  readonly audit: AuditTrail;
  readonly log: Logger;
  /** True from the first moment of the shutdown: the connection is closed behind the answer. */
  readonly stopping: () => boolean;
  readonly https: boolean;
}

/**
 * The only way out. The audit row is durable before the answer leaves; where it cannot be written the caller is
 * told of a failure instead, for nothing may be acknowledged that the trail does not know.
 */
export async function answer(
  tools: AnswerTools,
  request: FastifyRequest,
  reply: FastifyReply,
  given: RoomReply,
): Promise<FastifyReply> {
  const state = stateOf(request);
  const sent = (await audited(tools, state, given.status)) ? given : asReply(refusal('internal-error'));
  if (sent !== given && given.body instanceof Readable) given.body.destroy();
  reply.code(sent.status);
  reply.headers({ ...safeHeaders, ...state?.headers, ...sent.headers } as Record<string, string | string[]>);
  if (tools.https) reply.header('strict-transport-security', 'max-age=31536000');
  if (tools.stopping()) reply.header('connection', 'close');
  if (sent.body === undefined) return reply.send();
  const named = sent.contentType ?? sent.headers?.['content-type'];
  reply.header('content-type', named === undefined ? defaultType(sent.body) : String(named));
  return reply.send(encode(sent.body));
}

/** Answers a refusal of the kernel, in the words of the route's contract where it has its own. */
export function refuse(
  tools: AnswerTools,
  request: FastifyRequest,
  reply: FastifyReply,
  problem: Problem,
  headers: Readonly<Record<string, string>> = {},
): Promise<FastifyReply> {
  const state = stateOf(request);
  const render = state?.row?.route.renderProblem;
  const rendered = render === undefined ? asReply(problem) : render(problem, state?.requestId ?? '');
  return answer(tools, request, reply, { ...rendered, headers: { ...headers, ...rendered.headers } });
}

/** A problem document as a reply: what a handler returns for a refusal of its own. */
export function asReply(problem: Problem): RoomReply {
  return { status: problem.status, contentType: problemContentType, body: problem };
}

async function audited(
  tools: AnswerTools,
  state: RequestState | undefined,
  status: number,
): Promise<boolean> {
  const row = state?.row;
  if (row?.route.audit.record !== 'always' || state === undefined || status === 429) return true;
  try {
    await tools.audit.record({
      room: row.room,
      operation: row.route.operation,
      caller: state.callerName,
      status,
      requestId: state.requestId,
    });
    return true;
  } catch (error) {
    tools.log.error({ err: error, operation: row.route.operation }, 'the audit row could not be written');
    return false;
  }
}

function defaultType(body: unknown): string {
  if (typeof body === 'string') return 'text/plain; charset=utf-8';
  if (body instanceof Uint8Array) return 'application/octet-stream';
  return 'application/json; charset=utf-8';
}

function encode(body: unknown): string | Buffer | Readable {
  if (typeof body === 'string' || body instanceof Readable) return body;
  if (body instanceof Uint8Array) return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  return JSON.stringify(body);
}
