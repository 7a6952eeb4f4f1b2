import { isOrganisationNumber } from '@ena/kernel/organisation-number.ts';
import { isPersonalNumber } from '@ena/kernel/personal-number.ts';
import type { Subject } from '#rooms/blocks/indexing';
import type { Customer } from '../../domain/event.ts';

/** The area of the index in which this room announces and asks. */
export const indexArea = 'customer-events';

/** As the index names the customer; nothing for a number that it does not take. */
export function indexSubject({ kind, id }: Pick<Customer, 'kind' | 'id'>): Subject | undefined {
  if (kind !== 'organisation') return isPersonalNumber(id) ? { kind: 'person', number: id } : undefined;
  const number = id.slice(2);
  return id.startsWith('16') && isOrganisationNumber(number) ? { kind: 'organisation', number } : undefined;
}
