import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import type { Producer } from '../../domain/producer.ts';
import { ownProducer } from '../../use-cases/producer-caller.ts';
import type { Tools } from '../tools.ts';
import { problemReply } from './problem-reply.ts';

/** Goes on as the producer of the address, if the caller is that. */
export async function asProducer(
  { params, caller }: RoomRequest<{ producer: string }, unknown>,
  { store }: Pick<Tools, 'store'>,
  act: (producer: Producer) => Promise<RoomReply>,
): Promise<RoomReply> {
  const producer = await ownProducer(store, caller, params.producer);
  return producer === undefined ? problemReply('unknown-producer') : act(producer);
}
