import type { Route } from '@ena/kernel/http/route.ts';
import {
  byProducerCode,
  byProducerType,
  byType,
  mappingBody,
  mappingReply,
  pageQuery,
  typeBody,
  typeReply,
  typesQuery,
} from '../../wire/own/event-type.ts';
import { byProducer, pageOf } from '../../wire/own/producer.ts';
import type { Tools } from '../tools.ts';
import {
  listMappingsHandler,
  listTypesHandler,
  readTypeHandler,
  removeSharedTypeHandler,
  removeTypeHandler,
  saveMappingHandler,
  saveSharedTypeHandler,
  saveTypeHandler,
} from './catalogue.ts';
import { open, operator, producer, publicRead, reads, recorded, writes } from './rules.ts';

/** The catalogue of event types, and which permissions of Mina ombud let one see them. */
export function catalogueRoutes(tools: Tools): readonly Route[] {
  return [...readingRoutes(tools), ...sharedRoutes(tools), ...ownRoutes(tools)];
}

function readingRoutes(tools: Tools): readonly Route[] {
  const row = { auth: open, limit: reads, audit: publicRead } as const;
  return [
    {
      ...row,
      operation: 'listEventTypes',
      method: 'GET',
      path: '/cases/v1/event-types',
      schema: { query: typesQuery, replies: { 200: pageOf(typeReply, '/cases/v1/event-types') } },
      summary: 'Lists event types by name with their texts',
      handler: (request) => listTypesHandler(request, tools),
    },
    {
      ...row,
      operation: 'readEventType',
      method: 'GET',
      path: '/cases/v1/event-types/:name',
      schema: { params: byType, replies: { 200: typeReply } },
      summary: 'What words an event type: the producer’s own entry, else the shared one',
      handler: (request) => readTypeHandler(request, tools),
    },
    {
      ...row,
      operation: 'listPermissions',
      method: 'GET',
      path: '/cases/v1/producers/:producer/permissions',
      schema: {
        params: byProducer,
        query: pageQuery,
        replies: { 200: pageOf(mappingReply, '/cases/v1/producers/testkommunen/permissions') },
      },
      summary: 'Which permissions of Mina ombud let their holder see which event types',
      handler: (request) => listMappingsHandler(request, tools),
    },
  ];
}

function sharedRoutes(tools: Tools): readonly Route[] {
  const row = { auth: operator, audit: recorded } as const;
  return [
    {
      ...row,
      operation: 'saveSharedEventType',
      method: 'PUT',
      path: '/cases/v1/event-types/:name',
      limit: writes,
      schema: { params: byType, body: typeBody },
      summary: 'Saves an event type that all producers share, named without a prefix',
      handler: (request) => saveSharedTypeHandler(request, tools),
    },
    {
      ...row,
      operation: 'removeSharedEventType',
      method: 'DELETE',
      path: '/cases/v1/event-types/:name',
      limit: reads,
      schema: { params: byType },
      summary: 'Takes a shared event type out of the catalogue; events keep their names',
      handler: (request) => removeSharedTypeHandler(request, tools),
    },
  ];
}

function ownRoutes(tools: Tools): readonly Route[] {
  const row = { auth: producer, audit: recorded } as const;
  return [
    {
      ...row,
      operation: 'saveEventType',
      method: 'PUT',
      path: '/cases/v1/producers/:producer/event-types/:name',
      limit: writes,
      schema: { params: byProducerType, body: typeBody },
      summary: 'Saves an event type of the producer',
      handler: (request) => saveTypeHandler(request, tools),
    },
    {
      ...row,
      operation: 'removeEventType',
      method: 'DELETE',
      path: '/cases/v1/producers/:producer/event-types/:name',
      limit: reads,
      schema: { params: byProducerType },
      summary: 'Takes an event type of the producer out of the catalogue; events keep their names',
      handler: (request) => removeTypeHandler(request, tools),
    },
    {
      ...row,
      operation: 'savePermission',
      method: 'PUT',
      path: '/cases/v1/producers/:producer/permissions/:code',
      limit: writes,
      schema: { params: byProducerCode, body: mappingBody },
      summary: 'Says which event types a permission lets its holder see; none takes the permission away',
      handler: (request) => saveMappingHandler(request, tools),
    },
  ];
}
