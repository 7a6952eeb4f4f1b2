import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { TestServer } from '@ena/client/tests/serve.ts';
import type { TestHub } from '@ena/testkit/hub.ts';
import { portalOptions, Reader, startPortal, testClientKey } from '../../tests/start-portal.ts';
import { startTestProvider, type TestProvider } from '../../tests/test-provider.ts';
import { markId, matterId, sentToOnboarding, serveToldSources } from '../../tests/told-sources.ts';

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

beforeEach(() => {
  sentToOnboarding.length = 0;
});

const send = (path: string, fields: Record<string, string>) =>
  reader.post(path, { 'form-token': token, ...fields });

describe('applying', () => {
  it('sends the number as ten digits, under the form’s own key, and leads to the matter', async () => {
    const page = await (await reader.get('/organisation/ansok')).text();
    const key = /name="key" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const answer = await send('/organisation/ansok', {
      orgnr: '212000-3005',
      email: ' registrator@uppsala.example ',
      key,
    });
    assert.deepEqual(
      [answer.status, answer.headers.get('location')],
      [303, `/organisation/arende/${matterId}`],
    );
    const [sent] = sentToOnboarding;
    assert.deepEqual(sent?.body, { orgnr: '2120003005', email: 'registrator@uppsala.example' });
    assert.equal(sent?.key, key);
  });

  it('comes back with what is wrong, and keeps what was written', async () => {
    const tries: readonly (readonly [string, RegExp])[] = [
      ['', /Skriv organisationsnumret/],
      ['2120003006', /kontrollsiffra/],
      ['12', /kontrollsiffra/],
      // A sole trader’s number is a personal identity number.
      ['191212121212', /kontrollsiffra/],
      ['2120000829', /har redan ansökt/],
    ];
    for (const [orgnr, sentence] of tries) {
      const answer = await send('/organisation/ansok', { orgnr, email: 'å@ö.se' });
      assert.equal(answer.status, 422, orgnr);
      const text = await answer.text();
      assert.match(text, sentence);
      assert.ok(text.includes('id="error-summary"') && text.includes('value="å@ö.se"'));
    }
  });
});

describe('a matter', () => {
  it('shows state, reason, what to mend, checks, agreement and the steps that are open', async () => {
    const text = await (await reader.get(`/organisation/arende/${matterId}`)).text();
    for (const part of [
      'Avtalet väntar på underskrifter',
      'Ange en e-postadress på er domän.',
      'Firmatecknaren saknas.',
      'ANSLUTNINGSAVTAL',
      'Underskrifter som saknas: 1.',
      'Vi vill ansluta oss.',
      'action="/organisation/arende/matter_00000000000000000000000000000000/skriv-under"',
    ]) {
      assert.ok(text.includes(part), part);
    }
  });

  it('takes a step on the revision that was read', async () => {
    const path = `/organisation/arende/${matterId}/steg`;
    const answer = await send(path, { step: 'withdraw', revision: '2', 'reason-withdraw': 'Vi väntar' });
    assert.equal(answer.status, 303);
    const [sent] = sentToOnboarding;
    assert.deepEqual([sent?.body, sent?.ifMatch], [{ step: 'withdraw', reason: 'Vi väntar' }, '"2"']);
  });

  it('asks for the reason and for what to mend where they are missing', async () => {
    const answer = await send(`/organisation/arende/${matterId}/steg`, { step: 'return', revision: '2' });
    assert.equal(answer.status, 422);
    const text = await answer.text();
    assert.ok(text.includes('href="#reason-return"') && text.includes('href="#mend-return"'));
  });

  it('shows the command that joins, once, in the answer to a form and in no address', async () => {
    const answer = await send(`/organisation/arende/${matterId}/anslut`, {});
    assert.equal(answer.status, 200);
    assert.match(await answer.text(), /--join-token hemlig/);
    assert.equal((await reader.get(`/organisation/arende/${matterId}/anslut`)).status, 405);
  });

  it('that is not the reader’s, or no matter at all, is not found', async () => {
    const other = matterId.replace('0', 'f');
    for (const id of [other, 'matter_x', '..%2F..%2Fadmin']) {
      assert.equal((await reader.get(`/organisation/arende/${id}`)).status, 404, id);
      assert.equal((await send(`/organisation/arende/${id}/anslut`, {})).status === 303, false);
    }
  });

  it('is signed word for word, in a request that the portal has signed', async () => {
    const answer = await send(`/organisation/arende/${matterId}/skriv-under`, {});
    const to = new URL(answer.headers.get('location') ?? '');
    const [, payload = ''] = (to.searchParams.get('request') ?? '').split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const asked = JSON.parse(claims['https://id.oidc.se/param/signRequest']);
    assert.match(Buffer.from(asked.tbs_data, 'base64').toString(), /^ANSLUTNINGSAVTAL\n\n1\. /);
    assert.match(Buffer.from(asked.sign_message.message, 'base64').toString(), /Uppsala kommun/);
    assert.equal(claims.prompt, 'login consent');
    assert.ok(claims.scope.includes('https://id.oidc.se/scope/sign'));
  });
});

describe('contacts', () => {
  it('are invited with a role, and the code is shown once', async () => {
    const path = '/organisation/2120003005/bjud-in';
    const fields = { role: 'technical', name: 'Örjan Testsson', email: 'orjan@kommun.example' };
    const answer = await send(path, fields);
    assert.match(await answer.text(), /inbjudningskod/);
    assert.deepEqual(sentToOnboarding[0]?.body, fields);
    const wrong = await send(path, { ...fields, role: 'operator' });
    assert.equal(wrong.status, 422);
  });

  it('answer with the code in a form', async () => {
    const code = 'k'.repeat(43);
    assert.equal((await send('/organisation/inbjudan', { code, answer: 'accept' })).status, 303);
    assert.deepEqual(sentToOnboarding[0]?.body, { code, answer: 'accept' });
    assert.equal((await send('/organisation/inbjudan', { code: 'kort', answer: 'accept' })).status, 422);
    assert.equal((await send('/organisation/inbjudan', { code })).status, 422);
  });
});

describe('the queue', () => {
  it('leads to each matter, whose decisions carry reason and what to mend', async () => {
    const queue = await (await reader.get('/handlaggning')).text();
    assert.ok(queue.includes(`href="/handlaggning/${markId}"`));
    const matter = await (await reader.get(`/handlaggning/${markId}`)).text();
    assert.ok(matter.includes('A.1 (S): uppfyllt') && matter.includes('F.8 (E): inte bedömt'));
    const answer = await send(`/handlaggning/${markId}/steg`, {
      step: 'return',
      revision: '2',
      'reason-return': 'Bilagan saknas',
      'mend-return': 'Bifoga rapporten\r\n\r\nSkriv under den',
    });
    assert.equal(answer.headers.get('location'), `/handlaggning/${markId}`);
    assert.equal(sentToOnboarding[0]?.call, `POST /onboarding/v1/review/matters/${markId}/steps`);
    assert.deepEqual((sentToOnboarding[0]?.body as { mend: unknown } | undefined)?.mend, [
      'Bifoga rapporten',
      'Skriv under den',
    ]);
  });
});

describe('acting for an organisation', () => {
  it('shows it on every page, and only for those that the person has a part in', async () => {
    assert.equal((await send('/foretrad', { whom: '2120000829' })).status, 422);
    assert.equal((await send('/foretrad', { whom: '2120003005' })).status, 303);
    assert.ok((await (await reader.get('/privat')).text()).includes('Företräder <strong>Uppsala kommun'));
    await send('/foretrad', { whom: 'self' });
    assert.ok((await (await reader.get('/privat')).text()).includes('Företräder <strong>dig själv'));
  });
});

describe('someone who has not logged in', () => {
  it('is asked to on every page of their own, and no form does anything', async () => {
    const stranger = new Reader(portal.url);
    for (const path of [
      '/organisation/ansok',
      `/organisation/arende/${matterId}`,
      '/handlaggning',
      '/foretrad',
    ]) {
      const answer = await stranger.get(path);
      assert.equal(answer.status, 401, path);
      assert.match(await answer.text(), /Du behöver logga in/);
    }
    const answer = await stranger.post('/organisation/ansok', { orgnr: '2120003005', email: 'a@b.se' });
    assert.equal(answer.status, 403);
    assert.deepEqual(sentToOnboarding, []);
  });
});
