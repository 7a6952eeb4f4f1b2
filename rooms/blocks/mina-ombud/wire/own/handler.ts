import { type Static, Type } from 'typebox';
import type { NamedParty, Party } from '../../domain/party.ts';
import { pageOf } from './page.ts';
import { line, partyReply } from './party.ts';

const natural = Type.String({ enum: ['person', 'coordinated'] });
const twelveDigits = Type.String({
  pattern: '^(18|19|20)[0-9]{10}$',
  description: 'Twelve digits; in bodies only. Person- eller samordningsnummer.',
});

const reason = Type.Optional(line(500, 'Why; kept in the history. Skäl.'));

export const handlerBody = Type.Object(
  { kind: natural, id: twelveDigits, name: line(255), givenName: Type.Optional(line(255)), reason },
  {
    additionalProperties: false,
    examples: [{ kind: 'person', id: '199103302387', name: 'Öberg', givenName: 'Örjan' }],
  },
);
export type HandlerBody = Static<typeof handlerBody>;

/** In the body, for no personal number stands in an address. */
export const handlerRemovalBody = Type.Object(
  { kind: natural, id: twelveDigits, reason },
  { additionalProperties: false, examples: [{ kind: 'person', id: '199103302387' }] },
);
export type HandlerRemovalBody = Static<typeof handlerRemovalBody>;

export const handlerReply = partyReply;
export const handlerPage = pageOf(handlerReply, '/mandates/v1/relying-parties/2120000829/handlers');

export function toHandler({ kind, ...rest }: Omit<HandlerBody, 'reason'>): NamedParty {
  return { kind: kind as NamedParty['kind'], ...rest };
}

export function toFormer({ kind, id }: HandlerRemovalBody): Party {
  return { kind: kind as Party['kind'], id };
}

/** An organisation that a person does something for. */
export const organisationReply = Type.Object(
  {
    orgnr: Type.String(),
    name: Type.String(),
    as: Type.Array(Type.String({ enum: ['representative', 'handler'] }), {
      description: 'May act for it; is its case handler. Företrädare eller handläggare.',
    }),
  },
  { examples: [{ orgnr: '2120000829', name: 'Karlskrona kommun', as: ['handler'] }] },
);
export const organisationPage = pageOf(organisationReply, '/mandates/v1/organisations');
