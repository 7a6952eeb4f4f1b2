import type { Mandate, NamedParty, Party } from '@ena/client/mandates.ts';
import type { Visit } from '../../shell/visit.ts';
import { written } from '../organisation/number.ts';

/** As a person reads it: given name first. */
export function nameOf({ name, givenName }: Pick<NamedParty, 'name' | 'givenName'>): string {
  return givenName === undefined ? name : `${givenName} ${name}`;
}

/** Of a protected identity the API tells no number. */
export function isProtected({ kind, id }: Party): boolean {
  return kind !== 'organisation' && !/^\d{10,12}$/.test(id);
}

/** Tells those who have given mandates apart; who has a protected identity is by itself in each of them. */
export function personKey({ id, grantor }: Pick<Mandate, 'id' | 'grantor'>): string {
  return isProtected(grantor) ? id : `${grantor.kind}:${grantor.id}`;
}

/** The name with enough to tell two of that name apart: a day of birth, never the whole personal number. */
export function shownParty({ t }: Visit, party: NamedParty): string {
  if (isProtected(party)) return nameOf(party);
  const name = nameOf(party);
  if (party.kind === 'organisation') return `${name} (${t.mandates.number} ${written(party.id)})`;
  const day = birthDayOf(party);
  return day === undefined ? name : `${name} (${t.mandates.born(day)})`;
}

/** A coordination number has sixty added to the day. */
export function birthDayOf({ kind, id }: Party): string | undefined {
  if (kind !== 'person' && kind !== 'coordinated') return undefined;
  const day = String(Number(id.slice(6, 8)) - (kind === 'person' ? 0 : 60)).padStart(2, '0');
  return `${id.slice(0, 4)}-${id.slice(4, 6)}-${day}`;
}
