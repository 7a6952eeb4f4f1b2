import { test } from 'node:test';
import { exerciseRoutes } from '@ena/testkit/route-matrix.ts';
import { indexing } from '../room.ts';
import { indexingHub, taxAgency } from './indexing-hub.ts';

test('every operation refuses what it must', async (t) => {
  const params = {
    area: 'customer-events',
    producer: taxAgency,
    asker: taxAgency,
    list: `list_${'0'.repeat(32)}`,
  };
  await exerciseRoutes(t, await indexingHub(), indexing.id, { params });
});
