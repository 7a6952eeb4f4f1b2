import type { Signatory, SigningAuthority } from '../domain/signing-authority.ts';

/** Test persons whom the sandbox's log-in offers too: official test numbers, and names that belong to nobody.
 * From Paul on: persons whom the clients of Mina ombud are written against. */
const people = {
  chair: person('197811062384', 'Märta Exempelsson', 'kommunstyrelsens ordförande'),
  director: person('198301062397', 'Örjan Exempelsson', 'kommundirektör'),
  deputy: person('198309112392', 'Erik Testberg', 'kommunstyrelsens vice ordförande'),
  head: person('197708162396', 'Nils Testsson', 'generaldirektör'),
  alone: person('198211242386', 'Wilma Testberg', 'kommunstyrelsens ordförande'),
  paul: person('195809132896', 'Paul Ingemar Vall', 'styrelseledamot'),
  maria: person('196709132887', 'Anette Maria Johansson', 'verkställande direktör'),
  petronella: person('198602102389', 'Petronella Malteskog', 'styrelsens ordförande'),
  justin: person('198602062393', 'Justin Wikström', 'styrelseledamot'),
  herman: person('195004112354', 'Bernt Herman Ört', 'styrelseledamot'),
  riitta: person('198602052386', 'Riitta Rantanen', 'styrelseledamot'),
} as const;

function person(personalNumber: string, name: string, role: string): Signatory {
  return { personalNumber, name, role };
}

function authority(organisationNumber: string, need: number, ...signatories: Signatory[]): SigningAuthority {
  const among = signatories.map(({ personalNumber }) => personalNumber);
  return {
    organisationNumber,
    signatories,
    rules: [{ need, among }],
    asOf: '2026-11-22',
    source: 'sandbox',
  };
}

/** Fictitious signatories of real organisations, for the sandbox only. */
export const sandboxSignatories: readonly SigningAuthority[] = [
  authority('2120000829', 2, people.chair, people.director, people.deputy), // Karlskrona kommun
  authority('2021005489', 1, people.head), // Bolagsverket
  authority('2120003005', 1, people.alone), // Uppsala kommun
  authority('2120002494', 1, people.alone, people.director), // Åre kommun
  authority('2120001967', 2, people.alone, people.deputy), // Örebro kommun
  authority('2120002411', 1, people.deputy), // Sundsvalls kommun
  authority('5561929323', 1, people.maria), // TB Bokföringsbyrå AB
  authority('5563454502', 1, people.paul), // TB Valls Golv AB
  authority('5564362068', 2, people.petronella, people.justin, people.herman), // TB Åkeri och Östgods AB
  authority('5561733360', 1, people.riitta), // TB Skog och Ängar AB
];
