import { type Page, pageOffset, renderPage } from '@ena/kernel/http/paging.ts';
import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import type { WitnessedLog } from '../domain/witnessed-log.ts';
import { renderInconsistency } from '../wire/inconsistency.ts';
import { renderWitnessedLog } from '../wire/witnessed-log.ts';
import { problemReply } from './problem-reply.ts';
import type { Tools } from './tools.ts';

const text = 'text/plain; charset=utf-8';

export async function readVkey({ witness }: Tools): Promise<RoomReply> {
  return { status: 200, contentType: text, body: `${witness.vkey}\n` };
}

export async function listLogs(request: RoomRequest<unknown, Page>, { store }: Tools): Promise<RoomReply> {
  const { rows, total } = await store.list(pageOffset(request.query), request.query.limit);
  const body = renderPage(rows.map(renderWitnessedLog), total, request.query, '/traceability/v1/logs');
  return { status: 200, body };
}

export async function readLogCheckpoint(
  request: RoomRequest<{ origin: string }>,
  { store }: Tools,
): Promise<RoomReply> {
  const log = await store.find(request.params.origin);
  if (log === undefined) return problemReply('unknown-log', 'Find the origins in /traceability/v1/logs.');
  return checkpointReply(log);
}

/** https://c2sp.org/tlog-witness, monitor retrieval. */
export async function readCheckpointByHash(
  request: RoomRequest<{ originHash: string }>,
  { store }: Tools,
): Promise<RoomReply> {
  const log = await store.findByHash(request.params.originHash);
  if (log === undefined)
    return { status: 404, contentType: text, body: 'No checkpoint of this log is cosigned.\n' };
  return checkpointReply(log);
}

function checkpointReply(log: WitnessedLog): RoomReply {
  return { status: 200, contentType: text, headers: { 'cache-control': 'no-cache' }, body: log.checkpoint };
}

export async function listInconsistencies(
  request: RoomRequest<unknown, Page>,
  { store }: Tools,
): Promise<RoomReply> {
  const { rows, total } = await store.inconsistencies(pageOffset(request.query), request.query.limit);
  const path = '/traceability/v1/inconsistencies';
  return { status: 200, body: renderPage(rows.map(renderInconsistency), total, request.query, path) };
}

export async function settleInconsistency(
  request: RoomRequest<{ id: string }>,
  tools: Tools,
): Promise<RoomReply> {
  const settled = await tools.store.settle(request.params.id);
  if (!settled)
    return problemReply('unknown-inconsistency', 'Find the ids in /traceability/v1/inconsistencies.');
  await tools.matters.refresh();
  return { status: 204 };
}
