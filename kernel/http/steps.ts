import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Authenticate, Credentials } from '../identity/authenticate.ts';
import { type AnswerTools, answer, refuse } from './answer.ts';
import { consumedTypes, mediaType } from './body.ts';
import type { MountedRoute } from './mount.ts';
import type { Problem } from './problem.ts';
import { networkOf, type RateLimiter, rateHeaders } from './rate-limit.ts';
import { refusal } from './refusals.ts';
import { type RequestState, stateOf } from './request-state.ts';
import { ReceivedRequest } from './room-request.ts';
import { tlsPeerOf } from './tls-listener.ts';
import { mayBeUnstorable, unstorablePlaces } from './unstorable.ts';
import { compileValidator, typedQuery } from './validation.ts';

export interface StepTools extends AnswerTools {
  readonly authenticate: Authenticate;
  readonly limiter: RateLimiter;
  /** Tests only: an answer that its own schema does not allow becomes a 500. */
  readonly checkReplies: boolean;
}

/**
 * Lets the call pass by nothing, at once where it need not wait, for promises are dear here. A word tells that it has
 * answered, not the reply: that is a promise itself, and becomes nothing when it is awaited.
 */
type Step = (request: FastifyRequest, reply: FastifyReply) => Promise<'answered' | undefined> | undefined;
type Steps = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

/** What every call to a row passes, in this order. A step that answers ends the call. */
export interface RowSteps {
  readonly beforeBody: Steps;
  readonly afterBody: Steps;
}

export function stepsFor(row: MountedRoute, tools: StepTools): RowSteps {
  return {
    beforeBody: inOrder([
      refuseWhileStopping(tools),
      authenticated(row, tools),
      limited(row, tools),
      acceptable(row, tools),
    ]),
    afterBody: inOrder([valid(row, tools), handled(row, tools)]),
  };
}

function inOrder(steps: readonly Step[]): Steps {
  return async (request, reply) => {
    for (const step of steps) {
      const waiting = step(request, reply);
      if (waiting !== undefined && (await waiting) === 'answered') return;
    }
  };
}

async function refused(...given: Parameters<typeof refuse>): Promise<'answered'> {
  await refuse(...given);
  return 'answered';
}

function refuseWhileStopping(tools: StepTools): Step {
  return (request, reply) =>
    tools.stopping()
      ? refused(tools, request, reply, refusal('stopping'), { 'retry-after': '5' })
      : undefined;
}

/** A refused credential counts against its network, so that guessing is as slow as calling. */
function authenticated(row: MountedRoute, tools: StepTools): Step {
  const { auth, limit, operation } = row.route;
  return async (request, reply) => {
    const outcome = await tools.authenticate(
      {
        authorization: request.headers.authorization,
        address: request.ip,
        call: callOf(request),
      },
      auth,
    );
    if (outcome.kind === 'known') {
      const state = stateOf(request);
      if (state !== undefined) {
        state.caller = outcome.caller;
        state.callerName = outcome.name;
      }
      return undefined;
    }
    const decision = tools.limiter.take(
      `refused ${row.room} ${operation} ${networkOf(request.ip)}`,
      limit.perMinute,
    );
    if (!decision.allowed)
      return refused(tools, request, reply, refusal('too-many-requests'), rateHeaders(decision));
    return refused(tools, request, reply, refusal(outcome.kind, outcome.detail), {
      'www-authenticate': outcome.challenge,
      ...(outcome.nonce === undefined ? {} : { 'dpop-nonce': outcome.nonce }),
    });
  };
}

function callOf({ method, url, headers, raw }: FastifyRequest): Credentials['call'] {
  const [path = ''] = url.split('?');
  const tls = tlsPeerOf(raw.socket);
  return { method, path, headers, ...(tls !== undefined && { tls }) };
}

function limited(row: MountedRoute, tools: StepTools): Step {
  const { limit, operation } = row.route;
  return (request, reply) => {
    const state = stateOf(request);
    const who = isNamed(state) ? state.callerName : networkOf(request.ip);
    const decision = tools.limiter.take(`${row.room} ${operation} ${who}`, limit.perMinute);
    if (state !== undefined) Object.assign(state.headers, rateHeaders(decision));
    if (decision.allowed) return undefined;
    const detail = `At most ${limit.perMinute} calls a minute. Wait ${decision.retryAfter} s.`;
    return refused(tools, request, reply, refusal('too-many-requests', detail));
  };
}

/** One whose calls are counted as its own, wherever they come from. The operator's token is one for many people. */
function isNamed(state: RequestState | undefined): state is RequestState {
  return state?.caller?.kind === 'client' || state?.caller?.kind === 'person';
}

function acceptable(row: MountedRoute, tools: StepTools): Step {
  const consumes = consumedTypes(row.route);
  const largest = row.route.limit.bodyBytes;
  return (request, reply) => {
    if (row.route.method === 'GET' || !announcesBody(request)) return undefined;
    const type = mediaType(request.headers['content-type']);
    if (type === undefined || !consumes.includes(type)) {
      const detail = consumes.length === 0 ? 'Send no body.' : `Send ${consumes.join(' or ')} in UTF-8.`;
      const accept = row.route.method === 'PATCH' ? 'accept-patch' : 'accept';
      return refused(tools, request, reply, refusal('unsupported-media-type', detail), {
        ...(consumes.length === 0 ? {} : { [accept]: consumes.join(', ') }),
      });
    }
    if (
      request.headers['content-encoding'] !== undefined &&
      request.headers['content-encoding'] !== 'identity'
    ) {
      return refused(
        tools,
        request,
        reply,
        refusal('unsupported-media-type', 'Send the body without a content encoding.'),
      );
    }
    if (Number(request.headers['content-length'] ?? 0) > largest) {
      return refused(tools, request, reply, refusal('body-too-large', `Send at most ${largest} bytes.`));
    }
    return undefined;
  };
}

function announcesBody(request: FastifyRequest): boolean {
  return (
    request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0
  );
}

function valid(row: MountedRoute, tools: StepTools): Step {
  const { params, query } = row.route.schema ?? {};
  const checkParams = params && compileValidator(params);
  const checkQuery = query && compileValidator(query);
  const bodyProblem = bodyCheck(row);
  return (request, reply) => {
    const odd = mayBeUnstorable(request.url);
    const inPath = checkParams?.(request.params) ?? (odd ? unstorablePlaces(request.params) : undefined);
    if (inPath !== undefined) return refused(tools, request, reply, parameters('path', inPath));
    const state = stateOf(request);
    if (query !== undefined && state !== undefined) state.query = typedQuery(query, state.query);
    const inQuery = checkQuery?.(state?.query) ?? (odd ? unstorablePlaces(state?.query) : undefined);
    if (inQuery !== undefined) return refused(tools, request, reply, parameters('query', inQuery));
    const inBody = bodyProblem(request.body, state?.oddBody === true);
    return inBody && refused(tools, request, reply, inBody);
  };
}

/** What is wrong with a body. No row takes a character that no database keeps, whether or not it has a schema. */
function bodyCheck(row: MountedRoute): (body: unknown, odd: boolean) => Problem | undefined {
  const { body: schema } = row.route.schema ?? {};
  const check = schema && compileValidator(schema);
  return (body, odd) => {
    if (check !== undefined && (body === undefined || body === null)) {
      const errors = [{ pointer: '', detail: 'A body is required.' }];
      return refusal('invalid-body', 'Send a body.', errors);
    }
    const errors = check?.(body) ?? (odd ? unstorablePlaces(body) : undefined);
    if (errors === undefined) return undefined;
    const slug = check === undefined ? 'malformed-body' : 'invalid-body';
    return refusal(slug, 'See errors for each place to mend.', errors);
  };
}

function parameters(place: 'path' | 'query', errors: NonNullable<Problem['errors']>): Problem {
  return refusal('invalid-parameters', `See errors for each parameter of the ${place} to mend.`, errors);
}

function handled(row: MountedRoute, tools: StepTools): Step {
  const replies = Object.entries(row.route.schema?.replies ?? {});
  const checks = new Map(
    tools.checkReplies ? replies.map(([status, schema]) => [status, compileValidator(schema)]) : [],
  );
  return async (request, reply) => {
    const state = stateOf(request);
    if (state?.caller === undefined) throw new Error('a handler was reached without a caller');
    const given = await row.route.handler(new ReceivedRequest(request, reply, state, state.caller));
    // What flows is not there yet to be checked.
    const check = given.body instanceof Readable ? undefined : checks.get(String(given.status));
    const wrong = check?.(JSON.parse(JSON.stringify(given.body ?? null)));
    if (wrong !== undefined) {
      throw new Error(
        `${row.route.operation} answered ${given.status} with a body its schema refuses: ${JSON.stringify(wrong)}`,
      );
    }
    await answer(tools, request, reply, given);
    return 'answered' as const;
  };
}
