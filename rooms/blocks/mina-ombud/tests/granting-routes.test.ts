import { test } from 'node:test';
import { exerciseRoutes } from '@ena/testkit/route-matrix.ts';
import { karlskrona, runGranting } from './granting-room.ts';

test('every operation on templates and proposals refuses every wrong call', async (t) => {
  const params = { id: '00000000-0000-4000-8000-000000000000', orgnr: karlskrona };
  await exerciseRoutes(t, await runGranting(), 'blocks/mina-ombud', { params });
});
