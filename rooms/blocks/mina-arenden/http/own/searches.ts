import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { unreachable } from '@ena/kernel/result.ts';
import type { FoundEvent, OwnSearch } from '../../use-cases/own-event-scan.ts';
import { type SearchOutcome, searchOwnEvents } from '../../use-cases/search-own-events.ts';
import { renderMyEvent } from '../../wire/own/render-my-event.ts';
import { parseFilter, type SearchBody } from '../../wire/own/search.ts';
import type { Tools } from '../tools.ts';
import { forParty } from './for-party.ts';
import { problemReply } from './problem-reply.ts';

export function searchOwnEventsHandler(
  request: RoomRequest<unknown, unknown, SearchBody>,
  tools: Tools,
): Promise<RoomReply> {
  return forParty(request, tools, async (person, party) => {
    const filter = parseFilter(request.body);
    if (!filter.ok) return problemReply('invalid-search', filter.error);
    const { text, producers = [], case: reference, token, limit = 20 } = request.body;
    const search: OwnSearch = {
      filter: filter.value,
      producers,
      limit,
      ...(text !== undefined && { text }),
      ...(reference !== undefined && { case: reference }),
      ...(token !== undefined && { token }),
    };
    const outcome = await searchOwnEvents(tools, person, party, search);
    return reply(outcome, tools);
  });
}

function reply(outcome: SearchOutcome, { refs }: Tools): RoomReply {
  switch (outcome.kind) {
    case 'found': {
      const { items, words, next, notSearched } = outcome;
      const body = {
        items: items.map((found) => rendered(found, refs, words)),
        ...(next !== undefined && { next }),
        notSearched: notSearched.map(({ id, name }) => ({ id, name })),
      };
      return { status: 200, body };
    }
    case 'no-word':
      return problemReply('invalid-search', [
        { pointer: '/text', detail: 'Write at least one letter or digit.' },
      ]);
    case 'stale-token':
      return problemReply('stale-token', [{ pointer: '/token', detail: 'Leave it out to begin anew.' }]);
    default:
      return unreachable(outcome);
  }
}

function rendered(
  found: FoundEvent,
  refs: Tools['refs'],
  words: Extract<SearchOutcome, { kind: 'found' }>['words'],
) {
  const { held, event } = found;
  const reference = event.subject.case;
  const typeText = words.of(event.type);
  return renderMyEvent({
    ...found,
    ref: refs.event(held.producer, held.event.id),
    ...(reference && { caseRef: refs.case(held.producer, reference) }),
    ...(typeText && { typeText }),
  });
}
