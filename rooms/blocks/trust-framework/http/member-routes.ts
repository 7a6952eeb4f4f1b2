import { pagingQuery } from '@ena/kernel/http/paging.ts';
import type { Route } from '@ena/kernel/http/route.ts';
import { Type } from 'typebox';
import { anchorRulesMessage, anchorRulesReply } from '../wire/anchor-rules.ts';
import { hostedMetadata, hostedReceipt, member, memberPage, memberRegistration } from '../wire/member.ts';
import * as members from './members.ts';
import { operator, recorded, sometimes } from './rules.ts';
import type { Tools } from './tools.ts';

const page = Type.Object(pagingQuery);
const byId = Type.Object({ entityId: Type.String({ maxLength: 255 }) });
const hosted = Type.Object({
  orgnr: Type.String({ pattern: '^[0-9]{10}$' }),
  name: Type.String({ pattern: '^[a-z0-9-]{1,64}$' }),
  entityType: Type.String({ pattern: '^[a-z][a-z0-9_]{1,63}$' }),
});
const largest = 192 * 1024;
const row = { auth: operator, audit: recorded, limit: sometimes } as const;

/** Our own API: outside entities, hosted entities, and what the anchor says to all. */
export function memberRoutes(tools: Tools): readonly Route[] {
  return [...outsideRoutes(tools), ...hostedRoutes(tools), ...ruleRoutes(tools)];
}

function outsideRoutes(tools: Tools): readonly Route[] {
  return [
    {
      ...row,
      operation: 'registerMember',
      method: 'POST',
      path: '/trust-framework/v1/members',
      limit: { bodyBytes: largest, perMinute: 600 },
      schema: { body: memberRegistration, replies: { 200: member, 201: member } },
      summary: 'Registers an outside entity or an intermediate, or replaces what is registered',
      handler: (request) => members.registerMemberHandler(request, tools),
    },
    {
      ...row,
      operation: 'listMembers',
      method: 'GET',
      path: '/trust-framework/v1/members',
      schema: { query: page, replies: { 200: memberPage } },
      summary: 'Lists the entities beside the connectors: hosted and outside',
      handler: (request) => members.listMembers(request, tools),
    },
    {
      ...row,
      operation: 'revokeMember',
      method: 'DELETE',
      path: '/trust-framework/v1/members',
      schema: { query: byId },
      summary: 'Revokes a hosted or outside entity at once',
      handler: (request) => members.revokeMemberHandler(request, tools),
    },
  ];
}

function hostedRoutes(tools: Tools): readonly Route[] {
  return [
    {
      ...row,
      operation: 'publishHostedMetadata',
      method: 'PUT',
      path: '/trust-framework/v1/hosted-entities/:orgnr/:name/metadata/:entityType',
      limit: { bodyBytes: 64 * 1024, perMinute: 600 },
      schema: { params: hosted, body: hostedMetadata, replies: { 200: hostedReceipt } },
      summary: 'Publishes metadata of an entity that the hub hosts for an organisation',
      handler: (request) => members.publishHostedMetadata(request, tools),
    },
    {
      ...row,
      operation: 'withdrawHostedMetadata',
      method: 'DELETE',
      path: '/trust-framework/v1/hosted-entities/:orgnr/:name/metadata/:entityType',
      schema: { params: hosted },
      summary: 'Withdraws metadata of a hosted entity; with its last, the entity',
      handler: (request) => members.withdrawHostedMetadata(request, tools),
    },
  ];
}

function ruleRoutes(tools: Tools): readonly Route[] {
  return [
    {
      ...row,
      operation: 'readAnchorRules',
      method: 'GET',
      path: '/trust-framework/v1/rules',
      schema: { replies: { 200: anchorRulesReply } },
      summary: 'The metadata policy and the constraints for all beneath the anchor',
      handler: (request) => members.readRules(request, tools),
    },
    {
      ...row,
      operation: 'setAnchorRules',
      method: 'PUT',
      path: '/trust-framework/v1/rules',
      limit: { bodyBytes: largest, perMinute: 60 },
      schema: { body: anchorRulesMessage, replies: { 200: anchorRulesReply } },
      summary: 'Replaces the metadata policy and the constraints for all beneath the anchor',
      handler: (request) => members.setRules(request, tools),
    },
  ];
}
