import type { EventBus } from '@ena/kernel/events/event.ts';
import type { Clock } from '@ena/kernel/time.ts';
import type { OnboardingConfig } from '../config.ts';
import type { OnboardingStore } from '../store/store.ts';
import type { BaseData, Federation, Signatures, TrustMarks } from './ports.ts';

/** What the use-cases of this room work with; made once, when the room opens. */
export interface OnboardingTools {
  readonly store: OnboardingStore;
  readonly clock: Clock;
  readonly events: EventBus;
  readonly config: OnboardingConfig;
  readonly baseData: BaseData;
  readonly federation: Federation;
  readonly marks: TrustMarks;
  readonly signatures: Signatures;
  /** The sandbox decides on its own, and says so. */
  readonly sandbox: boolean;
}
