/** A sentence in both languages. */
export interface Text {
  readonly sv: string;
  readonly en: string;
}

/** What an automatic check found, so that a person can follow it. */
export interface Check {
  readonly check: 'number' | 'register' | 'standing' | 'form' | 'signatories' | 'entity-id';
  /** `unavailable`: the register did not answer, so nothing is known; the check is run again. */
  readonly result: 'passed' | 'warning' | 'failed' | 'unavailable';
  readonly explanation: Text;
  /** What the applicant can do about it; always there when the check failed. */
  readonly mend?: Text;
}

export type CheckVerdict = 'passed' | 'failed' | 'unavailable';

/** One failed check fails all; a check that could not be made leaves it open. */
export function verdictOf(checks: readonly Check[]): CheckVerdict {
  if (checks.some(({ result }) => result === 'failed')) return 'failed';
  return checks.some(({ result }) => result === 'unavailable') ? 'unavailable' : 'passed';
}
