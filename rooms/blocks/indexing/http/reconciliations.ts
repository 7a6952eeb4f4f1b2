import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { day } from '@ena/kernel/time.ts';
import { addToList, beginList, compareCounts, finishList } from '../use-cases/reconcile.ts';
import { type AnnouncementBatch, parseBatch } from '../wire/announcement.ts';
import { type CountsBody, type ListCompletion, renderReconciliation } from '../wire/reconciliation.ts';
import { placeOf } from './callers.ts';
import { badPointers, notAProducer, problemReply } from './problem-reply.ts';
import type { Tools } from './tools.ts';

type InArea<Body = unknown> = RoomRequest<{ area: string }, unknown, Body>;
type InList<Body> = RoomRequest<{ area: string; list: string }, unknown, Body>;

export async function compareCountsHandler(request: InArea<CountsBody>, tools: Tools): Promise<RoomReply> {
  const place = placeOf(request as RoomRequest<{ area: string }>);
  if (place === undefined) return notAProducer();
  if (!isPeriod(request.body)) {
    return problemReply('bad-period', 'Give at most ten years, and each day once and within from and to.');
  }
  const outcome = await compareCounts(tools, place, request.body);
  if (outcome.kind === 'no-producer') return notAProducer();
  return { status: 200, body: { drift: outcome.drift, days: outcome.days } };
}

function isPeriod({ from, to, days }: CountsBody): boolean {
  const length = Date.parse(to) - Date.parse(from);
  const inside = days.every((one) => one.day >= from && one.day <= to);
  const once = new Set(days.map((one) => one.day)).size === days.length;
  return length >= 0 && length <= 3660 * day && inside && once;
}

export async function beginListHandler(request: InArea, tools: Tools): Promise<RoomReply> {
  const place = placeOf(request as RoomRequest<{ area: string }>);
  if (place === undefined) return notAProducer();
  const outcome = await beginList(tools, place);
  return outcome.kind === 'begun' ? { status: 201, body: { id: outcome.id } } : notAProducer();
}

export async function addToListHandler(request: InList<AnnouncementBatch>, tools: Tools): Promise<RoomReply> {
  const place = placeOf(request as RoomRequest<{ area: string }>);
  if (place === undefined) return notAProducer();
  const outcome = await addToList(tools, place, request.params.list, parseBatch(request.body));
  switch (outcome.kind) {
    case 'listed':
      return { status: 200, body: { listed: outcome.listed } };
    case 'no-producer':
      return notAProducer();
    case 'no-list':
      return noList();
    case 'wrong':
      return badPointers(outcome.faults, 'pointers');
  }
}

export async function finishListHandler(request: InList<ListCompletion>, tools: Tools): Promise<RoomReply> {
  const place = placeOf(request as RoomRequest<{ area: string }>);
  if (place === undefined) return notAProducer();
  const outcome = await finishList(tools, place, request.params.list, request.body.entries);
  switch (outcome.kind) {
    case 'finished':
      return { status: 200, body: renderReconciliation(outcome.report) };
    case 'incomplete':
      return problemReply(
        'list-incomplete',
        `${outcome.listed} subjects are listed: send what is missing, then finish with the right number.`,
      );
    case 'no-producer':
      return notAProducer();
    case 'no-list':
      return noList();
  }
}

function noList(): RoomReply {
  return problemReply('no-open-list', 'Begin a new list, and send it whole.');
}
