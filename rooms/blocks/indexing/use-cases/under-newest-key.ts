import type { SubjectKeys } from './subject-keys.ts';

/** Tries again where another process took a newer key into use meanwhile. */
export async function underNewestKey<Value>(
  keys: SubjectKeys,
  attempt: (generation: number) => Promise<Value | 'key-moved'>,
): Promise<Value> {
  for (;;) {
    const generation = keys.newest;
    const outcome = await attempt(generation);
    if (outcome !== 'key-moved') return outcome;
    if ((await keys.refresh()) === generation) throw new Error('the database has no newer key after all');
  }
}
