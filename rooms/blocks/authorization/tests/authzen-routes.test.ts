import { test } from 'node:test';
import { exerciseRoutes } from '@ena/testkit/route-matrix.ts';
import { runDecisions } from './authzen-hub.ts';

test('every operation of decisions refuses what it must', async (t) => {
  const { hub } = await runDecisions();
  await exerciseRoutes(t, hub, 'blocks/authorization');
});
