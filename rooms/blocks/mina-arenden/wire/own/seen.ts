import { type Static, Type } from 'typebox';
import { eventLimits as limits } from '../../domain/event.ts';

const Ref = Type.String({ pattern: '^[A-Za-z0-9_-]{22}$' });
const exampleRef = 'Xk9vQ2mB7sLr4TzWc1NdEw';

export const seenBody = Type.Object(
  {
    for: Type.Optional(Ref),
    refs: Type.Array(Ref, { minItems: 1, maxItems: 200, uniqueItems: true }),
  },
  { additionalProperties: false, examples: [{ refs: [exampleRef] }] },
);

export type SeenBody = Static<typeof seenBody>;

export const seenReply = Type.Object(
  {
    noted: Type.Integer(),
    notNoted: Type.Array(Ref, {
      description: 'Of no event that is kept here and shown whole at this log-in. Noterades inte.',
    }),
  },
  { examples: [{ noted: 1, notNoted: [] }] },
);

export const seenEvents = Type.Object(
  {
    items: Type.Array(
      Type.Object({
        kundhandelseId: Type.String({ maxLength: limits.id }),
        firstSeen: Type.String({ format: 'date-time' }),
        times: Type.Integer({ minimum: 1 }),
      }),
    ),
  },
  {
    examples: [
      {
        items: [
          {
            kundhandelseId: 'TESTKOP-BYGG-2026-00123-1',
            firstSeen: '2026-08-21T08:00:00+02:00',
            times: 2,
          },
        ],
      },
    ],
  },
);
