import { type Static, Type } from 'typebox';
import { Extension, Wording } from './extension.ts';

const Time = Type.String({ format: 'date-time' });

/** An event before the one whom it is about, or who acts for that one. */
export const MyEvent = Type.Object(
  {
    /** Stands for the event in addresses and bodies; names nobody, and stays the same for an event. */
    ref: Type.String({ pattern: '^[A-Za-z0-9_-]{22}$' }),
    producer: Type.Object({ id: Type.String(), name: Type.String() }, { additionalProperties: false }),
    /** Events of one case share `ref`; absent where the producer does not say which case it is. */
    case: Type.Optional(
      Type.Object(
        {
          ref: Type.String({ pattern: '^[A-Za-z0-9_-]{22}$' }),
          kind: Type.String({
            enum: ['consumer-reference', 'producer-reference', 'journal-number', 'receipt-number'],
          }),
          id: Type.String(),
        },
        { additionalProperties: false },
      ),
    ),
    title: Type.String(),
    description: Type.String(),
    language: Type.String(),
    at: Time,
    type: Type.String(),
    /** The catalogue's words for the type, where it has any. */
    typeText: Type.Optional(Wording),
    needsAction: Type.Boolean(),
    closed: Type.Boolean(),
    /** Title and description are the veil's: a stronger log-in at this level shows the whole. */
    veiledBelow: Type.Optional(Type.Integer({ enum: [3, 4] })),
    extension: Type.Optional(Extension),
    retracted: Type.Optional(
      Type.Object({ at: Time, reason: Type.String() }, { additionalProperties: false }),
    ),
    /** When someone first opened it for the one it is about. */
    seenAt: Type.Optional(Time),
  },
  { additionalProperties: false },
);

export type MyEvent = Static<typeof MyEvent>;
