import { type Static, Type } from 'typebox';
import type { Person } from '../domain/person.ts';

export const personalNumber = Type.String({
  pattern: '^(?:18|19|20)[0-9]{10}$',
  description: 'Personal or coordination number, twelve digits. Person- eller samordningsnummer.',
});

const person = Type.Object(
  {
    personalNumber,
    givenName: Type.String({ minLength: 1, maxLength: 255, description: 'Given names. Förnamn.' }),
    familyName: Type.String({ minLength: 1, maxLength: 255, description: 'Family name. Efternamn.' }),
    protection: Type.Optional(
      Type.Union([Type.Literal('secrecy'), Type.Literal('protected-registration')], {
        description:
          'Protected identity; left out where there is none. Sekretessmarkering eller skyddad folkbokföring.',
      }),
    ),
    diedOn: Type.Optional(
      Type.String({ format: 'date', description: 'Day of death; left out for the living. Dödsdag.' }),
    ),
  },
  { additionalProperties: false },
);

/** Body of `POST /person/v1/persons`. */
export const personsBody = Type.Object(
  { persons: Type.Array(person, { minItems: 1, maxItems: 1000 }) },
  {
    additionalProperties: false,
    examples: [{ persons: [{ personalNumber: '201801012392', givenName: 'Ture', familyName: 'Provström' }] }],
  },
);

export type PersonsBody = Static<typeof personsBody>;

export function parsePersons({ persons }: PersonsBody): readonly Person[] {
  return persons;
}
