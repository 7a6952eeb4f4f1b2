import type { Role } from './machine.ts';
import type { Matter } from './matter.ts';
import type { ContactRole } from './person.ts';

/** In which parts a person meets a matter; `contactRoles` are those that the person holds for its organisation. */
export function rolesIn(
  matter: Matter,
  personalNumber: string,
  contactRoles: readonly ContactRole[],
): readonly Role[] {
  return [...ownRoles(matter, personalNumber), ...contactRoles];
}

function ownRoles(matter: Matter, personalNumber: string): readonly Role[] {
  if (matter.kind === 'contact') return matter.data.holder?.personalNumber === personalNumber ? ['self'] : [];
  if (matter.kind !== 'organisation') return [];
  const { applicant, authority } = matter.data;
  return [
    ...(applicant.personalNumber === personalNumber ? (['applicant'] as const) : []),
    ...(authority?.signatories.some((one) => one.personalNumber === personalNumber)
      ? (['signatory'] as const)
      : []),
  ];
}

/** Everyone who may see a matter because the matter names them. */
export function namedPersons(matter: Matter): readonly string[] {
  if (matter.kind === 'contact') return matter.data.holder ? [matter.data.holder.personalNumber] : [];
  if (matter.kind !== 'organisation') return [];
  const { applicant, authority, signatures } = matter.data;
  const all = [applicant, ...(authority?.signatories ?? []), ...signatures];
  return [...new Set(all.map(({ personalNumber }) => personalNumber))];
}

/** Whether a person may read a matter: it names the person, or is of the person's organisation. */
export function maySee(
  matter: Matter,
  personalNumber: string,
  contactRoles: readonly ContactRole[],
): boolean {
  return contactRoles.length > 0 || namedPersons(matter).includes(personalNumber);
}
