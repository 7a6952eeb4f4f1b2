import { Type } from 'typebox';

/** What a person's token says of the log-in it belongs to. */
export const ownLogin = Type.Object(
  {
    name: Type.String(),
    level: Type.Integer({ minimum: 2, maximum: 4, description: 'Level of assurance of the log-in' }),
    client: Type.String({ description: 'The program that the person logged in with' }),
    scopes: Type.Array(Type.String(), { description: 'What the program may do for the person' }),
  },
  {
    examples: [
      { name: 'Åsa Testsson', level: 3, client: 'https://hub.example/portal', scopes: ['identity:me'] },
    ],
  },
);
