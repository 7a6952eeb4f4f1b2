import { type Static, Type } from 'typebox';
import { MyEvent } from './my-event.ts';

const Ref = Type.String({ pattern: '^[A-Za-z0-9_-]{22}$' });

/** Someone whose cases a person may see: herself, whom she represents, and who has given her a mandate. */
export const ActedFor = Type.Object(
  {
    /** Stands for the party before this person; names nobody. */
    ref: Ref,
    kind: Type.String({ enum: ['self', 'person', 'organisation'] }),
    name: Type.String(),
    /** Ten digits; organisations only. */
    organisation: Type.Optional(Type.String()),
    by: Type.String({ enum: ['self', 'signatory', 'mandate'] }),
  },
  { additionalProperties: false },
);

export const overviewBody = Type.Object(
  {
    /** `ref` of one of `/cases/v1/my/parties`; absent: the person herself. */
    for: Type.Optional(Ref),
    /** Ids of producers; absent or empty: all that may hold something. */
    producers: Type.Optional(Type.Array(Type.String(), { maxItems: 100 })),
    /** Whole type names or their beginnings. */
    types: Type.Optional(
      Type.Array(Type.String({ maxLength: 200, pattern: '^[A-Z]+(?:\\.[A-Z0-9_.]+)?$' }), { maxItems: 100 }),
    ),
    needsAction: Type.Optional(Type.Boolean()),
    closed: Type.Optional(Type.Boolean()),
    /** Events of one case; by the `ref` of an event that names no case, that event. */
    case: Type.Optional(Ref),
    /** Words that all stand somewhere in title, description, type's words or case number. */
    text: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    /** Swedish days, both included. */
    from: Type.Optional(Type.String({ format: 'date' })),
    to: Type.Optional(Type.String({ format: 'date' })),
    /** Newest events of each producer; default 200. */
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
  },
  { additionalProperties: false },
);

const Producer = Type.Object({ id: Type.String(), name: Type.String() }, { additionalProperties: false });

/** One line of the answer (NDJSON): first `asked`, then one for each producer as it comes in, last `end`. */
export const OverviewLine = Type.Union([
  Type.Object({
    kind: Type.Literal('asked'),
    for: ActedFor,
    producers: Type.Array(Producer),
    /** May hold something too, and were left out by `producers` of the question; empty where it is about one case. */
    others: Type.Array(Producer),
  }),
  Type.Object({
    kind: Type.Literal('answer'),
    producer: Producer,
    events: Type.Array(MyEvent),
    /** Before `limit`. */
    total: Type.Integer({ minimum: 0 }),
  }),
  Type.Object({
    kind: Type.Literal('failure'),
    producer: Producer,
    reason: Type.String({ enum: ['too-slow', 'unreachable', 'refused', 'broken-answer', 'paused'] }),
  }),
  Type.Object({ kind: Type.Literal('end'), complete: Type.Boolean() }),
]);

export type ActedFor = Static<typeof ActedFor>;
export type OverviewBody = Static<typeof overviewBody>;
export type OverviewLine = Static<typeof OverviewLine>;
