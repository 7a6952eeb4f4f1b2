import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { isTooDeep } from '../../domain/decision/depth.ts';
import { readToken, writeToken } from '../../use-cases/decide/page-token.ts';
import { type Search, search, startAfter } from '../../use-cases/decide/search.ts';
import { type EvaluationMessage, hasStrayPrincipal, toQuestion } from '../../wire/authzen/entities.ts';
import {
  type ActionSearchMessage,
  type ResourceSearchMessage,
  renderSearch,
  type SearchMessage,
  type SubjectSearchMessage,
} from '../../wire/authzen/search.ts';
import { authzenRefusal, authzenReply, tooDeep } from './authzen-reply.ts';
import type { DecisionTools } from './tools.ts';

const mostResults = 1_000;
const mostLooks = 20_000;

/** AuthZEN §8.4 */
export function searchSubjects(
  request: RoomRequest<unknown, unknown, SubjectSearchMessage>,
  tools: DecisionTools,
): Promise<RoomReply> {
  const { body } = request;
  const { type } = body.subject;
  return answer(request, tools, {
    candidates: tools.judge.rules.idsOf(type),
    message: (id) => ({ ...body, subject: { ...body.subject, id } }),
    render: (id) => ({ type, id }),
    sorted: true,
  });
}

/** AuthZEN §8.5 */
export function searchResources(
  request: RoomRequest<unknown, unknown, ResourceSearchMessage>,
  tools: DecisionTools,
): Promise<RoomReply> {
  const { body } = request;
  const { type } = body.resource;
  return answer(request, tools, {
    candidates: tools.judge.rules.idsOf(type),
    message: (id) => ({ ...body, resource: { ...body.resource, id } }),
    render: (id) => ({ type, id }),
    sorted: true,
  });
}

/** AuthZEN §8.6 */
export function searchActions(
  request: RoomRequest<unknown, unknown, ActionSearchMessage>,
  tools: DecisionTools,
): Promise<RoomReply> {
  const { body } = request;
  return answer(request, tools, {
    candidates: tools.judge.rules.actionsOn(body.resource.type),
    message: (name) => ({ ...body, action: { name } }),
    render: (name) => ({ name }),
    sorted: false,
  });
}

interface Sought {
  readonly candidates: readonly string[];
  message(candidate: string): EvaluationMessage;
  render(candidate: string): object;
  readonly sorted: boolean;
}

async function answer(
  request: RoomRequest<unknown, unknown, SearchMessage>,
  tools: DecisionTools,
  sought: Sought,
): Promise<RoomReply> {
  const { body } = request;
  if (isTooDeep(body)) return tooDeep();
  const { token, ...page } = body.page ?? {};
  const fixed = { ...body, page };
  const position = token === undefined ? undefined : readToken(token, fixed);
  if (position !== undefined && !position.ok) return authzenRefusal(position.error);
  if (hasStrayPrincipal(body)) return authzenRefusal('context.on_behalf_of needs a type and an id.');
  const from =
    position === undefined ? 0 : startAfter(sought.candidates, position.value.after, sought.sorted);
  const limits = { results: Math.min(page.limit ?? mostResults, mostResults), looks: mostLooks };
  const { names, after } = await search(asSearch(sought, tools.clock.now()), from, limits, tools.judge);
  const nextToken = after === undefined ? '' : writeToken({ after }, fixed);
  const results = names.map(sought.render);
  return authzenReply(request as RoomRequest, renderSearch(results, nextToken, body.page !== undefined));
}

function asSearch({ candidates, message }: Sought, at: number): Search {
  return { candidates, question: (candidate) => toQuestion(message(candidate), at) };
}
