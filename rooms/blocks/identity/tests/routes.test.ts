import { test } from 'node:test';
import { startTestHub } from '@ena/testkit/hub.ts';
import { exerciseRoutes } from '@ena/testkit/route-matrix.ts';
import { identity } from '../room.ts';
import { federationOf } from './fake-federation.ts';

test('every operation refuses every wrong call', async (t) => {
  const hub = await startTestHub({ rooms: [federationOf(), identity] });
  await exerciseRoutes(t, hub, identity.id, { params: { uid: 'interaktion-som-saknas', id: 'match_0' } });
});
