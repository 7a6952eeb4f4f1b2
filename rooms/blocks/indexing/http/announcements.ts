import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { announce } from '../use-cases/announce.ts';
import { withdraw } from '../use-cases/withdraw.ts';
import {
  type AnnouncementBatch,
  parseBatch,
  parseWithdrawals,
  type WithdrawalBatch,
} from '../wire/announcement.ts';
import { placeOf } from './callers.ts';
import { badPointers, notAProducer } from './problem-reply.ts';
import type { Tools } from './tools.ts';

type InArea<Body> = RoomRequest<{ area: string }, unknown, Body>;

export async function announceHandler(request: InArea<AnnouncementBatch>, tools: Tools): Promise<RoomReply> {
  const place = placeOf(request as RoomRequest<{ area: string }>);
  if (place === undefined) return notAProducer();
  const outcome = await announce(tools, place, parseBatch(request.body));
  switch (outcome.kind) {
    case 'announced':
      return { status: 200, body: { announced: outcome.count } };
    case 'no-producer':
      return notAProducer();
    case 'wrong':
      return badPointers(outcome.faults, 'pointers');
  }
}

export async function withdrawHandler(request: InArea<WithdrawalBatch>, tools: Tools): Promise<RoomReply> {
  const place = placeOf(request as RoomRequest<{ area: string }>);
  if (place === undefined) return notAProducer();
  const outcome = await withdraw(tools, place, parseWithdrawals(request.body));
  switch (outcome.kind) {
    case 'withdrawn':
      return { status: 200, body: { withdrawn: outcome.count } };
    case 'no-producer':
      return notAProducer();
    case 'wrong':
      return badPointers(outcome.faults, 'subjects');
  }
}
