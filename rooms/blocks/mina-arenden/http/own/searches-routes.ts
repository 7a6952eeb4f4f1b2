import type { Route } from '@ena/kernel/http/route.ts';
import { searchBody, searchReply } from '../../wire/own/search.ts';
import { seenBody, seenReply } from '../../wire/own/seen.ts';
import type { Tools } from '../tools.ts';
import { ownCases, recorded, searches, writes } from './rules.ts';
import { searchOwnEventsHandler } from './searches.ts';
import { markSeenHandler } from './seen.ts';

/** What a person does with her own events and those of whom she acts for. */
export function ownEventRoutes(tools: Tools): readonly Route[] {
  const row = { auth: ownCases, audit: recorded } as const;
  return [
    {
      ...row,
      operation: 'searchOwnEvents',
      method: 'POST',
      path: '/cases/v1/my/events/searches',
      limit: searches,
      schema: { body: searchBody, replies: { 200: searchReply } },
      summary: 'Beyond the standard: one’s own events by words and filters, newest first, a page at a time',
      handler: (request) => searchOwnEventsHandler(request, tools),
    },
    {
      ...row,
      operation: 'markSeen',
      method: 'POST',
      path: '/cases/v1/my/seen',
      limit: writes,
      schema: { body: seenBody, replies: { 200: seenReply } },
      summary: 'Beyond the standard: notes that one has seen events as they are now',
      handler: (request) => markSeenHandler(request, tools),
    },
  ];
}
