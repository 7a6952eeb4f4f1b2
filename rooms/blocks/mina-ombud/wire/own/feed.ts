import { swedishTime } from '@ena/kernel/time.ts';
import { Type } from 'typebox';
import type { FeedEntry } from '../../domain/feed.ts';
import { instant, uuid } from './party.ts';

export const feedQuery = Type.Object(
  {
    after: Type.Integer({
      minimum: 0,
      maximum: Number.MAX_SAFE_INTEGER,
      default: 0,
      description: '`next` of the answer before; 0 from the beginning.',
    }),
    limit: Type.Integer({ minimum: 1, maximum: 1000, default: 100 }),
  },
  { additionalProperties: false },
);
export interface FeedQuery {
  readonly after: number;
  readonly limit: number;
}

export const feedReply = Type.Object(
  {
    items: Type.Array(
      Type.Object({
        number: Type.Integer({ description: 'From 1, without gaps.' }),
        mandate: uuid,
        reference: Type.String(),
        change: Type.String({
          description:
            '`registered`, `ended`, `expiring` (thirty and seven days before the last day), `passed-on`. Händelse.',
        }),
        at: instant,
        endedBy: Type.Optional(Type.String({ enum: ['grantor', 'holder', 'relying-party', 'delegator'] })),
      }),
    ),
    next: Type.Integer({ description: 'Send it as `after` with the next question.' }),
  },
  {
    examples: [
      {
        items: [
          {
            number: 7,
            mandate: '95189b70-c0cc-432f-a1ef-bb75b876ab75',
            reference: 'MOP0000000021',
            change: 'ended',
            at: '2026-11-22T12:00:00+01:00',
            endedBy: 'grantor',
          },
        ],
        next: 7,
      },
    ],
  },
);

export function renderFeed(entries: readonly FeedEntry[], after: number) {
  const items = entries.map(({ at, ...entry }) => ({ ...entry, at: swedishTime(at) }));
  return { items, next: entries.at(-1)?.number ?? after };
}
