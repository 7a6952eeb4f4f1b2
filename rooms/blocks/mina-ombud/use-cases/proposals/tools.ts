import type { EventBus } from '@ena/kernel/events/event.ts';
import type { Clock } from '@ena/kernel/time.ts';
import type { MandateStore } from '../../store/store.ts';
import type { NamingAllowance } from '../naming-allowance.ts';
import type { Organisations, Persons, Signatures } from '../ports.ts';

/** What templates and granting work with. */
export interface GrantingTools {
  readonly store: MandateStore;
  readonly clock: Clock;
  readonly events: EventBus;
  readonly organisations: Organisations;
  readonly persons: Persons;
  readonly signatures: Signatures;
  /** Names of persons are told before they have agreed to anything: so many an hour and no more. */
  readonly namings: NamingAllowance;
}
