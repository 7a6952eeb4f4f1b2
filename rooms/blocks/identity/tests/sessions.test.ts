import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { decodeJwtUnverified } from '@ena/kernel/crypto/jwt.ts';
import type { TestHub } from '@ena/testkit/hub.ts';
import { Browser } from './browser.ts';
import { authorizeUrl, redeem, relyingParty, walk } from './relying-party.ts';
import { startIdentity } from './started.ts';

const loa = (level: number) => `http://id.elegnamnden.se/loa/1.0/loa${level}`;

describe('sessions', () => {
  const party = relyingParty('https://rp.example', { api_scopes: ['identity:me'] });
  const other = relyingParty('https://other.example');
  let hub: TestHub;
  let issuer: string;
  before(async () => {
    hub = await startIdentity([party.config, other.config]);
    issuer = `${hub.url}/identity`;
  });

  const quietly = async (browser: Browser, clientId: string, more: Record<string, string> = {}) => {
    const answer = await browser.get(authorizeUrl(issuer, clientId, { prompt: 'none', ...more }));
    return new URL(answer.headers.get('location') ?? '').searchParams;
  };

  test('prompt=none goes on for the same client at the same level, and for no other', async () => {
    const browser = new Browser();
    await walk(browser, authorizeUrl(issuer, party.config.client_id, { acr_values: loa(3) }));
    assert.ok((await quietly(browser, party.config.client_id, { acr_values: loa(3) })).has('code'));
    assert.equal(
      (await quietly(browser, party.config.client_id, { acr_values: loa(4) })).get('error'),
      'login_required',
    );
    assert.equal((await quietly(browser, other.config.client_id)).get('error'), 'login_required');
  });

  test('a session ends an hour after the log-in, however often it is used', async (t) => {
    const browser = new Browser();
    await walk(browser, authorizeUrl(issuer, party.config.client_id));
    const start = Date.now();
    const at = (minutes: number) => t.mock.timers.setTime(start + minutes * 60_000);
    t.mock.timers.enable({ apis: ['Date'], now: start });
    at(40);
    assert.ok((await quietly(browser, party.config.client_id)).has('code'));
    at(62);
    assert.equal((await quietly(browser, party.config.client_id)).get('error'), 'login_required');
  });

  test('no prompt, and prompt=login, ask again although the person is logged in', async () => {
    const browser = new Browser();
    const url = authorizeUrl(issuer, party.config.client_id);
    await walk(browser, url);
    for (const again of [url, authorizeUrl(issuer, party.config.client_id, { prompt: 'login' })]) {
      const page = await browser.follow(await browser.get(again), hub.url);
      assert.equal(page.response.status, 200);
      assert.match(await page.response.text(), /<h1>Logga in<\/h1>/);
    }
  });

  test('another person in the same browser ends the log-ins of the first', async () => {
    const browser = new Browser();
    const url = authorizeUrl(issuer, party.config.client_id, {
      scope: 'openid identity:me',
      resource: hub.url,
    });
    const tokensOf = async (person: number) => {
      const back = await walk(browser, url, { person });
      const answer = await redeem(issuer, party, back.searchParams.get('code') ?? '');
      return (await answer.json()) as Record<string, string>;
    };
    const own = (token = '') =>
      fetch(`${hub.url}/identity/v1/own-log-in`, { headers: { authorization: `Bearer ${token}` } });
    const first = await tokensOf(0);
    assert.equal((await own(first.access_token)).status, 200);
    const second = await tokensOf(1);
    assert.equal((await own(first.access_token)).status, 401);
    assert.equal((await own(second.access_token)).status, 200);
    const sub = (tokens: Record<string, string>) => decodeJwtUnverified(tokens.id_token ?? '')?.payload.sub;
    assert.notEqual(sub(first), sub(second));
  });

  test('a request in a form is a request', async () => {
    const url = new URL(authorizeUrl(issuer, party.config.client_id));
    const browser = new Browser();
    const answer = await browser.post(`${issuer}/auth`, Object.fromEntries(url.searchParams));
    const page = await browser.follow(answer, hub.url);
    assert.equal(page.response.status, 200);
    assert.match(await page.response.text(), /<h1>Logga in<\/h1>/);
  });

  test('the pages say whom they are for, in the language that was asked for', async () => {
    const browser = new Browser();
    const hello = Buffer.from('Välkommen till Åmål <b>').toString('base64');
    const url = authorizeUrl(issuer, party.config.client_id, {
      ui_locales: 'en',
      'https://id.oidc.se/param/userMessage': JSON.stringify({
        'message#sv': hello,
        mime_type: 'text/plain',
      }),
    });
    const page = await browser.follow(await browser.get(url), hub.url);
    const english = await page.response.text();
    assert.match(english, /<html lang="en">/);
    assert.match(english, /You are logging in to <strong>Åmåls e-tjänst<\/strong>/);
    assert.match(english, /Välkommen till Åmål &lt;b&gt;/);
    assert.doesNotMatch(english, /<script/);
    const swedish = await (await browser.get(`${page.url}?lang=sv`)).text();
    assert.match(swedish, /<html lang="sv">/);
    const policy = page.response.headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src 'none'/);
    assert.doesNotMatch(policy, /script-src|form-action/);
  });
});
