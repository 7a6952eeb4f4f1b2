import { type Static, Type } from 'typebox';

export const indexingConfig = Type.Object({
  explorationRate: Type.Number({
    description:
      'The share of questions by which a producer that the index does not name is asked all the same, so that what was never announced is found: 0 never, 1 always.',
    minimum: 0,
    maximum: 1,
    default: 0.02,
  }),
  roomPurposes: Type.Array(
    Type.Object({
      room: Type.String({ minLength: 1 }),
      area: Type.String({ minLength: 1 }),
      purposes: Type.Array(Type.String({ pattern: '^[a-z][a-z-]{0,63}$' }), { minItems: 1 }),
    }),
    {
      description:
        'Rooms of this installation that may ask the index, in which area and for what. Organisations are granted it through the API.',
      default: [{ room: 'blocks/mina-arenden', area: 'customer-events', purposes: ['case-overview'] }],
    },
  ),
});

export type IndexingConfig = Static<typeof indexingConfig>;
