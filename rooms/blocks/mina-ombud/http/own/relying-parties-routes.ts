import type { Route } from '@ena/kernel/http/route.ts';
import { invalidationBody } from '../../wire/own/ending.ts';
import { handlerBody, handlerPage, handlerRemovalBody, handlerReply } from '../../wire/own/handler.ts';
import { mandateReply } from '../../wire/own/mandate.ts';
import { byOrganisationMandate, mandatePage } from '../../wire/own/mandate-page.ts';
import { searchBody } from '../../wire/own/mandate-search.ts';
import { byOrganisation, pageQuery } from '../../wire/own/page.ts';
import { paperBody } from '../../wire/own/paper.ts';
import { statisticsReply } from '../../wire/own/statistics.ts';
import {
  findMandatesHandler,
  invalidateHandler,
  readStatisticsHandler,
  registerPaperHandler,
} from './relying-parties.ts';
import {
  addHandlerHandler,
  asOperator,
  asRepresentative,
  listHandlers,
  removeHandlerHandler,
} from './relying-parties-handlers.ts';
import { handler, namings, operator, reads, recorded, self, writes } from './rules.ts';
import type { Tools } from './tools.ts';

/** What the case handlers of a relying party do with mandates, and who says who they are. */
export function relyingPartyRoutes(tools: Tools): readonly Route[] {
  return [...caseRoutes(tools), ...representativeRoutes(tools), ...operatorRoutes(tools)];
}

function caseRoutes(tools: Tools): readonly Route[] {
  const row = { auth: handler, limit: writes, audit: recorded } as const;
  return [
    {
      ...row,
      operation: 'invalidateMandate',
      method: 'POST',
      path: '/mandates/v1/relying-parties/:orgnr/mandates/:id/invalidation',
      schema: { params: byOrganisationMandate, body: invalidationBody, replies: { 200: mandateReply } },
      summary: 'Invalidates a mandate at once, and all that was passed on from it',
      handler: (request) => invalidateHandler(request, tools),
    },
    {
      ...row,
      operation: 'registerPaperMandate',
      method: 'POST',
      limit: namings,
      path: '/mandates/v1/relying-parties/:orgnr/paper-mandates',
      schema: {
        params: byOrganisation,
        body: paperBody,
        replies: { 200: mandateReply, 201: mandateReply },
      },
      summary: 'Registers a mandate that someone who is not online has signed on paper',
      handler: (request) => registerPaperHandler(request, tools),
    },
    {
      ...row,
      operation: 'findMandates',
      method: 'POST',
      path: '/mandates/v1/relying-parties/:orgnr/searches',
      schema: { params: byOrganisation, body: searchBody, replies: { 200: mandatePage } },
      summary: 'Finds the mandates of a person or an organisation here; the parties are told of it',
      handler: (request) => findMandatesHandler(request, tools),
    },
    {
      ...row,
      operation: 'readStatistics',
      method: 'GET',
      path: '/mandates/v1/relying-parties/:orgnr/statistics',
      limit: { bodyBytes: 0, perMinute: 10 },
      schema: { params: byOrganisation, replies: { 200: statisticsReply } },
      summary: 'Counts the relying party’s mandates by template; nothing about whose',
      handler: (request) => readStatisticsHandler(request, tools),
    },
  ];
}

function representativeRoutes(tools: Tools): readonly Route[] {
  const row = { auth: self, audit: recorded } as const;
  return [
    {
      ...row,
      operation: 'listHandlers',
      method: 'GET',
      path: '/mandates/v1/relying-parties/:orgnr/handlers',
      limit: reads,
      schema: { params: byOrganisation, query: pageQuery, replies: { 200: handlerPage } },
      summary: 'Lists the case handlers, for a representative of the organisation',
      handler: (request) => listHandlers(request, tools, asRepresentative),
    },
    {
      ...row,
      operation: 'addHandler',
      method: 'POST',
      path: '/mandates/v1/relying-parties/:orgnr/handlers',
      limit: namings,
      schema: { params: byOrganisation, body: handlerBody, replies: { 201: handlerReply } },
      summary: 'Makes a person a case handler of the organisation',
      handler: (request) => addHandlerHandler(request, tools, asRepresentative),
    },
    {
      ...row,
      operation: 'removeHandler',
      method: 'POST',
      path: '/mandates/v1/relying-parties/:orgnr/handlers/removals',
      limit: writes,
      schema: { params: byOrganisation, body: handlerRemovalBody },
      summary: 'Ends a person’s time as a case handler',
      handler: (request) => removeHandlerHandler(request, tools, asRepresentative),
    },
  ];
}

/** The operator's way, for organisations that no register names a representative of. */
function operatorRoutes(tools: Tools): readonly Route[] {
  const row = { auth: operator, audit: recorded } as const;
  return [
    {
      ...row,
      operation: 'listHandlersAsOperator',
      method: 'GET',
      path: '/mandates/v1/operator/relying-parties/:orgnr/handlers',
      limit: reads,
      schema: { params: byOrganisation, query: pageQuery, replies: { 200: handlerPage } },
      summary: 'Lists the case handlers of a relying party',
      handler: (request) => listHandlers(request, tools, asOperator),
    },
    {
      ...row,
      operation: 'addHandlerAsOperator',
      method: 'POST',
      path: '/mandates/v1/operator/relying-parties/:orgnr/handlers',
      limit: namings,
      schema: { params: byOrganisation, body: handlerBody, replies: { 201: handlerReply } },
      summary: 'Makes a person a case handler of a relying party',
      handler: (request) => addHandlerHandler(request, tools, asOperator),
    },
    {
      ...row,
      operation: 'removeHandlerAsOperator',
      method: 'POST',
      path: '/mandates/v1/operator/relying-parties/:orgnr/handlers/removals',
      limit: writes,
      schema: { params: byOrganisation, body: handlerRemovalBody },
      summary: 'Ends a person’s time as a case handler of a relying party',
      handler: (request) => removeHandlerHandler(request, tools, asOperator),
    },
  ];
}
