import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { producerLeft } from '../events.ts';
import type { Place } from '../store/store.ts';
import { placeOf } from './callers.ts';
import { notAProducer, problemReply } from './problem-reply.ts';
import type { Tools } from './tools.ts';

/** The producer itself goes; coming back takes the operator. */
export async function departHandler(
  request: RoomRequest<{ area: string }>,
  tools: Tools,
): Promise<RoomReply> {
  const place = placeOf(request);
  return place !== undefined && (await leave(place, tools)) ? { status: 204 } : notAProducer();
}

export async function removeProducerHandler(
  { params }: RoomRequest<{ area: string; producer: string }>,
  tools: Tools,
): Promise<RoomReply> {
  const { area, producer } = params;
  if (await leave({ area, producer }, tools)) return { status: 204 };
  return problemReply('unknown-producer', 'Check the area and the organisation number.');
}

async function leave(place: Place, { store, clock, events, jobs }: Tools): Promise<boolean> {
  if (!(await store.leave(place, clock.now()))) return false;
  events.publish(producerLeft.name, { ...place });
  jobs.wake();
  return true;
}
