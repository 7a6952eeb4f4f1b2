import { type Clock, second } from '@ena/kernel/time.ts';
import type { MandateReader } from '../store/store.ts';

/** Another process may have made a relying party's first template. */
const readAgainAfter = 5 * second;
const slice = 500;

/** The relying parties whose mandates lie in this database: those that have a template here, whatever its state. */
export function relyingPartiesHeld(
  store: Pick<MandateReader, 'templates'>,
  clock: Clock,
): () => Promise<readonly string[]> {
  let kept: { readonly at: number; readonly all: Promise<readonly string[]> } | undefined;
  return () => {
    const now = clock.now();
    if (kept === undefined || now - kept.at > readAgainAfter || now < kept.at) {
      const all = readAll(store);
      all.catch(() => {
        kept = undefined;
      });
      kept = { at: now, all };
    }
    return kept.all;
  };
}

async function readAll(store: Pick<MandateReader, 'templates'>): Promise<readonly string[]> {
  const owners = new Set<string>();
  for (let offset = 0; ; offset += slice) {
    const { items } = await store.templates({}, { offset, limit: slice });
    for (const { owner } of items) if (owner !== undefined) owners.add(owner);
    if (items.length < slice) return [...owners].toSorted();
  }
}
