import type { Route } from '@ena/kernel/http/route.ts';
import { caseHandlerBody, caseHandlerPage, caseHandlerReply } from '../wire/contact.ts';
import { byId, page } from '../wire/values.ts';
import { addCaseHandlerHandler, listCaseHandlers, removeCaseHandler } from './case-handlers.ts';
import { operator, reads, recorded } from './rules.ts';
import type { Tools } from './tools.ts';

/** Who may decide is the operator's to say. */
export function operatorRoutes(tools: Tools): readonly Route[] {
  const row = { auth: operator, audit: recorded } as const;
  return [
    {
      ...row,
      operation: 'addCaseHandler',
      method: 'POST',
      path: '/onboarding/v1/case-handlers',
      limit: { bodyBytes: 4096, perMinute: 60 },
      schema: { body: caseHandlerBody, replies: { 201: caseHandlerReply } },
      summary: 'Adds a person as a case handler',
      handler: (request) => addCaseHandlerHandler(request, tools),
    },
    {
      ...row,
      operation: 'listCaseHandlers',
      method: 'GET',
      path: '/onboarding/v1/case-handlers',
      limit: reads,
      schema: { query: page, replies: { 200: caseHandlerPage } },
      summary: 'Lists the case handlers, without their numbers',
      handler: (request) => listCaseHandlers(request, tools),
    },
    {
      ...row,
      operation: 'removeCaseHandler',
      method: 'DELETE',
      path: '/onboarding/v1/case-handlers/:id',
      limit: reads,
      schema: { params: byId },
      summary: 'Takes the right to decide from a person',
      handler: (request) => removeCaseHandler(request, tools),
    },
  ];
}
