import { pagingQuery } from '@ena/kernel/http/paging.ts';
import type { Route } from '@ena/kernel/http/route.ts';
import { Type } from 'typebox';
import { byId, byOrganisation, pageQuery } from '../../wire/own/page.ts';
import { orgnr, uuid } from '../../wire/own/party.ts';
import {
  adoptionBody,
  relyingPartyPage,
  templateBody,
  templatePage,
  templateReply,
  templateStepBody,
} from '../../wire/own/template.ts';
import { handler, operator, reads, recorded, self, templates } from './rules.ts';
import {
  listNationalTemplates,
  listOwnTemplates,
  listRelyingParties,
  listTemplates,
  readTemplateHandler,
} from './templates.ts';
import { asHandler, asOperator } from './templates-keepers.ts';
import {
  adoptTemplateHandler,
  makeTemplateHandler,
  reviseTemplateHandler,
  stepTemplateHandler,
} from './templates-keeping.ts';
import type { Tools } from './tools.ts';

const ownTemplate = Type.Object({ orgnr, id: uuid });
const templateQuery = Type.Object({
  ...pagingQuery,
  relyingParty: Type.Optional(
    Type.String({
      pattern: '^(?:[0-9]{2}[2-9][0-9]{7}|national)$',
      description: 'Whose, by organisation number, or `national`. Mottagare, eller `national`.',
    }),
  ),
});

/** Templates: what everyone may read, what case handlers keep, and what the operator keeps for all. */
export function templateRoutes(tools: Tools): readonly Route[] {
  return [...readingRoutes(tools), ...handlerRoutes(tools), ...nationalRoutes(tools)];
}

function readingRoutes(tools: Tools): readonly Route[] {
  const row = { auth: self, limit: reads, audit: recorded } as const;
  return [
    {
      ...row,
      operation: 'listRelyingParties',
      method: 'GET',
      path: '/mandates/v1/relying-parties',
      schema: { query: pageQuery, replies: { 200: relyingPartyPage } },
      summary: 'Lists the relying parties that have published templates',
      handler: (request) => listRelyingParties(request, tools),
    },
    {
      ...row,
      operation: 'listTemplates',
      method: 'GET',
      path: '/mandates/v1/templates',
      schema: { query: templateQuery, replies: { 200: templatePage } },
      summary: 'Lists published templates, of one relying party or of all',
      handler: (request) => listTemplates(request, tools),
    },
    {
      ...row,
      operation: 'readTemplate',
      method: 'GET',
      path: '/mandates/v1/templates/:id',
      schema: { params: byId, replies: { 200: templateReply } },
      summary: 'Reads a published template; case handlers read any of their own',
      handler: (request) => readTemplateHandler(request, tools),
    },
  ];
}

function handlerRoutes(tools: Tools): readonly Route[] {
  const row = { auth: handler, limit: templates, audit: recorded } as const;
  return [
    {
      ...row,
      operation: 'listOwnTemplates',
      method: 'GET',
      path: '/mandates/v1/relying-parties/:orgnr/templates',
      limit: reads,
      schema: { params: byOrganisation, query: pageQuery, replies: { 200: templatePage } },
      summary: 'Lists all templates of the relying party, whatever their state',
      handler: (request) => listOwnTemplates(request, tools),
    },
    {
      ...row,
      operation: 'makeTemplate',
      method: 'POST',
      path: '/mandates/v1/relying-parties/:orgnr/templates',
      schema: {
        params: byOrganisation,
        body: templateBody,
        replies: { 200: templateReply, 201: templateReply },
      },
      summary: 'Begins a template as a draft',
      handler: (request) => makeTemplateHandler(request, tools, asHandler),
    },
    {
      ...row,
      operation: 'reviseTemplate',
      method: 'PUT',
      path: '/mandates/v1/relying-parties/:orgnr/templates/:id',
      schema: { params: ownTemplate, body: templateBody, replies: { 200: templateReply } },
      summary: 'Changes a draft; an unpublished template becomes a draft of its next version',
      handler: (request) => reviseTemplateHandler(request, tools, asHandler),
    },
    {
      ...row,
      operation: 'stepTemplate',
      method: 'POST',
      path: '/mandates/v1/relying-parties/:orgnr/templates/:id/steps',
      schema: { params: ownTemplate, body: templateStepBody, replies: { 200: templateReply } },
      summary: 'Publishes, unpublishes, blocks or unblocks a template',
      handler: (request) => stepTemplateHandler(request, tools, asHandler),
    },
    {
      ...row,
      operation: 'adoptTemplate',
      method: 'POST',
      path: '/mandates/v1/relying-parties/:orgnr/adoptions',
      schema: {
        params: byOrganisation,
        body: adoptionBody,
        replies: { 200: templateReply, 201: templateReply },
      },
      summary: 'Takes a version of a national template over as a draft of the relying party’s',
      handler: (request) => adoptTemplateHandler(request, tools),
    },
  ];
}

function nationalRoutes(tools: Tools): readonly Route[] {
  const row = { auth: operator, limit: templates, audit: recorded } as const;
  return [
    {
      ...row,
      operation: 'listNationalTemplates',
      method: 'GET',
      path: '/mandates/v1/national-templates',
      limit: reads,
      schema: { query: pageQuery, replies: { 200: templatePage } },
      summary: 'Lists the national templates, whatever their state',
      handler: (request) => listNationalTemplates(request, tools),
    },
    {
      ...row,
      operation: 'makeNationalTemplate',
      method: 'POST',
      path: '/mandates/v1/national-templates',
      schema: { body: templateBody, replies: { 200: templateReply, 201: templateReply } },
      summary: 'Begins a national template, which any relying party may adopt once it is published',
      handler: (request) => makeTemplateHandler(request, tools, asOperator),
    },
    {
      ...row,
      operation: 'reviseNationalTemplate',
      method: 'PUT',
      path: '/mandates/v1/national-templates/:id',
      schema: { params: byId, body: templateBody, replies: { 200: templateReply } },
      summary: 'Changes the draft of a national template, or makes one of its next version',
      handler: (request) => reviseTemplateHandler(request, tools, asOperator),
    },
    {
      ...row,
      operation: 'stepNationalTemplate',
      method: 'POST',
      path: '/mandates/v1/national-templates/:id/steps',
      schema: { params: byId, body: templateStepBody, replies: { 200: templateReply } },
      summary: 'Publishes, unpublishes, blocks or unblocks a national template',
      handler: (request) => stepTemplateHandler(request, tools, asOperator),
    },
  ];
}
