import type { Person } from '../domain/person.ts';

/**
 * Skatteverket's official test numbers
 * with names that say that nobody bears them. Two share name and date of birth, by intent: matching must not choose.
 * The last eight are those whom the published clients of Mina ombud are written against.
 */
export const testPersons: readonly Person[] = (
  [
    ['195909122821', 'Ebba', 'Ängstest'],
    ['197108109286', 'Ylva', 'Provström'],
    ['197111099292', 'Elias', 'Testberg'],
    ['197705232382', 'Elsa', 'Testgård'],
    ['197708162396', 'Nils', 'Testsson'],
    ['197806172388', 'Sirpa', 'Testsson'],
    ['197811062384', 'Märta', 'Exempelsson'],
    ['197905192386', 'Sofia', 'Testgård'],
    ['197911012388', 'Agnes', 'Provström'],
    ['197912082398', 'Sören', 'Provström'],
    ['197912272387', 'Zahra', 'Exempelsson'],
    ['198003032391', 'Oskar', 'Öbergtest'],
    ['198210182393', 'Håkan', 'Testgård'],
    ['198211242386', 'Wilma', 'Testberg'],
    ['198301062397', 'Örjan', 'Exempelsson'],
    ['198301172394', 'Anders', 'Testberg'],
    ['198304022380', 'Birgitta', 'Exempelsson'],
    ['198309112392', 'Erik', 'Testberg'],
    ['198702182398', 'Lars', 'Testsson'],
    ['198706112391', 'Viktor', 'Ängstest'],
    ['199104182390', 'Johan', 'Öbergtest'],
    ['199302232385', 'Karin', 'Provström'],
    ['199411072383', 'Maja', 'Testgård'],
    ['199412282395', 'Björn', 'Testberg'],
    ['199611052383', 'Fatima', 'Ängstest'],
    ['199706152387', 'Kerstin', 'Exempelsson'],
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
    ['201801012392', 'Ture', 'Provström'],
    ['202101042386', 'Alva', 'Testsson'],
    ['202101042394', 'Alva', 'Testsson'],
    ['195004112354', 'Bernt Herman', 'Ört'],
    ['198602102389', 'Petronella', 'Malteskog'],
    ['196709132887', 'Anette Maria', 'Johansson'],
    ['198602262381', 'Beri', 'Ylles'],
    ['195809132896', 'Paul Ingemar', 'Vall'],
    ['198602062393', 'Justin', 'Wikström'],
    ['198602052386', 'Riitta', 'Rantanen'],
    ['198101052382', 'Jenny', 'Svensson'],
  ] as const
).map(([personalNumber, givenName, familyName]) => ({ personalNumber, givenName, familyName }));
