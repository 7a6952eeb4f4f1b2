import { test } from 'node:test';
import { exerciseRoutes } from '@ena/testkit/route-matrix.ts';
import { karlskrona } from './granting-room.ts';
import { runLife } from './life-room.ts';

test('every operation on registered mandates refuses every wrong call', async (t) => {
  const params = {
    id: '7b0d7c0e-3c9a-4a3e-9d5f-6a1f0a6c8e21',
    hash: 'a'.repeat(64),
    orgnr: karlskrona,
  };
  await exerciseRoutes(t, await runLife(), 'blocks/mina-ombud', { params });
});
