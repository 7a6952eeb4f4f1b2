import { type Page, pageOffset, renderPage } from '@ena/kernel/http/paging.ts';
import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { joinArea, rotateKey, setPurposes } from '../use-cases/administer.ts';
import { type PurposesBody, renderProducer } from '../wire/administration.ts';
import { type AreaBody, parseArea, renderArea } from '../wire/area.ts';
import { problemReply } from './problem-reply.ts';
import type { Tools } from './tools.ts';

type AreaParams = { area: string };

export async function listAreasHandler(
  { query }: RoomRequest<unknown, Page>,
  { store }: Tools,
): Promise<RoomReply> {
  const { items, total } = await store.areas({ offset: pageOffset(query), limit: query.limit });
  return { status: 200, body: renderPage(items.map(renderArea), total, query, '/indexing/v1/areas') };
}

export async function saveAreaHandler(
  { params, body }: RoomRequest<AreaParams, unknown, AreaBody>,
  { store }: Tools,
): Promise<RoomReply> {
  await store.saveArea(parseArea(params.area, body));
  return { status: 204 };
}

export async function listProducersHandler(
  { params, query }: RoomRequest<AreaParams, Page>,
  { store }: Tools,
): Promise<RoomReply> {
  if ((await store.area(params.area)) === undefined) return unknownArea();
  const { items, total } = await store.producers(params.area, {
    offset: pageOffset(query),
    limit: query.limit,
  });
  const path = `/indexing/v1/areas/${params.area}/producers`;
  return { status: 200, body: renderPage(items.map(renderProducer), total, query, path) };
}

export async function addProducerHandler(
  { params }: RoomRequest<AreaParams & { producer: string }>,
  tools: Tools,
): Promise<RoomReply> {
  const { area, producer } = params;
  switch (await joinArea(tools, { area, producer })) {
    case 'joined':
    case 'already':
      return { status: 204 };
    case 'unknown-area':
      return unknownArea();
    case 'not-an-organisation':
      return notAnOrganisation();
  }
}

export async function listAskersHandler(
  { params, query }: RoomRequest<AreaParams, Page>,
  { store }: Tools,
): Promise<RoomReply> {
  if ((await store.area(params.area)) === undefined) return unknownArea();
  const { items, total } = await store.askers(params.area, {
    offset: pageOffset(query),
    limit: query.limit,
  });
  const path = `/indexing/v1/areas/${params.area}/askers`;
  return { status: 200, body: renderPage(items, total, query, path) };
}

export async function setPurposesHandler(
  { params, body }: RoomRequest<AreaParams & { asker: string }, unknown, PurposesBody>,
  tools: Tools,
): Promise<RoomReply> {
  switch (await setPurposes(tools, { ...params, purposes: body.purposes })) {
    case 'set':
      return { status: 204 };
    case 'unknown-area':
      return unknownArea();
    case 'not-an-organisation':
      return notAnOrganisation();
  }
}

export async function rotateKeyHandler(tools: Tools): Promise<RoomReply> {
  const outcome = await rotateKey(tools);
  if (outcome.kind === 'running') {
    return problemReply('rotation-running', 'Wait until no pointer is behind, then change the key.');
  }
  const behind = await tools.store.behind();
  tools.jobs.wake();
  return { status: 202, body: { generation: outcome.generation, behind } };
}

export async function readRotationHandler({ store, keys }: Tools): Promise<RoomReply> {
  const generation = await keys.refresh();
  return { status: 200, body: { generation, behind: await store.behind() } };
}

function unknownArea(): RoomReply {
  return problemReply('unknown-area', 'Choose one from the list of areas, or save it first.');
}

function notAnOrganisation(): RoomReply {
  return problemReply('not-an-organisation', 'Write ten digits, the last of them the check digit.');
}
