import { type Page, pageOffset, renderPage } from '@ena/kernel/http/paging.ts';
import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import {
  findType,
  type SaveTypeOutcome,
  saveMapping,
  saveOwnType,
  saveSharedType,
} from '../../use-cases/keep-catalogue.ts';
import { type MappingBody, renderMapping, renderType, type TypeBody } from '../../wire/own/event-type.ts';
import type { Tools } from '../tools.ts';
import { asProducer } from './as-producer.ts';
import { problemReply } from './problem-reply.ts';

type ByName<Body = unknown> = RoomRequest<{ name: string }, unknown, Body>;
type ByProducerName<Body = unknown> = RoomRequest<{ producer: string; name: string }, unknown, Body>;

export async function listTypesHandler(
  { query }: RoomRequest<unknown, Page & { producer?: string; shared?: boolean }>,
  { store }: Tools,
): Promise<RoomReply> {
  const { producer, shared } = query;
  const filter = { ...(producer !== undefined && { producer }), ...(shared !== undefined && { shared }) };
  const { items, total } = await store.types(filter, { offset: pageOffset(query), limit: query.limit });
  const kept = { producer, shared: shared === undefined ? undefined : String(shared) };
  return {
    status: 200,
    body: renderPage(items.map(renderType), total, query, '/cases/v1/event-types', kept),
  };
}

export async function readTypeHandler({ params }: ByName, { store }: Tools): Promise<RoomReply> {
  const found = await findType(store, params.name);
  return found === undefined ? problemReply('unknown-type') : { status: 200, body: renderType(found) };
}

const saved = (outcome: SaveTypeOutcome): RoomReply =>
  outcome === 'saved' ? { status: 204 } : problemReply('wrong-type-name');

const removed = (was: boolean): RoomReply => (was ? { status: 204 } : problemReply('unknown-type'));

export async function saveSharedTypeHandler(
  { params, body }: ByName<TypeBody>,
  { store }: Tools,
): Promise<RoomReply> {
  return saved(await saveSharedType(store, params.name, body));
}

export async function removeSharedTypeHandler({ params }: ByName, { store }: Tools): Promise<RoomReply> {
  return removed(await store.removeType(params.name, undefined));
}

export function saveTypeHandler(request: ByProducerName<TypeBody>, tools: Tools): Promise<RoomReply> {
  const { params, body } = request;
  return asProducer(request, tools, async (producer) =>
    saved(await saveOwnType(tools.store, producer, params.name, body)),
  );
}

export function removeTypeHandler(request: ByProducerName, tools: Tools): Promise<RoomReply> {
  return asProducer(request, tools, async ({ id }) =>
    removed(await tools.store.removeType(request.params.name, id)),
  );
}

export async function listMappingsHandler(
  { params, query }: RoomRequest<{ producer: string }, Page>,
  { store }: Tools,
): Promise<RoomReply> {
  const page = { offset: pageOffset(query), limit: query.limit };
  const { items, total } = await store.mappings(params.producer, page);
  const path = `/cases/v1/producers/${params.producer}/permissions`;
  return { status: 200, body: renderPage(items.map(renderMapping), total, query, path) };
}

export function saveMappingHandler(
  request: RoomRequest<{ producer: string; code: string }, unknown, MappingBody>,
  tools: Tools,
): Promise<RoomReply> {
  const { params, body } = request;
  return asProducer(request, tools, async (producer) =>
    saved(await saveMapping(tools.store, producer, params.code, body.types)),
  );
}
