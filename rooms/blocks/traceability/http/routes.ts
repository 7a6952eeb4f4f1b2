import { pagingQuery } from '@ena/kernel/http/paging.ts';
import type { AuditRule, AuthRule, LimitRule, Route } from '@ena/kernel/http/route.ts';
import { Type } from 'typebox';
import { inconsistencyPage } from '../wire/inconsistency.ts';
import { addCheckpointTypes, largestAddCheckpoint } from '../wire/tlog-witness.ts';
import { witnessedLogPage } from '../wire/witnessed-log.ts';
import { addCheckpoint, renderWitnessRefusal } from './add-checkpoint.ts';
import * as monitoring from './monitoring.ts';
import type { Tools } from './tools.ts';

const open: AuthRule = {
  kind: 'public',
  why: 'Checkpoints hold sizes and hashes, and exist to be seen by everyone.',
};
const signed: AuthRule = {
  kind: 'self-signed',
  why: "The checkpoint is signed with the log's registered key.",
};
const unrecorded: AuditRule = { record: 'never', why: 'Public reads of hashes.' };
const kept: AuditRule = {
  record: 'never',
  why: 'The witness keeps the checkpoint itself, and every contradiction.',
};
const often: LimitRule = { bodyBytes: 0, perMinute: 6_000 };
const page = Type.Object(pagingQuery);
const text = Type.String({ description: 'C2SP checkpoint with cosignature' });

/** https://c2sp.org/tlog-witness under the prefix `/witness`. */
function witnessRoutes(tools: Tools): readonly Route[] {
  const row = { auth: open, limit: often, audit: unrecorded, renderProblem: renderWitnessRefusal } as const;
  return [
    {
      ...row,
      operation: 'addCheckpoint',
      method: 'POST',
      path: '/witness/add-checkpoint',
      auth: signed,
      limit: { bodyBytes: largestAddCheckpoint, perMinute: 6_000 },
      audit: kept,
      consumes: addCheckpointTypes,
      summary: 'Cosigns a checkpoint that follows from the one cosigned before',
      handler: (request) => addCheckpoint(request, tools),
    },
    {
      ...row,
      operation: 'readWitnessKey',
      method: 'GET',
      path: '/witness/vkey',
      summary: 'Verifier key of the witness',
      handler: () => monitoring.readVkey(tools),
    },
    {
      ...row,
      operation: 'readCheckpointByHash',
      method: 'GET',
      path: '/witness/:originHash/checkpoint',
      schema: { params: Type.Object({ originHash: Type.String({ pattern: '^[0-9a-f]{64}$' }) }) },
      summary: 'The last cosigned checkpoint of a log, by the SHA-256 of its origin',
      handler: (request) => monitoring.readCheckpointByHash(request, tools),
    },
  ];
}

/** Our own API. */
function ownRoutes(tools: Tools): readonly Route[] {
  const row = { auth: open, limit: often, audit: unrecorded } as const;
  return [
    {
      ...row,
      operation: 'listLogs',
      method: 'GET',
      path: '/traceability/v1/logs',
      schema: { query: page, replies: { 200: witnessedLogPage } },
      summary: 'Lists the logs with the last tree that was cosigned of each',
      handler: (request) => monitoring.listLogs(request, tools),
    },
    {
      ...row,
      operation: 'readLogCheckpoint',
      method: 'GET',
      path: '/traceability/v1/logs/:origin/checkpoint',
      schema: { params: Type.Object({ origin: Type.String({ maxLength: 255 }) }), replies: { 200: text } },
      summary: 'The last cosigned checkpoint of a log',
      handler: (request) => monitoring.readLogCheckpoint(request, tools),
    },
    {
      ...row,
      operation: 'listInconsistencies',
      method: 'GET',
      path: '/traceability/v1/inconsistencies',
      schema: { query: page, replies: { 200: inconsistencyPage } },
      summary: 'Lists the evidence against logs that have contradicted themselves',
      handler: (request) => monitoring.listInconsistencies(request, tools),
    },
    {
      operation: 'settleInconsistency',
      method: 'POST',
      path: '/traceability/v1/inconsistencies/:id/settlement',
      auth: { kind: 'operator' },
      limit: { bodyBytes: 0, perMinute: 60 },
      audit: { record: 'always' },
      schema: { params: Type.Object({ id: Type.String({ pattern: '^inconsistency_[0-9a-f]{32}$' }) }) },
      summary: 'Marks an inconsistency as dealt with; the evidence stays',
      handler: (request) => monitoring.settleInconsistency(request, tools),
    },
  ];
}

export function traceabilityRoutes(tools: Tools): readonly Route[] {
  return [...witnessRoutes(tools), ...ownRoutes(tools)];
}
