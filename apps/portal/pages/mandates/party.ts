import type { NamedParty } from '@ena/client/mandates.ts';
import type { Visit } from '../../shell/visit.ts';
import { written } from '../organisation/number.ts';

/** As a person reads it: given name first. */
export function nameOf({ name, givenName }: Pick<NamedParty, 'name' | 'givenName'>): string {
  return givenName === undefined ? name : `${givenName} ${name}`;
}

/** The name with enough to tell two of that name apart: a day of birth, never the whole personal number. */
export function shownParty({ t }: Visit, party: NamedParty): string {
  // Of a protected identity the API tells no number.
  if (party.kind !== 'organisation' && !/^\d{10,12}$/.test(party.id)) return nameOf(party);
  const name = nameOf(party);
  switch (party.kind) {
    case 'organisation':
      return `${name} (${t.mandates.number} ${written(party.id)})`;
    case 'person':
      return `${name} (${t.mandates.born(birthDay(party.id, 0))})`;
    case 'coordinated':
      return `${name} (${t.mandates.born(birthDay(party.id, 60))})`;
    default:
      return name;
  }
}

function birthDay(id: string, added: number): string {
  const day = String(Number(id.slice(6, 8)) - added).padStart(2, '0');
  return `${id.slice(0, 4)}-${id.slice(4, 6)}-${day}`;
}
