/**
 * Why a producer has no part in an answer. `refused`: it does not let us ask; `rejected`: it does not take this question.
 * `paused`: it has failed so often that it is not asked for a while.
 */
export type FailureReason =
  | 'too-slow'
  | 'unreachable'
  | 'refused'
  | 'rejected'
  | 'failed'
  | 'broken-answer'
  | 'too-large'
  | 'paused';

/** What is wrong with an answer that is used all the same. */
export interface Doubt {
  /**
   * `clock`: told as having happened in the future. `date`: the answer's date is not now, so that no time in it is to be
   * trusted. What the others are about was left out.
   */
  readonly kind: 'foreign-subject' | 'foreign-type' | 'clock' | 'date';
  readonly events: number;
}

export function leftOut(doubts: readonly Doubt[]): number {
  return doubts.reduce((sum, { kind, events }) => (kind.startsWith('foreign') ? sum + events : sum), 0);
}
