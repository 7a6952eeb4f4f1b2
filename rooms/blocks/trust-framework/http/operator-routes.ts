import { pagingQuery } from '@ena/kernel/http/paging.ts';
import type { Route } from '@ena/kernel/http/route.ts';
import { Type } from 'typebox';
import { largestConfiguration } from '../wire/entity-configuration.ts';
import { rotationReply, rotationRequest } from '../wire/rotation.ts';
import { subordinate, subordinatePage, subordinateRegistration } from '../wire/subordinate.ts';
import { listSubordinates } from './organisations.ts';
import { registerSubordinateHandler } from './register-subordinate.ts';
import { revokeSubordinateHandler } from './revoke-subordinate.ts';
import { rotateKeysHandler } from './rotate-keys.ts';
import { operator, recorded, sometimes } from './rules.ts';
import type { Tools } from './tools.ts';

const page = Type.Object(pagingQuery);
const byNumber = Type.Object({ orgnr: Type.String({ pattern: '^[0-9]{10}$' }) });

/** Our own API, the operator's part. */
export function operatorRoutes(tools: Tools): readonly Route[] {
  const row = { auth: operator, audit: recorded } as const;
  return [
    {
      ...row,
      operation: 'registerSubordinate',
      method: 'POST',
      path: '/trust-framework/v1/subordinates',
      limit: { bodyBytes: largestConfiguration, perMinute: 600 },
      schema: { body: subordinateRegistration, replies: { 200: subordinate, 201: subordinate } },
      summary: 'Registers an organisation, or replaces its federation keys',
      handler: (request) => registerSubordinateHandler(request, tools),
    },
    {
      ...row,
      operation: 'listSubordinates',
      method: 'GET',
      path: '/trust-framework/v1/subordinates',
      limit: sometimes,
      schema: { query: page, replies: { 200: subordinatePage } },
      summary: 'Lists the registered organisations with their keys',
      handler: (request) => listSubordinates(request, tools),
    },
    {
      ...row,
      operation: 'revokeSubordinate',
      method: 'DELETE',
      path: '/trust-framework/v1/subordinates/:orgnr',
      limit: sometimes,
      schema: { params: byNumber },
      summary: 'Revokes an organisation at once',
      handler: (request) => revokeSubordinateHandler(request, tools),
    },
    {
      ...row,
      operation: 'rotateAnchorKeys',
      method: 'POST',
      path: '/trust-framework/v1/keys/rotate',
      limit: { bodyBytes: 1024, perMinute: 60 },
      schema: { body: rotationRequest, replies: { 200: rotationReply } },
      summary: "Takes the next step in the rotation of the anchor's signing keys",
      handler: (request) => rotateKeysHandler(request, tools),
    },
  ];
}
