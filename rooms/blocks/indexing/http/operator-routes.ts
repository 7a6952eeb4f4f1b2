import { pagingQuery } from '@ena/kernel/http/paging.ts';
import type { Route } from '@ena/kernel/http/route.ts';
import { Type } from 'typebox';
import { askerPage, producerPage, purposesBody, rotation } from '../wire/administration.ts';
import { areaBody, areaPattern } from '../wire/area.ts';
import {
  addProducerHandler,
  listAskersHandler,
  listProducersHandler,
  readRotationHandler,
  rotateKeyHandler,
  saveAreaHandler,
  setPurposesHandler,
} from './administration.ts';
import { removeProducerHandler } from './departures.ts';
import type { Tools } from './tools.ts';

const area = Type.String({ pattern: areaPattern });
const orgnr = Type.String({ pattern: '^[0-9]{10}$' });
const inArea = Type.Object({ area });
const ofProducer = Type.Object({ area, producer: orgnr });
const ofAsker = Type.Object({ area, asker: orgnr });
const paged = Type.Object(pagingQuery);

const row = { auth: { kind: 'operator' }, audit: { record: 'always' } } as const;
const bare = { ...row, limit: { bodyBytes: 0, perMinute: 600 } } as const;

export function operatorRoutes(tools: Tools): readonly Route[] {
  return [...areaRoutes(tools), ...askerRoutes(tools), ...keyRoutes(tools)];
}

function areaRoutes(tools: Tools): readonly Route[] {
  return [
    {
      ...row,
      operation: 'saveArea',
      method: 'PUT',
      path: '/indexing/v1/areas/:area',
      limit: { bodyBytes: 4096, perMinute: 60 },
      schema: { params: inArea, body: areaBody },
      summary: 'Saves an area with its names and its resolver',
      handler: (request) => saveAreaHandler(request, tools),
    },
    {
      ...bare,
      operation: 'listProducers',
      method: 'GET',
      path: '/indexing/v1/areas/:area/producers',
      schema: { params: inArea, query: paged, replies: { 200: producerPage } },
      summary: 'Lists the producers of an area with the drift that was found last',
      handler: (request) => listProducersHandler(request, tools),
    },
    {
      ...bare,
      operation: 'addProducer',
      method: 'PUT',
      path: '/indexing/v1/areas/:area/producers/:producer',
      schema: { params: ofProducer },
      summary: 'Puts an organisation into the area as a producer',
      handler: (request) => addProducerHandler(request, tools),
    },
    {
      ...bare,
      operation: 'removeProducer',
      method: 'DELETE',
      path: '/indexing/v1/areas/:area/producers/:producer',
      schema: { params: ofProducer },
      summary: 'Takes a producer out of the area, and all its pointers with it',
      handler: (request) => removeProducerHandler(request, tools),
    },
  ];
}

function askerRoutes(tools: Tools): readonly Route[] {
  return [
    {
      ...bare,
      operation: 'listAskers',
      method: 'GET',
      path: '/indexing/v1/areas/:area/askers',
      schema: { params: inArea, query: paged, replies: { 200: askerPage } },
      summary: 'Lists who may ask in an area, and for what',
      handler: (request) => listAskersHandler(request, tools),
    },
    {
      ...row,
      operation: 'setPurposes',
      method: 'PUT',
      path: '/indexing/v1/areas/:area/askers/:asker',
      limit: { bodyBytes: 8192, perMinute: 60 },
      schema: { params: ofAsker, body: purposesBody },
      summary: 'Says for what an organisation may ask in an area; an empty list takes all away',
      handler: (request) => setPurposesHandler(request, tools),
    },
  ];
}

function keyRoutes(tools: Tools): readonly Route[] {
  return [
    {
      ...bare,
      operation: 'rotateKey',
      method: 'POST',
      path: '/indexing/v1/key-rotations',
      schema: { replies: { 202: rotation } },
      summary: 'Takes a new key for pseudonyms into use',
      handler: () => rotateKeyHandler(tools),
    },
    {
      ...bare,
      operation: 'readRotation',
      method: 'GET',
      path: '/indexing/v1/key-rotations',
      schema: { replies: { 200: rotation } },
      summary: 'Tells which key is in use and how many pointers stand under an older one',
      handler: () => readRotationHandler(tools),
    },
  ];
}
