import { test } from 'node:test';
import { exerciseRoutes } from '@ena/testkit/route-matrix.ts';
import { runRoom } from './running-room.ts';

test('every operation refuses what it must', async (t) => {
  const hub = await runRoom();
  const params = {
    orgnr: '2120000829',
    organisationNumber: '2120000829',
    name: 'bokning',
    entityType: 'oauth_client',
    id: `mark_${'0'.repeat(32)}`,
  };
  await exerciseRoutes(t, hub, 'blocks/trust-framework', { params });
});
