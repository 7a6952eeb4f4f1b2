import { type Page, pageOffset, renderPage } from '@ena/kernel/http/paging.ts';
import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { unreachable } from '@ena/kernel/result.ts';
import { reachFault, setReach } from '../../use-cases/forwarding/set-reach.ts';
import { registerProducer, replaceLoadKey } from '../../use-cases/register-producer.ts';
import type { LoadFault } from '../../wire/own/load-fault.ts';
import { type ProducerBody, renderProducer } from '../../wire/own/producer.ts';
import { parseReach } from '../../wire/own/reach.ts';
import type { Tools } from '../tools.ts';
import { problemReply } from './problem-reply.ts';

export async function registerProducerHandler(
  { body }: RoomRequest<unknown, unknown, ProducerBody>,
  tools: Tools,
): Promise<RoomReply> {
  const { reach, ...wanted } = body;
  const reached = parseReach(reach ?? { kind: 'here' });
  if (!reached.ok) return problemReply('invalid-reach', reached.error.map(belowReach));
  const fault = reachFault(tools.reaching, reached.value);
  if (fault !== undefined) return problemReply(fault);
  const outcome = await registerProducer(tools, wanted);
  if (outcome.kind === 'registered' && reach !== undefined)
    await setReach(tools.reaching, outcome.producer.id, reached.value);
  switch (outcome.kind) {
    case 'registered': {
      const { producer, loadKey } = outcome;
      return { status: 201, body: { ...renderProducer(producer, tools.publicUrl), loadKey } };
    }
    case 'id-taken':
      return problemReply('producer-id-taken');
    case 'prefix-taken':
      return problemReply('prefix-taken');
    case 'wrong-organisation':
      return problemReply('wrong-organisation');
    default:
      return unreachable(outcome);
  }
}

const belowReach = ({ pointer, detail }: LoadFault) => ({ pointer: `/reach${pointer}`, detail });

export async function listProducersHandler(
  { query }: RoomRequest<unknown, Page>,
  { store, publicUrl }: Tools,
): Promise<RoomReply> {
  const { items, total } = await store.producers({ offset: pageOffset(query), limit: query.limit });
  const rendered = items.map((producer) => renderProducer(producer, publicUrl));
  return { status: 200, body: renderPage(rendered, total, query, '/cases/v1/producers') };
}

export async function readProducerHandler(
  { params }: RoomRequest<{ producer: string }>,
  { store, publicUrl }: Tools,
): Promise<RoomReply> {
  const producer = await store.producer(params.producer);
  if (producer === undefined) return problemReply('unknown-producer');
  return { status: 200, body: renderProducer(producer, publicUrl) };
}

export async function replaceLoadKeyHandler(
  { params }: RoomRequest<{ producer: string }>,
  { store }: Tools,
): Promise<RoomReply> {
  const outcome = await replaceLoadKey(store, params.producer);
  switch (outcome.kind) {
    case 'replaced':
      return { status: 201, body: { loadKey: outcome.loadKey } };
    case 'unknown-producer':
      return problemReply('unknown-producer');
    default:
      return unreachable(outcome);
  }
}
