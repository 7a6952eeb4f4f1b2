import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type OnboardingPortal, startOnboardingPortal } from '../../tests/onboarding-portal.ts';
import { matterId } from '../../tests/told-sources.ts';

let portal: OnboardingPortal;

before(async () => {
  portal = await startOnboardingPortal();
});

after(() => portal?.stop());

const send = (path: string, fields: Record<string, string>) => portal.post(path, fields);

describe('the search for an organisation’s matters', () => {
  it('finds those that wait for nobody too, and puts no number in an address', async () => {
    const answer = await send('/handlaggning/sok', { orgnr: '212000-3005' });
    assert.equal(answer.status, 200);
    assert.ok((await answer.text()).includes(`href="/handlaggning/${matterId}"`));
    const none = await send('/handlaggning/sok', { orgnr: '2120000829' });
    assert.match(await none.text(), /Organisationen har inga ärenden/);
    const queue = await (await portal.reader.get('/handlaggning')).text();
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
