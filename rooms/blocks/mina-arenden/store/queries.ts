import type { Kysely } from 'kysely';
import { announcingStore } from './announcing.ts';
import { catalogueStore } from './catalogue.ts';
import { changeStore } from './changes.ts';
import { deadLetterStore } from './dead-letters.ts';
import { subscriptionDelivery } from './deliveries.ts';
import { departureStore } from './departures.ts';
import { eventStore } from './events.ts';
import { ownEventStore } from './own-events.ts';
import { producerStore } from './producers.ts';
import { reachStore } from './reach.ts';
import { retractionStore } from './retract.ts';
import { seenStore } from './seen.ts';
import type { CaseStore } from './store.ts';
import { subscriptionKeeping } from './subscriptions.ts';
import type { CaseTables } from './tables.ts';

export function caseStore(db: Kysely<CaseTables>): CaseStore {
  return {
    ...eventStore(db),
    ...retractionStore(db),
    ...ownEventStore(db),
    ...seenStore(db),
    ...producerStore(db),
    ...catalogueStore(db),
    ...reachStore(db),
    ...announcingStore(db),
    ...departureStore(db),
    ...changeStore(db),
    ...subscriptionKeeping(db),
    ...subscriptionDelivery(db),
    ...deadLetterStore(db),
  };
}
