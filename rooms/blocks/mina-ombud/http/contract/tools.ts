import type { Clock } from '@ena/kernel/time.ts';
import type { ContractCallers } from '../../use-cases/contract-callers.ts';
import type { IdTokens } from '../../use-cases/id-tokens.ts';
import type { SampleTokens } from '../../use-cases/sample-tokens.ts';
import type { Producers } from '../producers/producer.ts';

/** What the handlers of the published contract work with; made once, when the room opens. */
export interface ContractTools {
  readonly producers: Producers;
  readonly callers: ContractCallers;
  readonly idTokens: IdTokens;
  readonly clock: Clock;
  /** In the sandbox only; the operation that makes id tokens of test persons is absent without it. */
  readonly sampleTokens?: SampleTokens;
}
