import type { Logger } from '@ena/kernel/log/logger.ts';
import type { Clock } from '@ena/kernel/time.ts';
import type { Judge } from '../../use-cases/decide/evaluate.ts';
import type { RuleKeeper } from '../../use-cases/decide/keep-rule.ts';

/** What the handlers of decisions work with; made once, when the room opens. */
export interface DecisionTools {
  readonly judge: Judge;
  readonly keeper: RuleKeeper;
  readonly clock: Clock;
  readonly log: Logger;
  readonly publicUrl: string;
  /** Signs the metadata as a JWT (AuthZEN §9.1.3); absent, it is published unsigned. */
  readonly signMetadata?: ((claims: Readonly<Record<string, unknown>>) => string) | undefined;
}
