import { Type } from 'typebox';
import { ActedFor } from './overview.ts';

export const ownPartiesReply = Type.Object(
  { items: Type.Array(ActedFor) },
  {
    examples: [
      { items: [{ ref: 'onlyAnExampleOfTheForm', kind: 'self', name: 'Tolvan Tolvansson', by: 'self' }] },
    ],
  },
);
