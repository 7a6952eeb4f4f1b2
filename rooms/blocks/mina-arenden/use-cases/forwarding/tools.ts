import type { EventBus } from '@ena/kernel/events/event.ts';
import type { Logger } from '@ena/kernel/log/logger.ts';
import type { Clock } from '@ena/kernel/time.ts';
import type { CompanyOffer } from '#rooms/base-data/company';
import type { IndexOffer } from '#rooms/blocks/indexing';
import type { MandateOffer } from '#rooms/blocks/mina-ombud';
import type { BreakerRule } from '../../domain/forwarding/circuit-breaker.ts';
import type { ReachedProducer } from '../../domain/forwarding/reach.ts';
import type { ReachStore } from '../../store/forwarding-store.ts';
import type { EventReader } from '../../store/store.ts';
import type { CaseFigures } from '../figures.ts';
import type { Source } from './source.ts';

/** What questions to several producers are answered with. */
export interface ForwardingTools {
  readonly store: Pick<EventReader, 'askInParts'> & Pick<ReachStore, 'reached' | 'allMappings'>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly events: EventBus;
  readonly company: Pick<CompanyOffer, 'organisationsSignedBy'>;
  readonly mandates: Pick<MandateOffer, 'decide'>;
  readonly index: Pick<IndexOffer, 'lookup'>;
  /** The producer elsewhere; nothing for one that cannot be reached from this installation. */
  remote(producer: ReachedProducer): Source | undefined;
  readonly breaker: BreakerRule;
  readonly figures: Omit<CaseFigures, 'deadLetter'>;
}
