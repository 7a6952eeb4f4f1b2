import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { writtenInSweden } from '../../domain/swedish-clock.ts';
import { markSeen } from '../../use-cases/mark-seen.ts';
import { seenMarks } from '../../use-cases/seen-marks.ts';
import type { SeenBody } from '../../wire/own/seen.ts';
import type { Tools } from '../tools.ts';
import { asProducer } from './as-producer.ts';
import { forParty } from './for-party.ts';

export function markSeenHandler(
  request: RoomRequest<unknown, unknown, SeenBody>,
  tools: Tools,
): Promise<RoomReply> {
  return forParty(request, tools, async (person, party) => {
    const { refs } = request.body;
    const notNoted = await markSeen(tools, person, party, refs);
    return { status: 200, body: { noted: refs.length - notNoted.length, notNoted: [...notNoted] } };
  });
}

/** How often and since when, but not by whom. */
export function findSeenHandler(
  request: RoomRequest<{ producer: string }, unknown, { kundhandelseId: readonly string[] }>,
  tools: Tools,
): Promise<RoomReply> {
  return asProducer(request, tools, async ({ id }) => {
    const events = await tools.store.find(id, request.body.kundhandelseId);
    const marks = await seenMarks(tools.store, id, events);
    const items = [...marks].map(([kundhandelseId, { firstAt, times }]) => ({
      kundhandelseId,
      firstSeen: writtenInSweden(firstAt),
      times,
    }));
    return { status: 200, body: { items } };
  });
}
