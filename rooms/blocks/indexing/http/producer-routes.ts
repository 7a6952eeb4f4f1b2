import type { Route } from '@ena/kernel/http/route.ts';
import { Type } from 'typebox';
import { announced, announcementBatch, withdrawalBatch, withdrawn } from '../wire/announcement.ts';
import { areaPattern } from '../wire/area.ts';
import {
  countsAnswer,
  countsBody,
  listBegun,
  listCompletion,
  listedSoFar,
  reconciliationView,
} from '../wire/reconciliation.ts';
import { announceHandler, withdrawHandler } from './announcements.ts';
import { departHandler } from './departures.ts';
import {
  addToListHandler,
  beginListHandler,
  compareCountsHandler,
  finishListHandler,
} from './reconciliations.ts';
import type { Tools } from './tools.ts';

const inArea = Type.Object({ area: Type.String({ pattern: areaPattern }) });
const inList = Type.Object({
  area: Type.String({ pattern: areaPattern }),
  list: Type.String({ pattern: '^list_[0-9a-f]{32}$' }),
});

/** A thousand pointers take 160 bytes each, and some blanks. */
const batch = { bodyBytes: 262_144, perMinute: 6000 };

const row = {
  method: 'POST',
  auth: { kind: 'scope', scope: 'index:announce' },
  audit: { record: 'always' },
} as const;

/** Systems of producers, each in the name of its own organisation. */
export function producerRoutes(tools: Tools): readonly Route[] {
  return [...pointerRoutes(tools), ...reconciliationRoutes(tools)];
}

function pointerRoutes(tools: Tools): readonly Route[] {
  return [
    {
      ...row,
      operation: 'announcePointers',
      path: '/indexing/v1/areas/:area/announcements',
      limit: batch,
      schema: { params: inArea, body: announcementBatch, replies: { 200: announced } },
      summary: 'Announces about whom the producer holds something, and since when',
      handler: (request) => announceHandler(request, tools),
    },
    {
      ...row,
      operation: 'withdrawPointers',
      path: '/indexing/v1/areas/:area/withdrawals',
      limit: batch,
      schema: { params: inArea, body: withdrawalBatch, replies: { 200: withdrawn } },
      summary: 'Takes single pointers of the producer away',
      handler: (request) => withdrawHandler(request, tools),
    },
    {
      ...row,
      operation: 'departFromArea',
      path: '/indexing/v1/areas/:area/departure',
      limit: { bodyBytes: 0, perMinute: 10 },
      schema: { params: inArea },
      summary: 'Takes the producer out of the area, and all its pointers with it',
      handler: (request) => departHandler(request, tools),
    },
  ];
}

function reconciliationRoutes(tools: Tools): readonly Route[] {
  return [
    {
      ...row,
      operation: 'compareCounts',
      path: '/indexing/v1/areas/:area/counts',
      limit: { bodyBytes: 262_144, perMinute: 10 },
      schema: { params: inArea, body: countsBody, replies: { 200: countsAnswer } },
      summary: 'Compares the producer’s counts with the index, day by day',
      handler: (request) => compareCountsHandler(request, tools),
    },
    {
      ...row,
      operation: 'beginList',
      path: '/indexing/v1/areas/:area/lists',
      limit: { bodyBytes: 0, perMinute: 10 },
      schema: { params: inArea, replies: { 201: listBegun } },
      summary: 'Begins a full list of what the producer holds; one that is open is given up',
      handler: (request) => beginListHandler(request, tools),
    },
    {
      ...row,
      operation: 'addToList',
      path: '/indexing/v1/areas/:area/lists/:list/pages',
      limit: batch,
      schema: { params: inList, body: announcementBatch, replies: { 200: listedSoFar } },
      summary: 'Adds a page to the list; a page may come again',
      handler: (request) => addToListHandler(request, tools),
    },
    {
      ...row,
      operation: 'finishList',
      path: '/indexing/v1/areas/:area/lists/:list/completion',
      limit: { bodyBytes: 1024, perMinute: 10 },
      schema: { params: inList, body: listCompletion, replies: { 200: reconciliationView } },
      summary: 'Ends the list, removes what it lacks and tells the drift',
      handler: (request) => finishListHandler(request, tools),
    },
  ];
}
