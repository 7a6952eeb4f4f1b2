import type { Route } from '@ena/kernel/http/route.ts';
import { lookupPage } from '../../wire/own/lookup.ts';
import { actingPageQuery } from '../../wire/own/mandate-page.ts';
import { listLookupsHandler } from './lookups.ts';
import { reads, recorded, self } from './rules.ts';
import type { Tools } from './tools.ts';

export function lookupRoutes(tools: Tools): readonly Route[] {
  return [
    {
      operation: 'listLookups',
      method: 'GET',
      path: '/mandates/v1/lookups',
      auth: self,
      limit: reads,
      audit: recorded,
      schema: { query: actingPageQuery, replies: { 200: lookupPage } },
      summary: 'Lists who has asked about the caller’s mandates: when, through which e-service and why',
      handler: (request) => listLookupsHandler(request, tools),
    },
  ];
}
