import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { idOf, startMandatesPortal, toldProposal } from '../tests/mandates-portal.ts';

const portal = startMandatesPortal();
const path = `/ombud/arende/${idOf(1)}/skriv-under`;

/** From our form over the provider back to the callback, with the e-legitimation that the provider is set to. */
async function sign(): Promise<Response> {
  portal.tells(({ method, path: asked }) => {
    if (asked.endsWith('/text')) return 'FULLMAKT\n';
    if (method === 'POST' && asked.endsWith('/signatures')) return toldProposal(1, { state: 'registered' });
    return toldProposal(1, { mayDo: ['sign'] });
  });
  const toProvider = await portal.send(path, { revision: '1' });
  const authorized = await fetch(toProvider.headers.get('location') ?? '', { redirect: 'manual' });
  const back = new URL(authorized.headers.get('location') ?? '');
  return portal.reader.get(back.pathname + back.search);
}

const handedIn = () => portal.calls.filter(({ path: asked }) => asked.endsWith('/signatures')).length;

describe('an e-signature', () => {
  it('by the person at her level is handed in, and asks the provider for that level or a higher', async () => {
    const answer = await sign();
    assert.deepEqual([answer.status, answer.headers.get('location')], [303, `/ombud/arende/${idOf(1)}`]);
    assert.equal(handedIn(), 1);
    const loa = 'http://id.elegnamnden.se/loa/1.0/loa';
    assert.equal(portal.provider.asked.get('acr_values'), `${loa}3 ${loa}4`);
    assert.match(await portal.read('/privat'), /Inloggad som <strong>Åsa Öberg-Test/);
  });

  const refused = [
    ['another', /Någon annan än du legitimerade sig/],
    ['weak', /E-legitimationen hade för låg tillitsnivå/],
  ] as const;
  for (const [behaviour, words] of refused) {
    it(`is neither a signature nor a log-in where it is ${behaviour}: the session stays`, async () => {
      const { cookie } = portal.reader;
      portal.provider.behaviour = behaviour;
      const answer = await sign();
      assert.equal(answer.status, 400);
      assert.equal(answer.headers.get('set-cookie'), null);
      const page = await answer.text();
      assert.match(page, words);
      assert.match(page, /Du är fortfarande inloggad som förut\./);
      assert.match(page, /Inloggad som <strong>Åsa Öberg-Test<\/strong> \(tillitsnivå 3\)/);
      assert.equal(handedIn(), 0);
      assert.equal(portal.reader.cookie, cookie);
      assert.match(
        await portal.read('/privat'),
        /Inloggad som <strong>Åsa Öberg-Test<\/strong> \(tillitsnivå 3\)/,
      );
    });
  }

  it('that does not come with the log-in is told of', async () => {
    portal.provider.behaviour = 'unsigned';
    const answer = await sign();
    assert.equal(answer.status, 400);
    assert.match(await answer.text(), /Fullmakten är inte undertecknad av dig/);
    assert.equal(handedIn(), 0);
  });
});
