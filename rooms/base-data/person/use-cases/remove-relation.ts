import type { EventBus } from '@ena/kernel/events/event.ts';
import { relationChanged } from '../events.ts';
import type { PersonWriter } from '../store/store.ts';

/** Ends a relation now; what was made from it is ended by whoever listens. */
export async function removeRelation(
  { store, events }: { readonly store: Pick<PersonWriter, 'removeRelation'>; readonly events: EventBus },
  id: string,
): Promise<'removed' | 'unknown'> {
  if (!(await store.removeRelation(id))) return 'unknown';
  events.publish(relationChanged.name, { id });
  return 'removed';
}
