import { pagingQuery } from '@ena/kernel/http/paging.ts';
import type { Route } from '@ena/kernel/http/route.ts';
import { Type } from 'typebox';
import { areaPage } from '../wire/area.ts';
import { lookupAnswer, lookupBody } from '../wire/lookup.ts';
import { listAreasHandler } from './administration.ts';
import { lookUpHandler } from './lookups.ts';
import { operatorRoutes } from './operator-routes.ts';
import { producerRoutes } from './producer-routes.ts';
import type { Tools } from './tools.ts';

export function indexingRoutes(tools: Tools): readonly Route[] {
  return [...askerRoutes(tools), ...producerRoutes(tools), ...operatorRoutes(tools)];
}

function askerRoutes(tools: Tools): readonly Route[] {
  return [
    {
      operation: 'lookUp',
      method: 'POST',
      path: '/indexing/v1/lookups',
      auth: { kind: 'scope', scope: 'index:lookup' },
      limit: { bodyBytes: 2048, perMinute: 60_000 },
      audit: { record: 'always' },
      schema: { body: lookupBody, replies: { 200: lookupAnswer } },
      summary: 'Tells which producers hold something about a subject, and between which times',
      handler: (request) => lookUpHandler(request, tools),
    },
    {
      operation: 'listAreas',
      method: 'GET',
      path: '/indexing/v1/areas',
      auth: { kind: 'scope', scope: ['index:lookup', 'index:announce'] },
      limit: { bodyBytes: 0, perMinute: 600 },
      audit: { record: 'never', why: 'The areas are about no one.' },
      schema: { query: Type.Object(pagingQuery), replies: { 200: areaPage } },
      summary: 'Lists the areas and how to get at what a pointer points at',
      handler: (request) => listAreasHandler(request, tools),
    },
  ];
}
