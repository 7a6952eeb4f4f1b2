import type { Clock } from '@ena/kernel/time.ts';
import type { IndexStore } from '../store/store.ts';
import type { SubjectKeys } from './subject-keys.ts';

export interface IndexTools {
  readonly store: IndexStore;
  readonly keys: SubjectKeys;
  readonly clock: Clock;
}
