import { pagingQuery } from '@ena/kernel/http/paging.ts';
import { type Static, Type } from 'typebox';
import { standing } from './mandate-page.ts';
import { line, partyBody } from './party.ts';

/** A case handler’s search, in the body because it names persons. At least one of the parties. */
export const searchBody = Type.Object(
  {
    grantor: Type.Optional(partyBody),
    holder: Type.Optional(partyBody),
    standing,
    purpose: line(200, 'Why you look; both parties are told. Skäl till sökningen.'),
    ...pagingQuery,
  },
  {
    additionalProperties: false,
    examples: [
      {
        grantor: { kind: 'person', id: '198101052382' },
        standing: 'valid',
        purpose: 'Ärende BYGG 2026-000123',
      },
    ],
  },
);
export type SearchBody = Static<typeof searchBody>;
