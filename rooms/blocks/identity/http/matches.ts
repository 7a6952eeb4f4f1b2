import { pageOffset, renderPage } from '@ena/kernel/http/paging.ts';
import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { unreachable } from '@ena/kernel/result.ts';
import { decideMatchByHand } from '../use-cases/decide-match.ts';
import { matchPerson } from '../use-cases/match-person.ts';
import {
  identityIn,
  type MatchDecisionBody,
  type MatchQuestion,
  renderMatch,
  renderWaiting,
} from '../wire/match.ts';
import { problemReply } from './problem-reply.ts';
import type { Tools } from './tools.ts';

export async function askMatch(
  { body, caller }: RoomRequest<unknown, unknown, MatchQuestion>,
  tools: Tools,
): Promise<RoomReply> {
  const { register, clock, config, store } = tools;
  const threshold = config.matchThreshold;
  const match = { register, matches: store.matches, clock, threshold };
  const outcome = await matchPerson(match, clientOf(caller), identityIn(body));
  switch (outcome.kind) {
    case 'answered':
      return {
        status: 201,
        headers: { location: `/identity/v1/matches/${outcome.match.id}` },
        body: renderMatch(outcome.match, outcome.why),
      };
    case 'birth-date-impossible':
      return problemReply('birth-date-impossible', 'Send a day that has been, as YYYY-MM-DD.');
    default:
      return unreachable(outcome);
  }
}

/** Only the system that asked sees what became of its question. */
export async function readMatch(
  { params, caller }: RoomRequest<{ id: string }>,
  { store }: Tools,
): Promise<RoomReply> {
  const match = await store.matches.find(params.id);
  if (match === undefined || match.askedBy !== clientOf(caller))
    return problemReply('match-unknown', 'Use the id that the question was answered with.');
  return { status: 200, body: renderMatch(match) };
}

export async function listWaitingMatches(
  { query }: RoomRequest<unknown, { page: number; limit: number }>,
  { store }: Tools,
): Promise<RoomReply> {
  const { items, total } = await store.matches.waiting(pageOffset(query), query.limit);
  const body = renderPage(items.map(renderWaiting), total, query, '/identity/v1/waiting-matches');
  return { status: 200, body };
}

export async function decideMatchHandler(
  { params, body }: RoomRequest<{ id: string }, unknown, MatchDecisionBody>,
  { store, clock }: Tools,
): Promise<RoomReply> {
  const verdict = { ...body, candidate: body.candidate };
  const outcome = await decideMatchByHand(store.matches, clock, params.id, verdict);
  switch (outcome.kind) {
    case 'decided':
      return { status: 200, body: renderMatch(outcome.match) };
    case 'unknown':
      return problemReply('match-unknown', 'List the matches that wait.');
    case 'not-waiting':
      return problemReply('match-not-waiting', 'List the matches that wait.');
    case 'not-a-candidate':
      return problemReply(
        'match-person-not-candidate',
        'Name a place among the candidates, or none for no match.',
      );
    default:
      return unreachable(outcome);
  }
}

function clientOf(caller: RoomRequest['caller']): string {
  return caller.kind === 'client' ? caller.id : caller.kind;
}
