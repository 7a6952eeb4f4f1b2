import type { Person } from '../domain/person.ts';
import type { Relation } from '../domain/relation.ts';

/** Her identity is protected, so that what that means can be seen. */
const markedPerson = '202101042386';

/** The sandbox's families, and the others whom its log-in offers: test numbers with names that nobody bears. */
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
    ['197108109286', 'Ylva', 'Provström'],
    ['197111099292', 'Elias', 'Testberg'],
    ['197705232382', 'Elsa', 'Testgård'],
    ['197806172388', 'Sirpa', 'Testsson'],
    ['197905192386', 'Sofia', 'Testgård'],
    ['197911012388', 'Agnes', 'Provström'],
    ['197912272387', 'Zahra', 'Exempelsson'],
    ['198003032391', 'Oskar', 'Öbergtest'],
    ['198210182393', 'Håkan', 'Testgård'],
    ['198301172394', 'Anders', 'Testberg'],
    ['198304022380', 'Birgitta', 'Exempelsson'],
    ['199104182390', 'Johan', 'Öbergtest'],
    ['199411072383', 'Maja', 'Testgård'],
    ['199412282395', 'Björn', 'Testberg'],
    ['199611052383', 'Fatima', 'Ängstest'],
    ['199810122391', 'Stig', 'Testsson'],
    ['199811142398', 'Mohammed', 'Testgård'],
    ['199901012386', 'Inger', 'Ängstest'],
    ['199906042396', 'Pär', 'Provström'],
    ['200010102382', 'Ronja', 'Öbergtest'],
    ['200202242384', 'Åsa', 'Provström'],
    ['200304032394', 'Göran', 'Testsson'],
    ['200306252388', 'Linnéa', 'Ängstest'],
    ['200406052399', 'Ali', 'Testberg'],
    ['200412112385', 'Amina', 'Öbergtest'],
    ['200505222380', 'Anna', 'Öbergtest'],
    ['202101042394', 'Alva', 'Testsson'],
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
