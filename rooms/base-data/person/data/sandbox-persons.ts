import type { Person } from '../domain/person.ts';
import type { Relation } from '../domain/relation.ts';

/** Her identity is protected, so that what that means can be seen. */
const markedPerson = '202101042386';

/** The sandbox's families: test numbers that its log-in offers too, with names that nobody bears. */
export const sandboxPersons: readonly Person[] = (
  [
    ['197708162396', 'Nils', 'Testsson'],
    ['197811062384', 'Märta', 'Exempelsson'],
    ['197912082398', 'Sören', 'Provström'],
    ['199302232385', 'Karin', 'Provström'],
    ['198211242386', 'Wilma', 'Testberg'],
    ['198301062397', 'Örjan', 'Exempelsson'],
    ['198309112392', 'Erik', 'Testberg'],
    ['199706152387', 'Kerstin', 'Exempelsson'],
    ['198702182398', 'Lars', 'Testsson'],
    ['195909122821', 'Ebba', 'Ängstest'],
    ['198706112391', 'Viktor', 'Ängstest'],
    ['201801012392', 'Ture', 'Provström'],
    ['202101042386', 'Alva', 'Testsson'],
    ['195004112354', 'Bernt Herman', 'Ört'],
    ['198602102389', 'Petronella', 'Malteskog'],
    ['196709132887', 'Anette Maria', 'Johansson'],
    ['198602262381', 'Beri', 'Ylles'],
    ['195809132896', 'Paul Ingemar', 'Vall'],
    ['198602062393', 'Justin', 'Wikström'],
    ['198602052386', 'Riitta', 'Rantanen'],
    ['198101052382', 'Jenny', 'Svensson'],
  ] as const
).map(([personalNumber, givenName, familyName]) => ({
  personalNumber,
  givenName,
  familyName,
  ...(personalNumber === markedPerson && { protection: 'secrecy' }),
}));

export const sandboxRelations: readonly Relation[] = [
  relation('1', 'custody', '197912082398', '201801012392', '2018-01-01'),
  relation('2', 'custody', '199302232385', '201801012392', '2018-01-01'),
  relation('3', 'custody', '198702182398', '202101042386', '2021-01-04'),
  relation('4', 'guardian', '198706112391', '195909122821', '2025-03-01'),
];

function relation(
  number: string,
  kind: Relation['kind'],
  representative: string,
  represented: string,
  from: string,
): Relation {
  return { id: `relation_sandbox${number}`, kind, representative, represented, from };
}
