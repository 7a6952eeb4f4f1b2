import type { RoomReply } from '@ena/kernel/http/route.ts';
import type { Produced } from '../producers/producer.ts';
import { exactJson } from './exact-json.ts';
import { errorReply } from './refuse.ts';

/** What a producer answered, or its error under this call's id. */
export function producedReply(produced: Produced<object>, requestId: string): RoomReply {
  return produced.kind === 'answered'
    ? exactJson(200, produced.body)
    : errorReply({ ...produced.error, requestId });
}
