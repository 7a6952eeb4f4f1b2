import type { Route } from '@ena/kernel/http/route.ts';
import { idsBody } from '../../wire/own/load-event.ts';
import { byProducer } from '../../wire/own/producer.ts';
import { retractionsBody, retractionsReply } from '../../wire/own/retraction.ts';
import { seenEvents } from '../../wire/own/seen.ts';
import type { Tools } from '../tools.ts';
import { retractEventsHandler } from './retractions.ts';
import { ids, producer, recorded, retractions } from './rules.ts';
import { findSeenHandler } from './seen.ts';

/** What a producer does with events that have been told: take them back, and ask whether they were seen. */
export function retractionRoutes(tools: Tools): readonly Route[] {
  const row = { auth: producer, audit: recorded } as const;
  return [
    {
      ...row,
      operation: 'retractEvents',
      method: 'POST',
      path: '/cases/v1/producers/:producer/events/retractions',
      limit: retractions,
      schema: { params: byProducer, body: retractionsBody, replies: { 200: retractionsReply } },
      summary: 'Beyond the standard: takes events back as mistaken, with the reason; they stay, and say so',
      handler: (request) => retractEventsHandler(request, tools),
    },
    {
      ...row,
      operation: 'findSeen',
      method: 'POST',
      path: '/cases/v1/producers/:producer/events/seen-searches',
      limit: ids,
      schema: { params: byProducer, body: idsBody, replies: { 200: seenEvents } },
      summary:
        'Beyond the standard: which of these events were seen as they are now, since when and how often',
      handler: (request) => findSeenHandler(request, tools),
    },
  ];
}
