import type { RoomContext } from '@ena/kernel/room.ts';
import type { Doubt, FailureReason } from '../domain/forwarding/failure.ts';

/** What is counted of how producers and receivers do; nothing of whom it was about. */
export interface CaseFigures {
  /** An answer that lacks a producer. */
  partial(asked: 'question' | 'overview'): void;
  failed(producer: string, reason: FailureReason): void;
  doubted(producer: string, doubt: Doubt['kind']): void;
  deadLetter(): void;
}

/** The organisation of a dead letter is left out: the number of a sole trader is a person's. */
export function caseFigures(metrics: RoomContext['metrics']): CaseFigures {
  const partial = metrics.counter(
    'ena_cases_partial_answers_total',
    'Answers that lack a producer that was asked, to questions to all producers and to overviews.',
    ['asked'],
  );
  const failures = metrics.counter(
    'ena_cases_producer_failures_total',
    'Questions in whose answer a producer had no part, by why; too-slow is a missed deadline.',
    ['producer', 'reason'],
  );
  const doubts = metrics.counter(
    'ena_cases_doubts_total',
    'What was wrong with answers of producers that were used all the same.',
    ['producer', 'doubt'],
  );
  const letters = metrics.counter(
    'ena_cases_dead_letters_total',
    'Messages about changes that were given up.',
  );
  return {
    partial: (asked) => partial.inc({ asked }),
    failed: (producer, reason) => failures.inc({ producer, reason }),
    doubted: (producer, doubt) => doubts.inc({ producer, doubt }),
    deadLetter: () => letters.inc(),
  };
}
