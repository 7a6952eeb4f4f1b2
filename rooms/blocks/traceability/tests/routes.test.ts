import { test } from 'node:test';
import { exerciseRoutes } from '@ena/testkit/route-matrix.ts';
import { runHub } from './running-hub.ts';

test('every operation refuses what it must', async (t) => {
  const params = { id: `inconsistency_${'0'.repeat(32)}`, originHash: '0'.repeat(64) };
  await exerciseRoutes(t, await runHub(), 'blocks/traceability', { params });
});
