import { pageLinksSchema, pageMetaSchema } from '@ena/kernel/http/paging.ts';
import { rfc3339 } from '@ena/kernel/time.ts';
import { type Static, Type } from 'typebox';
import type { EidIssuer } from '../domain/eid-issuer.ts';

const example = {
  id: 'https://legitimering.example.se',
  name: 'Exempel legitimering AB',
  organisationNumber: '5560000001',
  eidName: 'Exempel-ID',
  level: 3,
  reviewedBy: 'Myndigheten för digital förvaltning',
  reviewedOn: '2026-03-02',
  validUntil: '2028-03-01',
  state: 'approved',
};

const date = Type.String({ format: 'date', description: 'A day: 2026-03-02' });

const members = {
  id: Type.String({ pattern: '^https?://', maxLength: 300, description: 'Issuer or entity id that vouches' }),
  name: Type.String({ minLength: 1, maxLength: 200, description: 'Who issues the e-identification' }),
  organisationNumber: Type.String({
    pattern: '^[0-9]{10}$',
    description: 'Organisation number of the issuer',
  }),
  eidName: Type.String({
    minLength: 1,
    maxLength: 100,
    description: 'What holders call the e-identification',
  }),
  level: Type.Union([Type.Literal(2), Type.Literal(3), Type.Literal(4)], {
    description: 'Level of assurance that the review found',
  }),
  reviewedBy: Type.String({ minLength: 1, maxLength: 200, description: 'The organisation that reviewed it' }),
  reviewedOn: date,
  validUntil: Type.Optional(date),
  state: Type.Union([Type.Literal('approved'), Type.Literal('withdrawn')]),
};

/** An entry as the operator writes it. */
export const eidIssuerBody = Type.Object(members, { additionalProperties: false, examples: [example] });

export type EidIssuerBody = Static<typeof eidIssuerBody>;

export const eidIssuerReply = Type.Object(
  { ...members, changedAt: Type.String({ format: 'date-time' }) },
  { examples: [{ ...example, changedAt: '2026-03-02T09:00:00.000Z' }] },
);

export const eidIssuerPage = Type.Object(
  { items: Type.Array(eidIssuerReply), _meta: pageMetaSchema, _links: pageLinksSchema },
  { examples: [] },
);

export function renderEidIssuer(issuer: EidIssuer): Static<typeof eidIssuerReply> {
  const { revision: _revision, changedAt, validUntil, ...rest } = issuer;
  return { ...rest, ...(validUntil === undefined ? {} : { validUntil }), changedAt: rfc3339(changedAt) };
}

/** `"3"` for revision 3 (RFC 9110 §8.8.3). */
export function entityTag({ revision }: Pick<EidIssuer, 'revision'>): string {
  return `"${revision}"`;
}

/** The revision that `If-Match` names; `undefined` where the header is missing, -1 where it is no tag of ours. */
export function revisionIn(header: string | string[] | undefined): number | undefined {
  if (header === undefined) return undefined;
  const digits = typeof header === 'string' ? /^"(\d{1,9})"$/.exec(header)?.[1] : undefined;
  return digits === undefined ? -1 : Number(digits);
}
