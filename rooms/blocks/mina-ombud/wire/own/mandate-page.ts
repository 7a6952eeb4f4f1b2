import { pagingQuery } from '@ena/kernel/http/paging.ts';
import { Type } from 'typebox';
import { mandateReply } from './mandate.ts';
import { actingFor, pageOf } from './page.ts';
import { orgnr, uuid } from './party.ts';

export const byOrganisationMandate = Type.Object({ orgnr, id: uuid });
export const bySignatureHash = Type.Object({ id: uuid, hash: Type.String({ pattern: '^[0-9a-f]{64}$' }) });
export const actingPageQuery = Type.Object({ ...pagingQuery, ...actingFor }, { additionalProperties: false });

export const standing = Type.String({
  enum: ['valid', 'coming', 'past'],
  description: 'Hur den står sig i dag.',
});

export const mandateQuery = Type.Object(
  {
    ...pagingQuery,
    ...actingFor,
    as: Type.String({
      enum: ['grantor', 'holder'],
      description: 'Som fullmaktsgivare eller fullmaktshavare.',
    }),
    standing,
  },
  { additionalProperties: false },
);

export const mandatePage = pageOf(mandateReply, '/mandates/v1/mandates');
