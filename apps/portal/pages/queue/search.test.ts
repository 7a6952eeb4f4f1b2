import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { TestServer } from '@ena/client/tests/serve.ts';
import type { TestHub } from '@ena/testkit/hub.ts';
import { portalOptions, Reader, startPortal, testClientKey } from '../../tests/start-portal.ts';
import { startTestProvider, type TestProvider } from '../../tests/test-provider.ts';
import { matterId, serveToldSources } from '../../tests/told-sources.ts';

let sources: TestServer;
let provider: TestProvider;
let portal: TestHub;
let reader: Reader;
let token: string;

before(async () => {
  sources = await serveToldSources();
  const key = await testClientKey();
  provider = await startTestProvider(async () => [key.publicJwk]);
  portal = await startPortal(
    portalOptions({
      hubUrl: sources.url,
      deadlineMs: 2000,
      logIn: { issuer: provider.issuer, key, scopes: ['onboarding:self'] },
      rooms: [
        {
          id: 'governance/onboarding',
          names: { sv: 'Anslutning', en: 'Onboarding' },
          contracts: [],
          apis: [],
        },
      ],
    }),
  );
  reader = new Reader(portal.url);
  await reader.logIn();
  token = await reader.token();
});

after(async () => {
  await portal?.stop();
  await Promise.all([sources?.close(), provider?.close()]);
});

const send = (path: string, fields: Record<string, string>) =>
  reader.post(path, { 'form-token': token, ...fields });

describe('the search for an organisation’s matters', () => {
  it('finds those that wait for nobody too, and puts no number in an address', async () => {
    const answer = await send('/handlaggning/sok', { orgnr: '212000-3005' });
    assert.equal(answer.status, 200);
    assert.ok((await answer.text()).includes(`href="/handlaggning/${matterId}"`));
    const none = await send('/handlaggning/sok', { orgnr: '2120000829' });
    assert.match(await none.text(), /Organisationen har inga ärenden/);
    const queue = await (await reader.get('/handlaggning')).text();
    assert.match(queue, /method="post" action="\/handlaggning\/sok"/);
  });

  it('refuses what is no organisation number, a personal number too', async () => {
    for (const orgnr of ['', '12', '191212121212', '1912121212']) {
      const answer = await send('/handlaggning/sok', { orgnr });
      assert.equal(answer.status, 422, orgnr);
      assert.match(await answer.text(), /href="#orgnr"/);
    }
  });
});
