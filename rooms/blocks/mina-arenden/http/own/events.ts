import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { unreachable } from '@ena/kernel/result.ts';
import type { CaseEvent } from '../../domain/event.ts';
import { loadEvents, removeEvents } from '../../use-cases/load-events.ts';
import { type LoadEvent, parseLoadEvent, renderHeld } from '../../wire/own/load-event.ts';
import type { LoadFault } from '../../wire/own/load-fault.ts';
import type { Tools } from '../tools.ts';
import { asProducer } from './as-producer.ts';
import { problemReply } from './problem-reply.ts';

type ByProducer<Body = unknown> = RoomRequest<{ producer: string }, unknown, Body>;

const mostFaults = 20;

export function loadEventsHandler(
  request: ByProducer<readonly LoadEvent[]>,
  tools: Tools,
): Promise<RoomReply> {
  return asProducer(request, tools, async (producer) => {
    const parsed = request.body.map((event) => parseLoadEvent(event, producer));
    const faults = parsed.flatMap((one, place) => (one.ok ? [] : one.error.map((fault) => at(place, fault))));
    if (faults.length > 0) return problemReply('invalid-events', faults.slice(0, mostFaults));
    const events = parsed.flatMap((one): CaseEvent[] => (one.ok ? [one.value] : []));
    const outcome = await loadEvents(tools, producer, events);
    switch (outcome.kind) {
      case 'loaded': {
        const { created: nya, replaced: ersatta, reinstated: aterinsatta } = outcome;
        const body = { antal: events.length, nya, ersatta, ...(aterinsatta > 0 && { aterinsatta }) };
        return { status: 201, body };
      }
      case 'doubles':
        return problemReply('duplicate-events', outcome.places.slice(0, mostFaults).map(doubled));
      case 'raced':
        return problemReply('load-raced');
      default:
        return unreachable(outcome);
    }
  });
}

const at = (place: number, { pointer, detail }: LoadFault) => ({ pointer: `/${place}${pointer}`, detail });
const doubled = (place: number) => ({
  pointer: `/${place}/kundhandelseId`,
  detail: 'This id stands further up in the list.',
});

export function findEventsHandler(
  request: ByProducer<{ kundhandelseId: readonly string[] }>,
  tools: Tools,
): Promise<RoomReply> {
  return asProducer(request, tools, async ({ id }) => {
    const found = await tools.store.find(id, request.body.kundhandelseId);
    return { status: 200, body: { items: found.map(renderHeld) } };
  });
}

export function removeEventsHandler(
  request: ByProducer<{ kundhandelseId: readonly string[] }>,
  tools: Tools,
): Promise<RoomReply> {
  return asProducer(request, tools, async (producer) => ({
    status: 200,
    body: { antal: await removeEvents(tools, producer, request.body.kundhandelseId) },
  }));
}

export function countEventsHandler(request: ByProducer, tools: Tools): Promise<RoomReply> {
  return asProducer(request, tools, async ({ id }) => ({
    status: 200,
    body: { antal: await tools.store.count(id) },
  }));
}
