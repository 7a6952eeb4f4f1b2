import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { decodeJwtUnverified } from '@ena/kernel/crypto/jwt.ts';
import { systemClock } from '@ena/kernel/time.ts';
import { startTestHub, type TestHub } from '@ena/testkit/hub.ts';
import { freePort } from '@ena/testkit/ports.ts';
import { identity } from '../room.ts';
import { Browser } from './browser.ts';
import { federationOf } from './fake-federation.ts';
import { actionOf, authorizeUrl, personsOn, redeem, relyingParty } from './relying-party.ts';

const numberScope = 'https://id.oidc.se/scope/naturalPersonNumber';
const numberClaim = 'https://id.oidc.se/claim/personalIdentityNumber';

describe('a log-in through another provider', () => {
  const party = relyingParty('https://rp.example');
  let upstream: TestHub;
  let hub: TestHub;
  let issuer: string;

  before(async () => {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const broker = {
      client_id: 'https://broker.example',
      client_name: 'Förmedlaren',
      redirect_uris: [`${url}/identity/upstream/callback`],
      jwks_uri: `${url}/identity/client-jwks`,
    };
    upstream = await startTestHub({
      rooms: [federationOf(), identity],
      clock: systemClock,
      configuration: { [identity.id]: { clients: [broker] } },
    });
    const provider = {
      id: 'annan',
      issuer: `${upstream.url}/identity`,
      client_id: broker.client_id,
      name_sv: 'Annan e-legitimation',
      name_en: 'Another e-identification',
    };
    hub = await startTestHub({
      rooms: [federationOf(), identity],
      clock: systemClock,
      port,
      configuration: { [identity.id]: { clients: [party.config], upstreamProviders: [provider] } },
    });
    issuer = `${hub.url}/identity`;
  });

  async function approve(level: 2 | 3 | 4, state = 'approved', ifMatch?: string): Promise<string> {
    const answer = await fetch(`${hub.url}/identity/v1/eid-issuer`, {
      method: 'PUT',
      headers: {
        authorization: `Bearer ${hub.operatorToken}`,
        'content-type': 'application/json',
        ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
      },
      body: JSON.stringify({
        id: `${upstream.url}/identity`,
        name: 'Annan utfärdare',
        organisationNumber: '5560000001',
        eidName: 'Annan-ID',
        level,
        reviewedBy: 'Granskaren',
        reviewedOn: '2026-01-15',
        state,
      }),
    });
    assert.ok(answer.ok, await answer.text());
    return answer.headers.get('etag') ?? '';
  }

  /** From our page to theirs, through theirs, and back to what ours answers. */
  async function through(browser: Browser, level: 2 | 3 | 4, more: Record<string, string> = {}) {
    const wish = { scope: `openid ${numberScope}`, ...more };
    const ours = await browser.follow(
      await browser.get(authorizeUrl(issuer, party.config.client_id, wish)),
      hub.url,
    );
    const left = await browser.post(new URL(actionOf(await ours.response.text()), hub.url).href, {
      method: 'annan',
    });
    assert.equal(left.status, 303);
    const theirs = await browser.follow(await browser.get(left.headers.get('location') ?? ''), upstream.url);
    const page = await theirs.response.text();
    const chosen = await browser.post(new URL(actionOf(page), upstream.url).href, {
      method: 'test',
      person: personsOn(page)[1] ?? '',
      level: String(level),
    });
    const back = await browser.follow(chosen, upstream.url);
    assert.ok(back.url.startsWith(`${issuer}/upstream/callback`), back.url);
    return { callback: back.url, end: await browser.follow(await browser.get(back.url), hub.url) };
  }

  test('is refused until the register of levels approves the provider, and beyond its level', async () => {
    const unknown = await through(new Browser(), 3);
    assert.equal(unknown.end.response.status, 200);
    assert.match(await unknown.end.response.text(), /kunde inte intyga vem du är/);
    const tag = await approve(2);
    const tooHigh = await through(new Browser(), 3);
    assert.match(await tooHigh.end.response.text(), /kunde inte intyga vem du är/);
    await approve(3, 'approved', tag);
  });

  test('is the only way shown where the client names the provider', async () => {
    const wish = { 'https://id.oidc.se/param/authnProvider': `${upstream.url}/identity` };
    const browser = new Browser();
    const url = authorizeUrl(issuer, party.config.client_id, wish);
    const page = await (await browser.follow(await browser.get(url), hub.url)).response.text();
    assert.match(page, /Fortsätt med Annan e-legitimation/);
    assert.doesNotMatch(page, /Testlegitimation/);
  });

  test('ends with the person whom the other provider vouched for', async () => {
    const { end, callback } = await through(new Browser(), 3);
    const back = new URL(end.url);
    assert.equal(back.origin, 'https://rp.example');
    const answer = await redeem(issuer, party, back.searchParams.get('code') ?? '');
    const tokens = (await answer.json()) as Record<string, string>;
    const { payload } = decodeJwtUnverified(tokens.id_token ?? '') ?? assert.fail('no ID token');
    assert.equal(payload.acr, 'http://id.elegnamnden.se/loa/1.0/loa3');
    assert.match(String(payload[numberClaim]), /^\d{12}$/);
    const again = await new Browser().get(callback);
    assert.equal(again.status, 400, 'the way back is open once, and in one browser');
  });
});
