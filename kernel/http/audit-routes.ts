import { type Static, Type } from 'typebox';
import { rfc3339 } from '../time.ts';
import type { AuditReader } from '../trace/audit.ts';
import { apisOf } from './api.ts';
import type { Mount } from './mount.ts';
import { pageLinksSchema, pageMetaSchema, pageOffset, pagingQuery, renderPage } from './paging.ts';
import type { RoomRequest, Route } from './route.ts';

const path = '/audit/v1/entries';

const entrySchema = Type.Object({
  at: Type.String({ format: 'date-time' }),
  room: Type.String(),
  operation: Type.String(),
  caller: Type.String({ description: 'operator, client:<id>, person:<pseudonym> or anonymous' }),
  status: Type.Integer(),
  requestId: Type.String(),
});

const querySchema = Type.Object({
  ...pagingQuery,
  from: Type.Optional(Type.String({ format: 'date-time', description: 'Rows from this instant on' })),
  to: Type.Optional(Type.String({ format: 'date-time', description: 'Rows before this instant' })),
  room: Type.Optional(Type.String({ maxLength: 100 })),
  operation: Type.Optional(Type.String({ maxLength: 100 })),
  caller: Type.Optional(Type.String({ maxLength: 300 })),
  requestId: Type.Optional(Type.String({ maxLength: 100 })),
});

const example = {
  at: '2026-11-22T12:00:00.000Z',
  room: 'governance/onboarding',
  operation: 'signAgreement',
  caller: 'person:4kZr0s1v',
  status: 201,
  requestId: '01a201ad-f004-786e-9e04-2a9f76f91f52',
};

/** The operator's reading of the audit trail. A call to it leaves a row itself. */
export function auditMount(trail: AuditReader): Mount {
  const route: Route = {
    operation: 'listAuditEntries',
    method: 'GET',
    path,
    auth: { kind: 'operator' },
    limit: { bodyBytes: 0, perMinute: 300 },
    audit: { record: 'always' },
    schema: {
      query: querySchema,
      replies: {
        200: Type.Object(
          { items: Type.Array(entrySchema), _meta: pageMetaSchema, _links: pageLinksSchema },
          { examples: [renderPage([example], 1, { page: 1, limit: 20 }, path)] },
        ),
      },
    },
    summary: 'Who did what, with what outcome; newest first',
    handler: async ({
      query,
    }: RoomRequest<unknown, Static<typeof querySchema> & { page: number; limit: number }>) => {
      const { page, limit, from, to, ...exact } = query;
      const { rows, total } = await trail.find({
        ...exact,
        ...(from !== undefined && { from: Date.parse(from) }),
        ...(to !== undefined && { to: Date.parse(to) }),
        limit,
        offset: pageOffset({ page, limit }),
      });
      const items = rows.map((row) => ({ ...row, at: rfc3339(row.at) }));
      return { status: 200, body: renderPage(items, total, { page, limit }, path, { from, to, ...exact }) };
    },
  };
  const names = { sv: 'Granskningsspåret', en: 'The audit trail' };
  return { room: 'kernel/audit', routes: [route], apis: apisOf({ names }, [route]) };
}
