import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { TestHub } from '@ena/testkit/hub.ts';
import { portalOptions, publicUrl, Reader, startPortal, testClientKey } from '../tests/start-portal.ts';
import { type Behaviour, startTestProvider, type TestProvider } from '../tests/test-provider.ts';

let provider: TestProvider;
let portal: TestHub;
let now: number;
let shift: number;

before(async () => {
  const key = await testClientKey();
  // What the portal publishes at /portal/jwks is what the provider checks its assertions with.
  provider = await startTestProvider(async () => {
    const answer = await fetch(`${portal.url}/portal/jwks`);
    return ((await answer.json()) as { keys: JsonWebKey[] }).keys;
  });
  portal = await startPortal(
    portalOptions({
      clock: { now: () => now + shift },
      logIn: { issuer: provider.issuer, key, scopes: ['onboarding:self'] },
    }),
  );
});

after(async () => {
  await portal?.stop();
  await provider?.close();
});

beforeEach(() => {
  provider.behaviour = 'honest';
  now = Date.now();
  shift = 0;
});

describe('logging in', () => {
  it('ends where the person was, with their name and level on the page', async () => {
    const reader = new Reader(portal.url);
    const answer = await reader.logIn('/portal/log-in?next=/en/privat');
    assert.deepEqual([answer.status, answer.headers.get('location')], [303, '/en/privat']);
    const page = await (await reader.get('/privat')).text();
    assert.ok(page.includes('Inloggad som <strong>Åsa Öberg-Test</strong> (tillitsnivå 3)'));
    assert.ok(page.includes('Företräder <strong>dig själv</strong>'));
  });

  it('asks with PKCE, state, nonce, the APIs’ scopes and the hub as resource', async () => {
    await new Reader(portal.url).logIn('/portal/log-in?next=/en');
    const { asked } = provider;
    assert.equal(asked.get('client_id'), `${publicUrl}/portal`);
    assert.equal(asked.get('redirect_uri'), `${publicUrl}/portal/callback`);
    assert.equal(asked.get('code_challenge_method'), 'S256');
    assert.equal(asked.get('resource'), publicUrl);
    assert.equal(asked.get('scope'), 'openid onboarding:self');
    assert.equal(asked.get('ui_locales'), 'en');
    assert.ok((asked.get('state') ?? '').length >= 32 && (asked.get('nonce') ?? '').length >= 32);
  });

  it('passes a wish for a stronger level on, and no other text', async () => {
    const loa4 = 'http://id.elegnamnden.se/loa/1.0/loa4';
    await new Reader(portal.url).logIn(`/portal/log-in?acr=${encodeURIComponent(loa4)}`);
    assert.equal(provider.asked.get('acr_values'), loa4);
    await new Reader(portal.url).logIn('/portal/log-in?acr=http://evil/loa4');
    assert.equal(provider.asked.get('acr_values'), null);
  });

  it('gives the cookie a new value, so that a planted one is worth nothing', async () => {
    const reader = new Reader(portal.url);
    reader.cookie = `ena-portal=${'a'.repeat(43)}`;
    await reader.logIn();
    assert.notEqual(reader.cookie, `ena-portal=${'a'.repeat(43)}`);
    const planted = new Reader(portal.url);
    planted.cookie = `ena-portal=${'a'.repeat(43)}`;
    assert.ok(!(await (await planted.get('/privat')).text()).includes('Åsa'));
  });

  it('sets a cookie that scripts cannot read and other sites do not send', async () => {
    const answer = await new Reader(portal.url).get('/portal/log-in');
    assert.match(
      answer.headers.get('set-cookie') ?? '',
      /^ena-portal=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/,
    );
  });

  it('leads only to own addresses afterwards', async () => {
    for (const next of ['https://ond.se', '//ond.se', '/\\ond.se', 'javascript:alert(1)']) {
      const answer = await new Reader(portal.url).logIn(`/portal/log-in?next=${encodeURIComponent(next)}`);
      assert.equal(answer.headers.get('location'), '/', next);
    }
  });

  const wrong: readonly Behaviour[] = [
    'wrong-nonce',
    'wrong-audience',
    'expired',
    'alg-none',
    'foreign-key',
    'no-id-token',
  ];
  for (const behaviour of wrong) {
    it(`is refused where the provider answers with ${behaviour}`, async () => {
      provider.behaviour = behaviour;
      const reader = new Reader(portal.url);
      const answer = await reader.logIn();
      assert.equal(answer.status, 400);
      assert.match(await answer.text(), /Inloggningen gick inte att genomföra/);
      assert.ok(!(await (await reader.get('/privat')).text()).includes('Inloggad som'));
    });
  }

  it('that the person stops says so', async () => {
    provider.behaviour = 'access-denied';
    const answer = await new Reader(portal.url).logIn('/portal/log-in?next=/en/foretag');
    assert.equal(answer.status, 400);
    assert.match(await answer.text(), /The log-in was stopped/);
  });

  it('holds once, in the browser that began it, and for ten minutes', async () => {
    const reader = new Reader(portal.url);
    const begun = await reader.get('/portal/log-in');
    const cookie = reader.cookie;
    const authorized = await fetch(begun.headers.get('location') ?? '', { redirect: 'manual' });
    const back = new URL(authorized.headers.get('location') ?? '');
    const path = back.pathname + back.search;
    assert.equal((await new Reader(portal.url).get(path)).status, 400, 'another browser');
    shift = 10 * 60_000;
    assert.equal((await reader.get(path)).status, 400, 'too late');
    shift = 0;
    reader.cookie = cookie;
    assert.equal((await reader.get(path)).status, 400, 'the second time');
  });

  it('with a state that nobody began is refused', async () => {
    const answer = await new Reader(portal.url).get('/portal/callback?code=x&state=y');
    assert.equal(answer.status, 400);
  });
});

describe('a session', () => {
  it('ends after twenty idle minutes, and after an hour however much it is used', async () => {
    const reader = new Reader(portal.url);
    await reader.logIn();
    const signedIn = async () => (await (await reader.get('/privat')).text()).includes('Inloggad som');
    for (const minutes of [19, 38, 57]) {
      shift = minutes * 60_000;
      assert.equal(await signedIn(), true, `${minutes} minutes`);
    }
    shift = 60 * 60_000;
    assert.equal(await signedIn(), false);
    shift = 0;
    await reader.logIn();
    shift = 20 * 60_000;
    assert.equal(await signedIn(), false);
  });

  it('shows until when, a way to stay, and in the last ten minutes that there is none', async () => {
    const reader = new Reader(portal.url);
    await reader.logIn();
    const fresh = await (await reader.get('/privat')).text();
    assert.match(fresh, /<time id="session-end" datetime="[^"]+" data-left="1200000">\d\d:\d\d<\/time>/);
    assert.ok(fresh.includes('Fortsätt vara inloggad'));
    for (const minutes of [18, 36]) {
      shift = minutes * 60_000;
      await reader.get('/privat');
    }
    shift = 52 * 60_000;
    const late = await (await reader.get('/privat')).text();
    assert.match(late, /Inloggningen tar slut klockan \d\d:\d\d/);
    assert.ok(!late.includes('action="/portal/extend"'));
  });

  it('is made longer by its form', async () => {
    const reader = new Reader(portal.url);
    await reader.logIn();
    const token = await reader.token();
    shift = 15 * 60_000;
    const answer = await reader.post('/en/portal/extend', { 'form-token': token, next: '/en/privat' });
    assert.deepEqual([answer.status, answer.headers.get('location')], [303, '/en/privat']);
    shift = 30 * 60_000;
    assert.ok((await (await reader.get('/privat')).text()).includes('Inloggad som'));
  });

  it('ends at the log-out here and at the provider', async () => {
    const reader = new Reader(portal.url);
    await reader.logIn();
    const cookie = reader.cookie;
    const answer = await reader.post('/portal/log-out', { 'form-token': await reader.token() });
    const to = new URL(answer.headers.get('location') ?? '');
    assert.equal(to.origin + to.pathname, `${provider.issuer}/end`);
    assert.equal(to.searchParams.get('post_logout_redirect_uri'), `${publicUrl}/`);
    assert.deepEqual([...to.searchParams.keys()].toSorted(), [
      'client_id',
      'post_logout_redirect_uri',
      'ui_locales',
    ]);
    assert.equal(reader.cookie, undefined);
    reader.cookie = cookie;
    assert.ok(!(await (await reader.get('/privat')).text()).includes('Inloggad som'));
  });

  it('does nothing for a form without its token, with another’s, or from another site', async () => {
    const [reader, stranger] = [new Reader(portal.url), new Reader(portal.url)];
    await Promise.all([reader.logIn(), stranger.logIn()]);
    const token = await reader.token();
    const tries: readonly (readonly [Record<string, string>, Record<string, string>])[] = [
      [{}, { origin: publicUrl }],
      [{ 'form-token': await stranger.token() }, { origin: publicUrl }],
      [{ 'form-token': token }, { origin: 'https://ond.se' }],
      [{ 'form-token': token }, { origin: publicUrl, 'sec-fetch-site': 'cross-site' }],
    ];
    for (const [fields, headers] of tries) {
      const answer = await reader.post('/portal/log-out', fields, headers);
      assert.equal(answer.status, 403);
      assert.match(await answer.text(), /Formuläret gäller inte längre/);
    }
    assert.ok((await (await reader.get('/privat')).text()).includes('Inloggad som'));
  });
});

describe('without a provider', () => {
  it('that answers, the page says so', async () => {
    const key = await testClientKey();
    const alone = await startPortal(
      portalOptions({ logIn: { issuer: 'http://127.0.0.1:1', key, scopes: [] } }),
    );
    const answer = await new Reader(alone.url).get('/portal/log-in?next=/en/privat');
    assert.equal(answer.status, 503);
    assert.match(await answer.text(), /You cannot log in right now/);
  });

  it('at all there is no log-in and no address of one', async () => {
    const alone = await startPortal(portalOptions({}));
    assert.equal((await new Reader(alone.url).get('/portal/log-in')).status, 404);
    assert.ok(!(await (await fetch(alone.url)).text()).includes('/portal/log-in'));
  });
});
