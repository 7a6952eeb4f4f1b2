import type { Route } from '@ena/kernel/http/route.ts';
import { endingBody } from '../../wire/own/ending.ts';
import { mandateReply } from '../../wire/own/mandate.ts';
import { historyPage } from '../../wire/own/mandate-history.ts';
import { actingPageQuery, bySignatureHash, mandatePage, mandateQuery } from '../../wire/own/mandate-page.ts';
import { treeReply } from '../../wire/own/mandate-tree.ts';
import { byId, forQuery } from '../../wire/own/page.ts';
import { csvRoutes } from './csv-routes.ts';
import { lookupRoutes } from './lookups-routes.ts';
import {
  endMandateHandler,
  listMandatesHandler,
  readHistoryHandler,
  readMandateHandler,
  readSignatureHandler,
  readTextHandler,
  readTreeHandler,
} from './mandates.ts';
import { organisationRoutes } from './organisations-routes.ts';
import { reads, recorded, self, writes } from './rules.ts';
import type { Tools } from './tools.ts';

/** What the parties of registered mandates do: look, end, see who else looked, and carry lists in and out. */
export function mandateRoutes(tools: Tools): readonly Route[] {
  return [
    ...readingRoutes(tools),
    ...endingRoutes(tools),
    ...lookupRoutes(tools),
    ...organisationRoutes(tools),
    ...csvRoutes(tools),
  ];
}

function readingRoutes(tools: Tools): readonly Route[] {
  const row = { method: 'GET', auth: self, limit: reads, audit: recorded } as const;
  return [
    {
      ...row,
      operation: 'listMandates',
      path: '/mandates/v1/mandates',
      schema: { query: mandateQuery, replies: { 200: mandatePage } },
      summary: 'Lists the caller’s mandates, given or received; past ones for fifteen months',
      handler: (request) => listMandatesHandler(request, tools),
    },
    {
      ...row,
      operation: 'readMandate',
      path: '/mandates/v1/mandates/:id',
      schema: { params: byId, query: forQuery, replies: { 200: mandateReply } },
      summary: 'Reads a mandate: its parties, its signatories and the relying party’s case handlers may',
      handler: (request) => readMandateHandler(request, tools),
    },
    {
      ...row,
      operation: 'readMandateHistory',
      path: '/mandates/v1/mandates/:id/history',
      schema: { params: byId, query: actingPageQuery, replies: { 200: historyPage } },
      summary: 'Lists what happened to a mandate, from its first draft: who, when and why',
      handler: (request) => readHistoryHandler(request, tools),
    },
    {
      ...row,
      operation: 'readMandateTree',
      path: '/mandates/v1/mandates/:id/tree',
      schema: { params: byId, query: forQuery, replies: { 200: treeReply } },
      summary: 'Lists what a mandate was passed on from, and what was passed on from it',
      handler: (request) => readTreeHandler(request, tools),
    },
    {
      ...row,
      operation: 'readMandateText',
      path: '/mandates/v1/mandates/:id/text',
      schema: { params: byId, query: forQuery },
      summary: 'Downloads the exact text that a mandate’s signatures are over',
      handler: (request) => readTextHandler(request, tools),
    },
    {
      ...row,
      operation: 'readMandateSignature',
      method: 'GET',
      path: '/mandates/v1/mandates/:id/signatures/:hash',
      schema: { params: bySignatureHash, query: forQuery },
      summary: 'Downloads a signature as it was given, for anyone to verify',
      handler: (request) => readSignatureHandler(request, tools),
    },
  ];
}

function endingRoutes(tools: Tools): readonly Route[] {
  const schema = { params: byId, query: forQuery, body: endingBody, replies: { 200: mandateReply } };
  const row = { method: 'POST', auth: self, limit: writes, audit: recorded, schema } as const;
  return [
    {
      ...row,
      operation: 'revokeMandate',
      path: '/mandates/v1/mandates/:id/revocation',
      summary:
        'Revokes a mandate at once, and all that was passed on from it; the grantor or who passed it on',
      handler: (request) => endMandateHandler(request, tools, 'revoke'),
    },
    {
      ...row,
      operation: 'returnMandate',
      path: '/mandates/v1/mandates/:id/return',
      summary: 'Returns a mandate at once, and all that was passed on from it; a holder',
      handler: (request) => endMandateHandler(request, tools, 'return'),
    },
  ];
}
