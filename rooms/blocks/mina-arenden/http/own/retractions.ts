import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { unreachable } from '@ena/kernel/result.ts';
import { retractEvents } from '../../use-cases/retract-events.ts';
import { parseRetractions, type RetractionsBody } from '../../wire/own/retraction.ts';
import type { Tools } from '../tools.ts';
import { asProducer } from './as-producer.ts';
import { problemReply } from './problem-reply.ts';

const mostFaults = 20;

export function retractEventsHandler(
  request: RoomRequest<{ producer: string }, unknown, RetractionsBody>,
  tools: Tools,
): Promise<RoomReply> {
  return asProducer(request, tools, async (producer) => {
    const wanted = parseRetractions(request.body);
    if (!wanted.ok) return problemReply('invalid-retractions', wanted.error.slice(0, mostFaults));
    const outcome = await retractEvents(tools, producer, wanted.value);
    switch (outcome.kind) {
      case 'retracted': {
        const { retracted, already, unknown } = outcome;
        return {
          status: 200,
          body: { antal: retracted.length, redan: already.length, okanda: [...unknown] },
        };
      }
      case 'doubles':
        return problemReply('duplicate-retractions', outcome.places.slice(0, mostFaults).map(doubled));
      default:
        return unreachable(outcome);
    }
  });
}

const doubled = (place: number) => ({
  pointer: `/items/${place}/kundhandelseId`,
  detail: 'This id stands further up in the list.',
});
