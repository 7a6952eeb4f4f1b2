import { isOrganisationNumber } from '@ena/kernel/organisation-number.ts';
import { isPersonalNumber } from '@ena/kernel/personal-number.ts';

/** Whom something is about. The number is never stored, logged or given back. */
export interface Subject {
  readonly kind: 'person' | 'organisation';
  /** Twelve digits for a person, ten for an organisation. */
  readonly number: string;
}

/** Whether the number can be one of its kind: length, calendar day and check digit. */
export function isSubject({ kind, number }: Subject): boolean {
  return kind === 'person' ? isPersonalNumber(number) : isOrganisationNumber(number);
}

/** The one text that stands for the subject under the key; another text would be another subject for ever. */
export function subjectText({ kind, number }: Subject): string {
  return `${kind} ${number}`;
}
