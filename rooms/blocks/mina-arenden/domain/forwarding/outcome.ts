import type { Subject } from '../event.ts';
import type { Producer } from '../producer.ts';
import type { Doubt, FailureReason } from './failure.ts';

/** How one producer did about one of the subjects asked about. */
export interface PartOutcome {
  readonly producer: Pick<Producer, 'id' | 'name'>;
  readonly subject: Subject;
  readonly outcome:
    | { readonly kind: 'answered'; readonly doubts: readonly Doubt[] }
    | { readonly kind: 'failed'; readonly reason: FailureReason };
}
