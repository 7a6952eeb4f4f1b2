import { alarm, type OpenMatter } from '../domain/alarm.ts';
import type { WitnessReader } from '../store/store.ts';

/** What stands open against the logs, held in memory for `/health`; the store is the truth. */
export interface OpenMatters {
  /** One sentence while something stands open, else nothing. */
  sentence(): string | undefined;
  concerns(origin: string): boolean;
  refresh(): Promise<void>;
}

export function createOpenMatters(store: WitnessReader): OpenMatters {
  let matters: readonly OpenMatter[] = [];
  return {
    sentence: () => alarm(matters),
    concerns: (origin) => matters.some((matter) => matter.origin === origin),
    refresh: async () => {
      matters = await store.openMatters();
    },
  };
}
