import { fail, ok, type Result } from '@ena/kernel/result.ts';
import { type Static, Type } from 'typebox';
import { dayInSweden } from '../../domain/instant.ts';
import type { OwnEventsFilter } from '../../domain/question.ts';
import type { LoadFault } from './load-fault.ts';
import { MyEvent } from './my-event.ts';
import { overviewBody } from './overview.ts';

const { limit: _limit, ...sharedMembers } = overviewBody.properties;

export const searchBody = Type.Object(
  {
    ...sharedMembers,
    token: Type.Optional(
      Type.String({
        maxLength: 1000,
        pattern: '^[A-Za-z0-9_-]+$',
        description: '`next` of the page before, with everything else as it was. Nästa sida.',
      }),
    ),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })),
  },
  { additionalProperties: false, examples: [{ text: 'bygglov situationsplan', limit: 20 }] },
);

export type SearchBody = Static<typeof searchBody>;

export const searchReply = Type.Object(
  {
    items: Type.Array(MyEvent),
    next: Type.Optional(
      Type.String({ description: 'For the next page; absent when there is none. Ange som token.' }),
    ),
    notSearched: Type.Array(Type.Object({ id: Type.String(), name: Type.String() }), {
      description: 'Producers that keep their events themselves; the overview asks them. Söks inte igenom.',
    }),
  },
  { examples: [{ items: [], notSearched: [] }] },
);

/** The days as instants; a day that the calendar does not have is none. */
export function parseFilter(body: SearchBody): Result<OwnEventsFilter, readonly LoadFault[]> {
  const { types = [], from, to, needsAction, closed } = body;
  const faults = [...dayFaults('/from', from), ...dayFaults('/to', to)];
  if (faults.length > 0) return fail(faults);
  if (from !== undefined && to !== undefined && to < from)
    return fail([{ pointer: '/to', detail: 'This day is before `from`.' }]);
  const first = from === undefined ? undefined : dayInSweden(from)?.from;
  const until = to === undefined ? undefined : dayInSweden(to)?.until;
  return ok({
    types,
    ...(first !== undefined && { from: first }),
    ...(until !== undefined && { until }),
    ...(needsAction !== undefined && { needsAction }),
    ...(closed !== undefined && { closed }),
  });
}

function dayFaults(pointer: string, text: string | undefined): readonly LoadFault[] {
  if (text === undefined || dayInSweden(text) !== undefined) return [];
  return [{ pointer, detail: 'The calendar has no such day.' }];
}
