import { notFoundPage } from '../../../shell/message-page.ts';
import type { Answer, OwnVisit } from '../../../shell/visit.ts';
import { isLegalPerson } from '../../organisation/number.ts';
import { start } from '../tools.ts';

/** Where the handling of a relying party's mandates begins; `:orgnr` in a row's path, a number in an address. */
export function handlingPath(orgnr: string): string {
  return `${start}/mottagare/${orgnr}`;
}

export const handlingTemplate = handlingPath(':orgnr');

/** The page of an organisation whose number may stand in an address. */
export async function ofOrganisation(
  visit: OwnVisit,
  show: (orgnr: string) => Promise<Answer>,
): Promise<Answer> {
  const { orgnr = '' } = visit.params;
  return isLegalPerson(orgnr) ? show(orgnr) : notFoundPage(visit);
}
