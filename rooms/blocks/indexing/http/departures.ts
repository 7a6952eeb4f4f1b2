import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { leaveArea } from '../use-cases/leave.ts';
import { placeOf } from './callers.ts';
import { notAProducer, problemReply } from './problem-reply.ts';
import type { Tools } from './tools.ts';

/** The producer itself goes; coming back takes the operator. */
export async function departHandler(
  request: RoomRequest<{ area: string }>,
  tools: Tools,
): Promise<RoomReply> {
  const place = placeOf(request);
  return place !== undefined && (await leaveArea(tools, place)) ? { status: 204 } : notAProducer();
}

export async function removeProducerHandler(
  { params }: RoomRequest<{ area: string; producer: string }>,
  tools: Tools,
): Promise<RoomReply> {
  const { area, producer } = params;
  if (await leaveArea(tools, { area, producer })) return { status: 204 };
  return problemReply('unknown-producer', 'Check the area and the organisation number.');
}
