import { test } from 'node:test';
import { exerciseRoutes } from '@ena/testkit/route-matrix.ts';
import { portalOptions, startPortal, testClientKey } from './start-portal.ts';

test('every address refuses what it must', async (t) => {
  const key = await testClientKey();
  const portal = await startPortal(
    portalOptions({
      rooms: [
        {
          id: 'governance/onboarding',
          names: { sv: 'Anslutning', en: 'Onboarding' },
          contracts: [],
          apis: [],
        },
      ],
      logIn: { issuer: 'http://127.0.0.1:1', key, scopes: [] },
      feedback: { apiKey: async () => undefined },
    }),
  );
  await exerciseRoutes(t, portal, 'apps/portal', {
    params: { orgnr: '2120000829', id: 'matter_0', code: 'A.1', signature: 'signature_0' },
  });
});
