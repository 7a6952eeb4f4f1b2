import type { Told } from '../domain/told.ts';

/** Test persons who are known to an organisation of the sandbox, by their numbers. */
export const testAffiliations: ReadonlyMap<string, Told> = new Map([
  ['197708162396', affiliated('nils.testsson', '2120000829', 'Karlskrona kommun', 'Tekniska förvaltningen')],
  ['197811062384', affiliated('marta.e', '2120000829', 'Karlskrona kommun', 'Överförmyndarnämnden')],
  ['200202242384', affiliated('a17', '2021005489', 'Bolagsverket', undefined, 'Handläggare 17')],
]);

function affiliated(person: string, number: string, name: string, unit?: string, displayName?: string): Told {
  return {
    affiliation: `${person}@${number}`,
    organisationNumber: number,
    organisationName: name,
    ...(unit !== undefined && { organisationUnit: unit }),
    ...(displayName !== undefined && { displayName }),
  };
}
