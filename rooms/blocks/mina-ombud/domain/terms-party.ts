import { isOrganisationNumber } from '@ena/kernel/organisation-number.ts';
import { isCoordinationNumber, isPersonalNumber } from '@ena/kernel/personal-number.ts';
import type { Party } from './party.ts';

/** Whether the number can be one of its kind, and the party a grantor or a holder: form, day of birth, check digit. */
export function isPossible({ kind, id }: Party): boolean {
  switch (kind) {
    case 'organisation':
      return /^[0-9]{2}[2-9]/.test(id) && isOrganisationNumber(id);
    case 'person':
      return isPersonalNumber(id) && !isCoordinationNumber(id);
    case 'coordinated':
      return isPersonalNumber(id) && isCoordinationNumber(id);
    case 'temporary':
      return /^302[0-9]{7}$/.test(id);
    case 'user':
      return false;
  }
}
