import { type Static, Type } from 'typebox';
import type { SigningAuthority } from '../domain/signing-authority.ts';

const personalNumber = Type.String({
  pattern: '^(19|20)[0-9]{10}$',
  description: 'Personal or coordination number, twelve digits. Person- eller samordningsnummer.',
});

const example = {
  signatories: [
    { personalNumber: '198002012386', name: 'Åsa Testsson', role: 'kommunstyrelsens ordförande' },
    { personalNumber: '198003022384', name: 'Örjan Testsson', role: 'kommundirektör' },
  ],
  rules: [{ need: 2, among: ['198002012386', '198003022384'] }],
  asOf: '2026-11-22',
};

const members = {
  signatories: Type.Array(
    Type.Object(
      {
        personalNumber,
        name: Type.String({ minLength: 1, maxLength: 200 }),
        role: Type.String({ minLength: 1, maxLength: 200, description: 'Why the person may sign. Roll.' }),
      },
      { additionalProperties: false },
    ),
    { minItems: 1, maxItems: 100 },
  ),
  rules: Type.Array(
    Type.Object(
      {
        need: Type.Integer({
          minimum: 1,
          maximum: 20,
          description: '1: alone; 2: two jointly. Antal som tecknar tillsammans.',
        }),
        among: Type.Array(personalNumber, { minItems: 1, maxItems: 100 }),
      },
      { additionalProperties: false },
    ),
    { minItems: 1, maxItems: 20, description: 'The organisation is bound when one of them is met.' },
  ),
  asOf: Type.String({ format: 'date', description: 'The day of the register’s word. Uppgiftens datum.' }),
};

/** Body of `PUT /company/v1/signing-authorities/{orgnr}`. */
export const signingAuthorityBody = Type.Object(members, {
  additionalProperties: false,
  examples: [example],
});

export const signingAuthorityReply = Type.Object(
  {
    orgnr: Type.String(),
    ...members,
    source: Type.String({ enum: ['sandbox', 'operator'], description: 'sandbox: fictitious' }),
  },
  { examples: [{ orgnr: '2120000829', ...example, source: 'sandbox' }] },
);

export type SigningAuthorityBody = Static<typeof signingAuthorityBody>;

export function toSigningAuthority(orgnr: string, body: SigningAuthorityBody): SigningAuthority {
  return { organisationNumber: orgnr, ...body, source: 'operator' };
}

export function renderSigningAuthority(authority: SigningAuthority) {
  const { organisationNumber: orgnr, signatories, rules, asOf, source } = authority;
  return { orgnr, signatories, rules, asOf, source };
}
