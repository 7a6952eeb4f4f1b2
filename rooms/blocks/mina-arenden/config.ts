import { type Static, Type } from 'typebox';

export const casesConfig = Type.Object({
  importBatchRows: Type.Integer({
    description: 'How many events of a history file are saved in one transaction.',
    minimum: 1,
    maximum: 10_000,
    default: 1000,
  }),
});

export type CasesConfig = Static<typeof casesConfig>;
