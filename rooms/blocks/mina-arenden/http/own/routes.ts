import type { Route } from '@ena/kernel/http/route.ts';
import { pageQuery } from '../../wire/own/event-type.ts';
import { countReply, heldEvents, idsBody, loadBody, loadReply } from '../../wire/own/load-event.ts';
import {
  byProducer,
  keyReply,
  pageOf,
  producerBody,
  producerReply,
  producerWithKey,
} from '../../wire/own/producer.ts';
import type { Tools } from '../tools.ts';
import { countEventsHandler, findEventsHandler, loadEventsHandler, removeEventsHandler } from './events.ts';
import {
  listProducersHandler,
  readProducerHandler,
  registerProducerHandler,
  replaceLoadKeyHandler,
} from './producers.ts';
import { ids, loads, operator, producer, reads, recorded, writes } from './rules.ts';

/** What a producer does with its events. */
export function eventRoutes(tools: Tools): readonly Route[] {
  const row = { auth: producer, audit: recorded } as const;
  return [
    {
      ...row,
      operation: 'loadEvents',
      method: 'POST',
      path: '/cases/v1/producers/:producer/events',
      limit: loads,
      schema: { params: byProducer, body: loadBody, replies: { 201: loadReply } },
      summary: 'Loads up to 1,000 events, all or none; one of the same id is replaced',
      handler: (request) => loadEventsHandler(request, tools),
    },
    {
      ...row,
      operation: 'countEvents',
      method: 'GET',
      path: '/cases/v1/producers/:producer/event-count',
      limit: reads,
      schema: { params: byProducer, replies: { 200: countReply } },
      summary: 'How many events the producer has here',
      handler: (request) => countEventsHandler(request, tools),
    },
    {
      ...row,
      operation: 'findEvents',
      method: 'POST',
      path: '/cases/v1/producers/:producer/events/searches',
      limit: ids,
      schema: { params: byProducer, body: idsBody, replies: { 200: heldEvents } },
      summary: 'The events of these ids, as they were loaded',
      handler: (request) => findEventsHandler(request, tools),
    },
    {
      ...row,
      operation: 'removeEvents',
      method: 'POST',
      path: '/cases/v1/producers/:producer/events/removals',
      limit: ids,
      schema: { params: byProducer, body: idsBody, replies: { 200: countReply } },
      summary: 'Takes the events of these ids away; answers how many there were',
      handler: (request) => removeEventsHandler(request, tools),
    },
  ];
}

/** What the operator does with producers. */
export function producerRoutes(tools: Tools): readonly Route[] {
  const row = { auth: operator, audit: recorded } as const;
  return [
    {
      ...row,
      operation: 'registerProducer',
      method: 'POST',
      path: '/cases/v1/producers',
      limit: writes,
      schema: { body: producerBody, replies: { 201: producerWithKey } },
      summary: 'Registers a producer without events; tells its addresses, and its load key this once',
      handler: (request) => registerProducerHandler(request, tools),
    },
    {
      ...row,
      operation: 'listProducers',
      method: 'GET',
      path: '/cases/v1/producers',
      limit: reads,
      schema: { query: pageQuery, replies: { 200: pageOf(producerReply, '/cases/v1/producers') } },
      summary: 'Lists the producers by id',
      handler: (request) => listProducersHandler(request, tools),
    },
    {
      ...row,
      operation: 'readProducer',
      method: 'GET',
      path: '/cases/v1/producers/:producer',
      limit: reads,
      schema: { params: byProducer, replies: { 200: producerReply } },
      summary: 'Reads a producer',
      handler: (request) => readProducerHandler(request, tools),
    },
    {
      ...row,
      operation: 'replaceLoadKey',
      method: 'POST',
      path: '/cases/v1/producers/:producer/load-keys',
      limit: { bodyBytes: 0, perMinute: 60 },
      schema: { params: byProducer, replies: { 201: keyReply } },
      summary: 'Gives the producer a new load key, told this once; the one before holds no longer',
      handler: (request) => replaceLoadKeyHandler(request, tools),
    },
  ];
}
