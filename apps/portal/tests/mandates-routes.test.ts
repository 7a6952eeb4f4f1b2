import { test } from 'node:test';
import { exerciseRoutes } from '@ena/testkit/route-matrix.ts';
import { portalOptions, startPortal, testClientKey } from './start-portal.ts';

test('every address about mandates refuses what it must', async (t) => {
  const key = await testClientKey();
  const portal = await startPortal(
    portalOptions({
      rooms: [
        { id: 'blocks/mina-ombud', names: { sv: 'Mina ombud', en: 'Mandates' }, contracts: [], apis: [] },
      ],
      logIn: { issuer: 'http://127.0.0.1:1', key, scopes: [] },
    }),
  );
  await exerciseRoutes(t, portal, 'apps/portal', {
    params: { orgnr: '2120000829', id: '0b9a6f5e-3f57-4a3c-8c55-7f6f5f0f2b11', hash: 'a'.repeat(64) },
  });
});
