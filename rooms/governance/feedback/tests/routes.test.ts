import { test } from 'node:test';
import { exerciseRoutes } from '@ena/testkit/route-matrix.ts';
import { feedback } from '../room.ts';
import { collectingHub } from './collecting-hub.ts';

test('every operation refuses what it must', async (t) => {
  await exerciseRoutes(t, await collectingHub(), feedback.id);
});
