import type { Route } from '@ena/kernel/http/route.ts';
import { overviewBody } from '../../wire/own/overview.ts';
import { ownPartiesReply } from '../../wire/own/parties.ts';
import type { Tools } from '../tools.ts';
import { overviewHandler } from './my-overviews.ts';
import { listOwnPartiesHandler } from './my-parties.ts';
import { ownCases, reads, recorded, writes } from './rules.ts';

/** What a person is shown of all producers at once. */
export function overviewRoutes(tools: Tools): readonly Route[] {
  const row = { auth: ownCases, audit: recorded } as const;
  return [
    {
      ...row,
      operation: 'listOwnParties',
      method: 'GET',
      path: '/cases/v1/my/parties',
      limit: reads,
      schema: { replies: { 200: ownPartiesReply } },
      summary:
        'Beyond the standard: whose cases one may see: one’s own, and those of whom one represents or has a mandate from',
      handler: (request) => listOwnPartiesHandler(request, tools),
    },
    {
      ...row,
      operation: 'overview',
      method: 'POST',
      path: '/cases/v1/my/overviews',
      limit: writes,
      schema: { body: overviewBody },
      summary:
        'Beyond the standard: events of all producers as each answers: one line of JSON for each (NDJSON), the last says end',
      handler: (request) => overviewHandler(request, tools),
    },
  ];
}
