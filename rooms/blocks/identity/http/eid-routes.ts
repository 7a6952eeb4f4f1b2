import { pagingQuery } from '@ena/kernel/http/paging.ts';
import type { Route } from '@ena/kernel/http/route.ts';
import { Type } from 'typebox';
import { eidIssuerBody, eidIssuerPage, eidIssuerReply } from '../wire/eid-issuer.ts';
import { listEidIssuers, readEidIssuer, saveEidIssuerHandler } from './eid-issuers.ts';
import type { Tools } from './tools.ts';

const open = {
  auth: { kind: 'public', why: 'Which e-identifications are approved is public, and about no person.' },
  limit: { bodyBytes: 0, perMinute: 600 },
  audit: { record: 'never', why: 'A public register about no one.' },
} as const satisfies Partial<Route>;

const byId = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 300, description: 'Id of the entry' }),
});

/** The register of levels of assurance: anyone reads, the operator writes. */
export function eidRoutes(tools: Tools): readonly Route[] {
  return [
    {
      ...open,
      operation: 'listEidIssuers',
      method: 'GET',
      path: '/identity/v1/eid-issuers',
      schema: { query: Type.Object(pagingQuery), replies: { 200: eidIssuerPage } },
      summary: 'The e-identifications in the register of levels',
      handler: (request) => listEidIssuers(request, tools),
    },
    {
      ...open,
      operation: 'readEidIssuer',
      method: 'GET',
      path: '/identity/v1/eid-issuer',
      schema: { query: byId, replies: { 200: eidIssuerReply } },
      summary: 'One e-identification of the register, by its issuer',
      handler: (request) => readEidIssuer(request, tools),
    },
    {
      operation: 'saveEidIssuer',
      method: 'PUT',
      path: '/identity/v1/eid-issuer',
      auth: { kind: 'operator' },
      limit: { bodyBytes: 16_384, perMinute: 120 },
      audit: { record: 'always' },
      schema: { body: eidIssuerBody, replies: { 200: eidIssuerReply, 201: eidIssuerReply } },
      summary: 'Adds an e-identification to the register, or replaces its entry',
      handler: (request) => saveEidIssuerHandler(request, tools),
    },
  ];
}
