import { type Static, Type } from 'typebox';
import type { NamedParty, Party } from '../../domain/party.ts';

/** No control characters, no line ends, no invisible marks of direction: what is read is what is signed. */
export const plainText = '^[^\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]+$';

/** One line of text that a person wrote. */
export function line(maxLength: number, description?: string) {
  return Type.String({
    minLength: 1,
    maxLength,
    pattern: plainText,
    ...(description !== undefined && { description }),
  });
}

/** The same, and not blanks alone: somebody is to read it. */
export function readable(maxLength: number, description: string) {
  return Type.String({
    minLength: 1,
    maxLength,
    pattern: `${plainText.slice(0, -1)}(?<=\\S.*)$`,
    description,
  });
}

/** The third digit keeps personal numbers out of addresses. */
export const orgnr = Type.String({
  pattern: '^[0-9]{2}[2-9][0-9]{7}$',
  description: 'Organisation number, ten digits. Organisationsnummer.',
});

export const uuid = Type.String({
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
});

/** `YYYY-MM-DD`; whether the day exists is the domain's to say. */
export const calendarDay = Type.String({
  pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
  description: 'A day in Sweden. Datum.',
});

export const instant = Type.String({ format: 'date-time' });

const partyId = Type.String({
  minLength: 1,
  maxLength: 255,
  pattern: '^[\\x21-\\x7e\\xa1-\\xff]+$',
  description: 'Twelve digits for a person, ten for an organisation. Person- eller organisationsnummer.',
});

/** Kinds that can be grantor or holder. */
const grantableKind = Type.String({ enum: ['person', 'coordinated', 'temporary', 'organisation'] });

/** A party that a caller names. */
export const partyBody = Type.Object(
  { kind: grantableKind, id: Type.String({ pattern: '^([0-9]{10}|[0-9]{12})$' }) },
  { additionalProperties: false, examples: [{ kind: 'person', id: '198101052382' }] },
);

/** A holder that a caller names; `name` where no register knows the person. */
export const holderBody = Type.Object(
  {
    kind: grantableKind,
    id: Type.String({ pattern: '^([0-9]{10}|[0-9]{12})$' }),
    name: Type.Optional(line(255)),
  },
  { additionalProperties: false, examples: [{ kind: 'organisation', id: '5561929323' }] },
);

export const partyReply = Type.Object(
  {
    kind: Type.String({ enum: ['person', 'coordinated', 'temporary', 'organisation', 'user'] }),
    id: partyId,
    name: Type.String({ description: 'Family name, or the name of the organisation. Namn.' }),
    givenName: Type.Optional(Type.String({ description: 'Förnamn.' })),
  },
  { examples: [{ kind: 'person', id: '198101052382', name: 'Öberg', givenName: 'Åsa' }] },
);

export type PartyReply = Static<typeof partyReply>;

export function toParty({ kind, id }: Static<typeof partyBody>): Party {
  return { kind: kind as Party['kind'], id };
}

export function renderParty({ kind, id, name, givenName }: NamedParty): PartyReply {
  return { kind, id, name, ...(givenName !== undefined && { givenName }) };
}
