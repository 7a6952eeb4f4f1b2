import type { PermissionMapping, TypeTexts } from '../domain/catalogue.ts';
import type { Producer } from '../domain/producer.ts';
import type { SandboxCase } from './sandbox-case.ts';
import { employmentCases, employmentTypes } from './sandbox-cases/employment.ts';
import { insuranceCases, insuranceTypes } from './sandbox-cases/insurance.ts';
import { landCases, landTypes } from './sandbox-cases/land.ts';
import { municipalCases, municipalPermissions, municipalTypes } from './sandbox-cases/municipality.ts';
import { registrationCases, registrationTypes } from './sandbox-cases/registration.ts';
import { taxCases, taxTypes } from './sandbox-cases/tax.ts';

/** Texts by the name of the type, or of an area of them, without the producer's prefix. */
export type SandboxTypes = Readonly<Record<string, TypeTexts>>;

export interface SandboxProducer {
  readonly producer: Omit<Producer, 'registeredAt'>;
  readonly types: SandboxTypes;
  readonly permissions: readonly Pick<PermissionMapping, 'code' | 'types'>[];
  readonly cases: readonly SandboxCase[];
}

const named = (id: string, prefix: string, name: string, organisation: string) => ({
  producer: { id, prefix, name, organisation },
});

/** Real organisations with made-up cases of made-up persons and companies. */
export const sandboxProducers: readonly SandboxProducer[] = [
  {
    ...named('skatteverket', 'SKV', 'Skatteverket', '2021005448'),
    types: taxTypes,
    permissions: [],
    cases: taxCases,
  },
  {
    ...named('bolagsverket', 'BOLAGSVERKET', 'Bolagsverket', '2021005489'),
    types: registrationTypes,
    permissions: [],
    cases: registrationCases,
  },
  {
    ...named('forsakringskassan', 'FK', 'Försäkringskassan', '2021005521'),
    types: insuranceTypes,
    permissions: [],
    cases: insuranceCases,
  },
  {
    ...named('karlskrona', 'KARLSKRONA', 'Karlskrona kommun', '2120000829'),
    types: municipalTypes,
    permissions: municipalPermissions,
    cases: municipalCases,
  },
  {
    ...named('arbetsformedlingen', 'AF', 'Arbetsförmedlingen', '2021002114'),
    types: employmentTypes,
    permissions: [],
    cases: employmentCases,
  },
  {
    ...named('lantmateriet', 'LM', 'Lantmäteriet', '2021004888'),
    types: landTypes,
    permissions: [],
    cases: landCases,
  },
];
