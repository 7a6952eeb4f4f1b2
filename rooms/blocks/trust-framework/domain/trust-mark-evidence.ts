import type { Control } from './trust-requirement.ts';

/** That someone has reviewed a requirement of an entity. Times in milliseconds since the epoch. */
export interface Evidence {
  readonly id: string;
  readonly subject: string;
  /** Code of the requirement. */
  readonly requirement: string;
  readonly control: Control;
  /** The organisation that reviewed. */
  readonly reviewer: string;
  /** Calendar date: `2026-11-22`. */
  readonly reviewedOn: string;
  /** Where the document is found: a register number or a URL. */
  readonly reference: string;
  /** SHA-256 of the document in hex, where there is one file. */
  readonly documentDigest: string | undefined;
  readonly validUntil: number;
  readonly recordedAt: number;
}

/** The first reason why evidence cannot be taken, as a sentence that says what to mend; or nothing. */
export function evidenceFault(evidence: Evidence, today: string): string | undefined {
  if (!isCalendarDate(evidence.reviewedOn)) return 'reviewedOn is not a date in the calendar';
  if (evidence.reviewedOn > today) return 'reviewedOn lies in the future: record the review once it is done';
  if (!(evidence.validUntil > evidence.recordedAt))
    return 'validUntil has passed: give evidence that is in force';
  const reviewed = Date.parse(`${evidence.reviewedOn}T00:00:00Z`);
  if (evidence.validUntil > reviewed + longestValidity)
    return 'validUntil lies more than three years after the review';
  return undefined;
}

const longestValidity = 3 * 366 * 24 * 60 * 60 * 1000;

function isCalendarDate(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text;
}
