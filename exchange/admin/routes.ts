import { pagingQuery } from '@ena/kernel/http/paging.ts';
import type { AuditRule, AuthRule, LimitRule, Route } from '@ena/kernel/http/route.ts';
import Type from 'typebox';
import { listExchanges, readEvidence, readExchange } from './exchanges.ts';
import { addGrant, listGrants, revokeGrant } from './grants.ts';
import { verifyLog } from './log.ts';
import { GrantSchema, RotationSchema, ServiceSchema, SystemSchema } from './schemas.ts';
import { listServices, removeService, saveService } from './services.ts';
import { listSystems, removeSystem, saveSystem } from './systems.ts';
import type { AdminTools } from './tools.ts';

const auth: AuthRule = { kind: 'operator' };
const audit: AuditRule = { record: 'always' };
const reading: LimitRule = { bodyBytes: 0, perMinute: 6_000 };
const writing: LimitRule = { bodyBytes: 256 * 1024, perMinute: 600 };
const rarely: LimitRule = { bodyBytes: 1024, perMinute: 10 };
const base = '/admin/v1';
const page = Type.Object(pagingQuery);
const exchangesAsked = Type.Object({
  ...pagingQuery,
  messageId: Type.Optional(
    Type.String({ maxLength: 200, description: 'Only exchanges whose call came with this X-Road-Id.' }),
  ),
});
const byName = Type.Object({ name: Type.String({ maxLength: 64 }) });
const byId = Type.Object({ id: Type.String({ maxLength: 100 }) });

const read = { method: 'GET', auth, audit, limit: reading } as const;
const write = { method: 'POST', auth, audit, limit: writing } as const;
const remove = { method: 'DELETE', auth, audit, limit: reading } as const;

/** The operator's API of a connector. */
export function adminRoutes(tools: AdminTools): readonly Route[] {
  return [
    ...connectorRoutes(tools),
    ...systemRoutes(tools),
    ...serviceRoutes(tools),
    ...grantRoutes(tools),
    ...evidenceRoutes(tools),
  ];
}

/** Who may call through this connector. */
function systemRoutes(tools: AdminTools): readonly Route[] {
  return [
    {
      ...read,
      operation: 'listSystems',
      path: `${base}/systems`,
      schema: { query: page },
      summary: 'Systems that may call through this connector',
      handler: (r) => listSystems(r, tools),
    },
    {
      ...write,
      operation: 'saveSystem',
      path: `${base}/systems`,
      schema: { body: SystemSchema },
      summary: 'Registers or replaces a system',
      handler: (r) => saveSystem(r, tools),
    },
    {
      ...remove,
      operation: 'removeSystem',
      path: `${base}/systems/:name`,
      schema: { params: byName },
      summary: 'Removes a system',
      handler: (r) => removeSystem(r, tools),
    },
  ];
}

/** What is offered to others. */
function serviceRoutes(tools: AdminTools): readonly Route[] {
  return [
    {
      ...read,
      operation: 'listServices',
      path: `${base}/services`,
      schema: { query: page },
      summary: 'Services offered to others',
      handler: (r) => listServices(r, tools),
    },
    {
      ...write,
      operation: 'saveService',
      path: `${base}/services`,
      schema: { body: ServiceSchema },
      summary: 'Registers or replaces a service',
      handler: (r) => saveService(r, tools),
    },
    {
      ...remove,
      operation: 'removeService',
      path: `${base}/services/:id`,
      schema: { params: byId },
      summary: 'Removes a service without grants',
      handler: (r) => removeService(r, tools),
    },
  ];
}

/** Who may do what. */
function grantRoutes(tools: AdminTools): readonly Route[] {
  return [
    {
      ...read,
      operation: 'listGrants',
      path: `${base}/grants`,
      schema: { query: page },
      summary: 'Who may do what',
      handler: (r) => listGrants(r, tools),
    },
    {
      ...write,
      operation: 'addGrant',
      path: `${base}/grants`,
      schema: { body: GrantSchema },
      summary: 'Grants operations of a service',
      handler: (r) => addGrant(r, tools),
    },
    {
      ...remove,
      operation: 'revokeGrant',
      path: `${base}/grants/:id`,
      schema: { params: byId },
      summary: 'Revokes a grant at once',
      handler: (r) => revokeGrant(r, tools),
    },
  ];
}

/** What is on record. */
function evidenceRoutes(tools: AdminTools): readonly Route[] {
  return [
    {
      ...read,
      operation: 'listExchanges',
      path: `${base}/exchanges`,
      schema: { query: exchangesAsked },
      summary: 'Exchanges on record, newest first',
      handler: (r) => listExchanges(r, tools),
    },
    {
      ...read,
      operation: 'readExchange',
      path: `${base}/exchanges/:id`,
      schema: { params: byId },
      summary: 'One exchange on record',
      handler: (r) => readExchange(r, tools),
    },
    {
      ...read,
      operation: 'readEvidence',
      path: `${base}/exchanges/:id/evidence`,
      schema: { params: byId },
      summary: 'The evidence file of one exchange',
      handler: (r) => readEvidence(r, tools),
    },
    {
      ...write,
      operation: 'verifyLog',
      path: `${base}/log/verify`,
      limit: rarely,
      summary: 'Reads the whole log again',
      handler: (r) => verifyLog(r, tools),
    },
  ];
}

/** The connector itself. */
function connectorRoutes(tools: AdminTools): readonly Route[] {
  return [
    {
      ...read,
      operation: 'readStatus',
      path: `${base}/status`,
      summary: 'Who this connector is, its log, its partners and its health',
      handler: async () => ({ status: 200, body: tools.status() }),
    },
    {
      ...write,
      operation: 'rotateKey',
      path: `${base}/keys/rotate`,
      limit: rarely,
      schema: { body: RotationSchema },
      summary: 'Takes the next step of a key rotation',
      handler: async (r) => ({ status: 200, body: await tools.rotate(r.body.use) }),
    },
  ];
}
