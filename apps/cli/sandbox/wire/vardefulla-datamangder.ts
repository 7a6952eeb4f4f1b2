import type { Service } from '@ena/client/connector.ts';
import { asObject, objectField, parseJsonObject, stringField } from '@ena/client/verify/json.ts';

/*
 * Bolagsverket's API "värdefulla datamängder" v1, as far as the sandbox uses it.
 * https://gw.api.bolagsverket.se/vardefulla-datamangder/v1
 */

export const basePath = '/vardefulla-datamangder/v1';
export const scope = 'vardefulla-datamangder:read vardefulla-datamangder:ping';

export const operations: Service['operations'] = [
  { method: 'GET', path: '/isalive' },
  { method: 'POST', path: '/organisationer' },
  { method: 'POST', path: '/dokumentlista' },
  { method: 'GET', path: '/dokument/{dokumentId}' },
];

/** The question about one organisation. */
export function organisationQuestion(orgnr: string) {
  return { method: 'POST', path: '/organisationer', body: { identitetsbeteckning: orgnr } } as const;
}

/** What the answer says of the organisation; a member is absent where neither register has it. */
export interface OrganisationFacts {
  readonly orgnr: string;
  readonly name: string;
  readonly legalForm?: string;
  readonly registeredOn?: string;
  readonly city?: string;
}

/** Undefined for an answer without the organisation: the registers do not know it. */
export function readOrganisationAnswer(body: Uint8Array): OrganisationFacts | undefined {
  const list = parseJsonObject(new TextDecoder().decode(body))?.organisationer;
  const first = Array.isArray(list) ? asObject(list[0]) : undefined;
  const names = objectField(first, 'organisationsnamn')?.organisationsnamnLista;
  const name = Array.isArray(names) ? stringField(asObject(names[0]), 'namn') : undefined;
  const orgnr = stringField(objectField(first, 'organisationsidentitet'), 'identitetsbeteckning');
  if (name === undefined || orgnr === undefined) return undefined;
  const dates = objectField(first, 'organisationsdatum');
  const legalForm =
    stringField(objectField(first, 'juridiskForm'), 'klartext') ??
    stringField(objectField(first, 'organisationsform'), 'klartext');
  const registeredOn = stringField(dates, 'registreringsdatum') ?? stringField(dates, 'infortHosScb');
  const address = objectField(objectField(first, 'postadressOrganisation'), 'postadress');
  const city = stringField(address, 'postort');
  return {
    orgnr,
    name,
    ...(legalForm !== undefined && { legalForm }),
    ...(registeredOn !== undefined && { registeredOn }),
    ...(city !== undefined && { city }),
  };
}
