import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestHub } from '@ena/testkit/hub.ts';
import { exerciseRoutes } from '@ena/testkit/route-matrix.ts';
import { Type } from 'typebox';
import { pagingQuery } from './paging.ts';
import type { Route } from './route.ts';

const row = {
  limit: { bodyBytes: 1000, perMinute: 1000 },
  audit: { record: 'always' },
  summary: 'A row of the test',
  handler: async () => ({ status: 200, body: {} }),
} as const satisfies Partial<Route>;

const routes: readonly Route[] = [
  {
    ...row,
    operation: 'list',
    method: 'GET',
    path: '/toy/v1/things',
    auth: { kind: 'scope', scope: 'toy:read' },
    schema: { query: Type.Object(pagingQuery) },
  },
  {
    ...row,
    operation: 'add',
    method: 'POST',
    path: '/toy/v1/things',
    auth: { kind: 'operator' },
    schema: { body: Type.Object({ name: Type.String() }) },
  },
  {
    ...row,
    operation: 'send',
    method: 'PUT',
    path: '/toy/v1/things/:id/seal',
    auth: { kind: 'self-signed', why: 'The body is a signed JWT.' },
    consumes: ['application/jwt'],
  },
  {
    ...row,
    operation: 'contract',
    method: 'POST',
    path: '/toy/v1/contract',
    auth: { kind: 'scope', scope: 'toy:write' },
    schema: { body: Type.Object({}, { additionalProperties: false }) },
    renderProblem: (problem) => ({
      status: problem.status === 422 ? 400 : problem.status,
      body: { fel: problem.title },
    }),
  },
  {
    ...row,
    operation: 'mine',
    method: 'GET',
    path: '/toy/v1/mine',
    auth: { kind: 'person', scope: 'toy:mine' },
  },
  {
    ...row,
    operation: 'sign',
    method: 'POST',
    path: '/toy/v1/mine',
    auth: { kind: 'person', scope: 'toy:mine', loa: 4 },
    schema: { body: Type.Object({ name: Type.String() }) },
  },
];

test('the kernel refuses every wrong call to every kind of row', async (t) => {
  const hub = await startTestHub({ rooms: [], mounts: [{ room: 'toy', routes }] });
  await exerciseRoutes(t, hub, 'toy');
});

test('the kernel’s own routes hold the same rules', async (t) => {
  const hub = await startTestHub({ rooms: [], sandbox: false });
  for (const room of ['kernel/http', 'kernel/identity']) await exerciseRoutes(t, hub, room);
});

test('two rows for one call, or two operations of one name, are refused at the start', async () => {
  const [first] = routes;
  assert.ok(first);
  const doubled = startTestHub({
    rooms: [],
    mounts: [
      { room: 'a', routes: [first] },
      { room: 'b', routes: [first] },
    ],
  });
  await assert.rejects(doubled, /GET \/toy\/v1\/things is in the tables twice/);
});
