import { isOrganisationNumber } from '@ena/kernel/organisation-number.ts';
import type { Place } from '../store/store.ts';
import type { IndexTools } from './tools.ts';

export type JoinOutcome = 'joined' | 'already' | 'unknown-area' | 'not-an-organisation';

export async function joinArea({ store, clock }: IndexTools, place: Place): Promise<JoinOutcome> {
  if (!isOrganisationNumber(place.producer)) return 'not-an-organisation';
  if ((await store.area(place.area)) === undefined) return 'unknown-area';
  return store.join(place, clock.now());
}

export type SetPurposesOutcome = 'set' | 'unknown-area' | 'not-an-organisation';

export async function setPurposes(
  { store }: IndexTools,
  {
    area,
    asker,
    purposes,
  }: { readonly area: string; readonly asker: string; readonly purposes: readonly string[] },
): Promise<SetPurposesOutcome> {
  if (!isOrganisationNumber(asker)) return 'not-an-organisation';
  if ((await store.area(area)) === undefined) return 'unknown-area';
  await store.setPurposes(area, asker, purposes);
  return 'set';
}

export type RotateOutcome =
  | { readonly kind: 'begun'; readonly generation: number }
  | { readonly kind: 'running' };

/** Takes a new key into use; what is stored is put under it by the job that runs in the background. */
export async function rotateKey({ store, keys, clock }: IndexTools): Promise<RotateOutcome> {
  await keys.refresh();
  if ((await store.behind()) > 0) return { kind: 'running' };
  return (await keys.rotate(clock.now())) ? { kind: 'begun', generation: keys.newest } : { kind: 'running' };
}
