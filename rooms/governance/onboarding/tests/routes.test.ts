import { test } from 'node:test';
import { exerciseRoutes } from '@ena/testkit/route-matrix.ts';
import { runRoom } from './running-room.ts';

test('every operation refuses every wrong call', async (t) => {
  const params = {
    id: `matter_${'0'.repeat(32)}`,
    signature: `signature_${'0'.repeat(32)}`,
    orgnr: '2120003005',
  };
  await exerciseRoutes(t, await runRoom(), 'governance/onboarding', { params });
});
