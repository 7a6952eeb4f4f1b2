import type { Route } from '@ena/kernel/http/route.ts';
import { Type } from 'typebox';
import { entryBody } from '../wire/entry.ts';
import { readEntryHandler } from './read-entry.ts';
import { saveEntryHandler } from './save-entry.ts';
import type { Tools } from './tools.ts';

const v1 = '/indexing/v1';
const byId = Type.Object({ id: Type.String({ pattern: '^[a-z0-9-]{1,64}$' }) });

export function indexingRoutes(tools: Tools): readonly Route[] {
  return [
    {
      operation: 'readEntry',
      method: 'GET',
      path: `${v1}/entries/:id`,
      auth: { kind: 'public', why: 'Entries are public and hold nothing personal.' },
      limit: { bodyBytes: 0, perMinute: 600 },
      audit: { record: 'never', why: 'Public reads.' },
      schema: { params: byId, replies: { 200: entryBody } },
      summary: 'Reads an entry',
      handler: (request) => readEntryHandler(request, tools),
    },
    {
      operation: 'saveEntry',
      method: 'PUT',
      path: `${v1}/entries/:id`,
      auth: { kind: 'operator' },
      limit: { bodyBytes: 16_384, perMinute: 60 },
      audit: { record: 'always' },
      schema: { params: byId, body: entryBody },
      summary: 'Saves an entry, or replaces it',
      handler: (request) => saveEntryHandler(request, tools),
    },
  ];
}
