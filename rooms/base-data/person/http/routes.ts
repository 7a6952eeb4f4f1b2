import type { Route } from '@ena/kernel/http/route.ts';
import { Type } from 'typebox';
import { personsBody } from '../wire/person.ts';
import { relationBody, relationReply } from '../wire/relation.ts';
import { savePersonsHandler } from './persons.ts';
import { addRelationHandler, readRelationHandler, removeRelationHandler } from './relations.ts';
import type { Tools } from './tools.ts';

const v1 = '/person/v1';
const byId = Type.Object({ id: Type.String({ pattern: '^relation_[a-z0-9]{1,64}$' }) });
const byOperator = { auth: { kind: 'operator' }, audit: { record: 'always' } } as const;

export function personRoutes(tools: Tools): readonly Route[] {
  return [
    {
      ...byOperator,
      operation: 'savePersons',
      method: 'POST',
      path: `${v1}/persons`,
      limit: { bodyBytes: 1_048_576, perMinute: 600 },
      schema: { body: personsBody },
      summary: 'Takes persons in from the population register',
      handler: (request) => savePersonsHandler(request, tools),
    },
    {
      ...byOperator,
      operation: 'addRelation',
      method: 'POST',
      path: `${v1}/relations`,
      limit: { bodyBytes: 4096, perMinute: 600 },
      schema: { body: relationBody, replies: { 201: relationReply } },
      summary: 'Notes that one person may act for another by law',
      handler: (request) => addRelationHandler(request, tools),
    },
    {
      ...byOperator,
      operation: 'readRelation',
      method: 'GET',
      path: `${v1}/relations/:id`,
      limit: { bodyBytes: 0, perMinute: 600 },
      schema: { params: byId, replies: { 200: relationReply } },
      summary: 'Reads a relation',
      handler: (request) => readRelationHandler(request, tools),
    },
    {
      ...byOperator,
      operation: 'removeRelation',
      method: 'DELETE',
      path: `${v1}/relations/:id`,
      limit: { bodyBytes: 0, perMinute: 600 },
      schema: { params: byId },
      summary: 'Ends a relation',
      handler: (request) => removeRelationHandler(request, tools),
    },
  ];
}
