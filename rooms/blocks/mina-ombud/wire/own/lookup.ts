import { swedishTime } from '@ena/kernel/time.ts';
import { Type } from 'typebox';
import { type Party, sameParty } from '../../domain/party.ts';
import { pageOf } from './page.ts';
import { instant } from './party.ts';

/** Someone’s question about a party’s mandates, as that party sees it. */
export const lookupReply = Type.Object(
  {
    at: instant,
    organisation: Type.String({ description: 'Whose system or case handler asked. Vem som frågade.' }),
    organisationName: Type.Optional(
      Type.String({ description: 'By the company register, where it answers. Namn.' }),
    ),
    service: Type.String({ description: 'The e-service by its own name. E-tjänst.' }),
    purpose: Type.String({ description: 'Why. Varför.' }),
    relyingParty: Type.String({ description: 'Where the mandates apply. Hos vem fullmakten gäller.' }),
    as: Type.String({
      enum: ['grantor', 'holder'],
      description: 'What was asked about. Som givare eller havare.',
    }),
    other: Type.Optional(
      Type.Object(
        { kind: Type.String(), id: Type.String() },
        { description: 'The other party, where there was a mandate between the two. Motpart.' },
      ),
    ),
    found: Type.Integer({
      minimum: 0,
      description: 'How many mandates were told of. Antal fullmakter i svaret.',
    }),
  },
  {
    examples: [
      {
        at: '2026-11-22T12:00:00+01:00',
        organisation: '2120000829',
        organisationName: 'Karlskrona kommun',
        service: 'bygglov',
        purpose: 'hamtaBehorigheter',
        relyingParty: '2120000829',
        as: 'grantor',
        other: { kind: 'organisation', id: '5561929323' },
        found: 1,
      },
    ],
  },
);

export const lookupPage = pageOf(lookupReply, '/mandates/v1/lookups');

interface LookupView {
  readonly at: number;
  readonly organisation: string;
  readonly service: string;
  readonly purpose: string;
  readonly relyingParty: string;
  readonly grantor: Party | undefined;
  readonly holder: Party | undefined;
  readonly found: number;
}

/** A stranger whom somebody only asked about is not shown: between the two there was no mandate. */
export function renderLookup(lookup: LookupView, viewer: Party, organisationName?: string) {
  const { at, organisation, service, purpose, relyingParty, grantor, holder, found } = lookup;
  const isGrantor = grantor !== undefined && sameParty(grantor, viewer);
  const other = isGrantor ? holder : grantor;
  return {
    at: swedishTime(at),
    organisation,
    ...(organisationName !== undefined && { organisationName }),
    service,
    purpose,
    relyingParty,
    as: isGrantor ? 'grantor' : 'holder',
    ...(found > 0 && other !== undefined && { other: { kind: other.kind, id: other.id } }),
    found,
  };
}
