import { pagingQuery } from '@ena/kernel/http/paging.ts';
import { type Static, Type } from 'typebox';
import type { GrantorRole } from '../../domain/mandate.ts';
import type { Party } from '../../domain/party.ts';
import { actingFor } from './page.ts';
import { calendarDay, holderBody, partyBody, toParty, uuid } from './party.ts';
import { limit, permissionCode, toLimit } from './permission.ts';
import { wantedExample } from './proposal-example.ts';

const members = {
  template: uuid,
  parent: Type.Optional({ ...uuid, description: 'The mandate to pass on. Fullmakten som ges vidare.' }),
  grantor: Type.Optional({
    ...partyBody,
    description: 'For a request: who is asked – the grantor, or the holder who is to pass `parent` on.',
  }),
  grantorRole: Type.String({ enum: ['private', 'organisation'] }),
  holders: Type.Optional(
    Type.Array(holderBody, {
      minItems: 1,
      maxItems: 50,
      description: 'Fullmaktshavare. In a request it may be left out: whoever asks.',
    }),
  ),
  moreHolders: Type.Optional(
    Type.Array(holderBody, {
      minItems: 1,
      maxItems: 49,
      description:
        'They come after those of `holders`, or after whoever asks. Each acts alone. Ytterligare fullmaktshavare.',
    }),
  ),
  permissions: Type.Array(permissionCode, { minItems: 1, maxItems: 200, description: 'Behörighetskoder.' }),
  limits: Type.Array(limit, { maxItems: 50, description: 'Begränsningar; tom för ingen.' }),
  validFrom: calendarDay,
  validTo: Type.Optional(calendarDay),
  mayDelegate: Type.Boolean({ description: 'Får ges vidare.' }),
};

/** `as: grantor` begins a draft, `as: holder` a request to the grantor. */
export const proposalBody = Type.Object(
  { as: Type.String({ enum: ['grantor', 'holder'] }), ...actingFor, ...members },
  { additionalProperties: false, examples: [{ as: 'grantor', ...wantedExample }] },
);
export type ProposalBody = Static<typeof proposalBody>;

/** All of it anew. */
export const revisionBody = Type.Object(members, { additionalProperties: false, examples: [wantedExample] });
export type RevisionBody = Static<typeof revisionBody>;

export const proposalQuery = Type.Object(
  {
    ...pagingQuery,
    ...actingFor,
    as: Type.String({ enum: ['grantor', 'holder', 'creator', 'signatory'] }),
    state: Type.Optional(
      Type.Array(
        Type.String({
          enum: ['draft', 'requested', 'signing', 'registered', 'declined', 'withdrawn', 'lapsed'],
        }),
        { maxItems: 7, description: 'May come several times. Får anges flera gånger.' },
      ),
    ),
  },
  { additionalProperties: false },
);
export type ProposalQuery = Static<typeof proposalQuery>;

/** What was asked for, in the domain's words. */
export function toWanted(body: RevisionBody) {
  const { template, parent, grantor, grantorRole, permissions, validFrom, validTo, mayDelegate } = body;
  return {
    template,
    ...(parent !== undefined && { parent }),
    ...(grantor !== undefined && { grantor: toParty(grantor as Static<typeof partyBody>) }),
    grantorRole: grantorRole as GrantorRole,
    holders: (body.holders ?? []).map(toHolder),
    moreHolders: (body.moreHolders ?? []).map(toHolder),
    permissions,
    limits: body.limits.map(toLimit),
    validFrom,
    ...(validTo !== undefined && { validTo }),
    mayDelegate,
  };
}

function toHolder({ kind, id, name }: Static<typeof holderBody>): Party & { readonly name?: string } {
  return { kind: kind as Party['kind'], id, ...(name !== undefined && { name }) };
}
