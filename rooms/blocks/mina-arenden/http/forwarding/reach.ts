import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { removeProducer } from '../../use-cases/forwarding/remove-producer.ts';
import { setReach } from '../../use-cases/forwarding/set-reach.ts';
import { parseReach, type ReachBody } from '../../wire/own/reach.ts';
import { problemReply } from '../own/problem-reply.ts';
import type { Tools } from '../tools.ts';

type ByProducer<Body = unknown> = RoomRequest<{ producer: string }, unknown, Body>;

export async function readReachHandler({ params }: ByProducer, { store }: Tools): Promise<RoomReply> {
  if ((await store.producer(params.producer)) === undefined) return problemReply('unknown-producer');
  return { status: 200, body: (await store.reach(params.producer)) ?? { kind: 'here' } };
}

export async function setReachHandler(
  { params, body }: ByProducer<ReachBody>,
  { reaching }: Tools,
): Promise<RoomReply> {
  const wanted = parseReach(body);
  if (!wanted.ok) return problemReply('invalid-reach', wanted.error);
  const outcome = await setReach(reaching, params.producer, wanted.value);
  switch (outcome.kind) {
    case 'set':
      return { status: 200, body: outcome.reach };
    case 'unknown-producer':
    case 'no-connector':
    case 'wrong-address':
      return problemReply(outcome.kind);
  }
}

export async function removeProducerHandler(
  { params }: ByProducer,
  { departing }: Tools,
): Promise<RoomReply> {
  const was = await removeProducer(departing, params.producer);
  return was ? { status: 204 } : problemReply('unknown-producer');
}
