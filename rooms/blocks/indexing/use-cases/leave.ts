import type { EventBus } from '@ena/kernel/events/event.ts';
import { producerLeft } from '../events.ts';
import type { Place } from '../store/store.ts';
import type { Jobs } from './jobs.ts';
import type { IndexTools } from './tools.ts';

export interface LeaveTools extends Pick<IndexTools, 'store' | 'clock'> {
  readonly events: EventBus;
  readonly jobs: Pick<Jobs, 'wake'>;
}

/** Nothing of the producer is seen from now on; `false` where it was not in the area. */
export async function leaveArea({ store, clock, events, jobs }: LeaveTools, place: Place): Promise<boolean> {
  if (!(await store.leave(place, clock.now()))) return false;
  events.publish(producerLeft.name, { ...place });
  jobs.wake();
  return true;
}
