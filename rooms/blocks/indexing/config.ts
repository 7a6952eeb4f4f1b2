import { type Static, Type } from 'typebox';

export const indexingConfig = Type.Object({
  longestTitle: Type.Integer({
    description: 'The longest title that an entry may have, in characters.',
    minimum: 1,
    maximum: 1000,
    default: 200,
  }),
});

export type IndexingConfig = Static<typeof indexingConfig>;
