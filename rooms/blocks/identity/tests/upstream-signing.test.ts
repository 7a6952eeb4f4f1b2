import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { decodeJwtUnverified } from '@ena/kernel/crypto/jwt.ts';
import { systemClock } from '@ena/kernel/time.ts';
import { startTestHub, type TestHub } from '@ena/testkit/hub.ts';
import { freePort } from '@ena/testkit/ports.ts';
import { identity } from '../room.ts';
import { approve } from './approve.ts';
import { Browser } from './browser.ts';
import { federationOf } from './fake-federation.ts';
import { actionOf, authorizeUrl, redeem, relyingParty } from './relying-party.ts';
import {
  base64,
  message,
  pushedUrl,
  signatureAsker,
  signingUrl,
  signRequest,
  signRequestParam,
  tbs,
} from './signing-request.ts';

const claim = 'https://id.oidc.se/claim/';
const numberScope = 'https://id.oidc.se/scope/naturalPersonNumber';

/** Test persons by their place in the list. */
const [ebba, ylva] = ['p1', 'p2'];

describe('a signature through another provider', () => {
  const party = relyingParty('https://rp.example', { may_sign: true });
  const asker = signatureAsker();
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
      may_sign: true,
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
      rooms: [asker.room, federationOf(), identity],
      clock: systemClock,
      port,
      configuration: {
        [identity.id]: {
          clients: [party.config],
          upstreamProviders: [
            { ...provider, signs: true },
            { ...provider, id: 'bara-inloggning', name_sv: 'Bara inloggning' },
          ],
        },
      },
    });
    issuer = `${hub.url}/identity`;
    await approve(hub, `${upstream.url}/identity`, 3);
  });

  /** Our page, where the person chooses the other provider; what the other one shows. */
  async function leave(browser: Browser, address: string) {
    const ours = await browser.follow(await browser.get(address), hub.url);
    return leaveFrom(browser, await ours.response.text());
  }

  async function leaveFrom(browser: Browser, ours: string) {
    const left = await browser.post(new URL(actionOf(ours), hub.url).href, { method: 'annan' });
    assert.equal(left.status, 303, await left.text());
    const theirs = await browser.follow(await browser.get(left.headers.get('location') ?? ''), upstream.url);
    return { ours, theirs: await theirs.response.text(), request: left.headers.get('location') ?? '' };
  }

  /** The choice at the other provider, and where it ends; `callback` is the way back. */
  async function choose(browser: Browser, theirs: string, form: Record<string, string>, arriving = browser) {
    const chosen = await browser.post(new URL(actionOf(theirs), upstream.url).href, form);
    const back = await browser.follow(chosen, upstream.url);
    assert.ok(back.url.startsWith(`${issuer}/upstream/callback`), back.url);
    const end = await arriving.follow(await arriving.get(back.url), hub.url);
    return { callback: back.url, url: new URL(end.url), response: end.response };
  }

  const as = (person = '', level = '3') => ({ method: 'test', person, level });

  async function tokensOf(url: URL): Promise<Readonly<Record<string, unknown>>> {
    const answer = await redeem(issuer, party, url.searchParams.get('code') ?? '');
    const { id_token: token } = (await answer.json()) as Record<string, string>;
    return decodeJwtUnverified(token ?? '')?.payload ?? assert.fail('no ID token');
  }

  test('is asked for with the same message, by a request that goes from server to server', async () => {
    const browser = new Browser();
    const page = await leave(browser, await signingUrl(issuer, party));
    assert.match(page.ours, /Skriv under med Annan e-legitimation/);
    assert.doesNotMatch(page.ours, /Bara inloggning/, 'a provider that is not configured to sign');
    assert.match(page.theirs, /Jag skriver under avtalet för Åmåls kommun &amp; &lt;ingen annan&gt;\./);
    const asked = new URL(page.request).searchParams;
    assert.deepEqual([...asked.keys()].sort(), ['client_id', 'request_uri'], 'no text and no name in it');
  });

  test('may be over a long text with many names', async () => {
    const text = Buffer.from('Åsa Öberg får göra detta. '.repeat(20_000));
    const sign = { [signRequestParam]: { ...signRequest, tbs_data: base64(text) } };
    const url = await pushedUrl(issuer, party, await signingUrl(issuer, party, sign));
    const browser = new Browser();
    const { theirs } = await leave(browser, url);
    const claims = await tokensOf((await choose(browser, theirs, as(ebba))).url);
    const signature = String(claims[`${claim}userSignature`]);
    assert.equal((await asker.verify(signature, text)).kind, 'valid');
    assert.equal((await asker.verify(signature, tbs)).kind, 'invalid');
  });

  test('proves itself: who, which text, at which level, by whom, without asking anyone', async () => {
    const browser = new Browser();
    const { theirs } = await leave(browser, await signingUrl(issuer, party));
    const { url, callback } = await choose(browser, theirs, as(ebba));
    assert.equal(url.searchParams.get('state'), 'tillstånd');
    const claims = await tokensOf(url);
    const signature = String(claims[`${claim}userSignature`]);
    const verdict = await asker.verify(signature, tbs);
    if (verdict.kind !== 'valid') assert.fail(verdict.reason);
    assert.equal(verdict.personalNumber, claims[`${claim}personalIdentityNumber`]);
    assert.deepEqual(
      [verdict.loa, verdict.vouchedBy, verdict.userSignatureChecked],
      [3, `${upstream.url}/identity`, true],
    );
    assert.deepEqual(await asker.verify(signature, Buffer.from('annat')), {
      kind: 'invalid',
      reason: 'other-data',
    });
    const jws = decodeJwtUnverified(Buffer.from(signature, 'base64').toString()) ?? assert.fail('no JWS');
    assert.equal(jws.header.typ, 'ena-signature+jwt');
    assert.deepEqual(jws.payload.sign_message, { 'message#sv': base64(message), mime_type: 'text/plain' });
    const published = (await (await fetch(`${issuer}/signature-keys`)).json()) as { keys: { kid: string }[] };
    assert.ok(published.keys.some(({ kid }) => kid === jws.header.kid));

    const again = await browser.get(callback);
    assert.equal(again.status, 400, 'the way back is open once');
    const victim = new Browser();
    const stolen = await leave(victim, await signingUrl(issuer, party));
    const thief = await choose(victim, stolen.theirs, as(ebba), new Browser());
    assert.equal(thief.response.status, 400, 'and in the browser that left');
  });

  test('that is cancelled there is an error for the client, and nothing is lost', async () => {
    const browser = new Browser();
    const { theirs } = await leave(browser, await signingUrl(issuer, party));
    const { url } = await choose(browser, theirs, { method: 'cancel' });
    assert.equal(url.origin, 'https://rp.example');
    assert.equal(url.searchParams.get('error'), 'access_denied');
    assert.equal(url.searchParams.get('state'), 'tillstånd');
    const next = await leave(browser, await signingUrl(issuer, party));
    const signed = await choose(browser, next.theirs, as(ylva));
    assert.ok(signed.url.searchParams.has('code'));
  });

  test('is the logged in person’s own: another who signs is told so, and the right one can go on', async () => {
    const browser = new Browser();
    const login = await leave(
      browser,
      authorizeUrl(issuer, party.config.client_id, { scope: `openid ${numberScope}` }),
    );
    const who = await tokensOf((await choose(browser, login.theirs, as(ebba))).url);
    const { theirs } = await leave(browser, await signingUrl(issuer, party));
    const other = await choose(browser, theirs, as(ylva));
    assert.equal(other.url.origin, hub.url);
    const page = await other.response.text();
    assert.match(page, /en annan person än den som ska göra detta/);
    const own = await leaveFrom(browser, page);
    const claims = await tokensOf((await choose(browser, own.theirs, as(ebba))).url);
    const numberOf = (of: typeof claims) => of[`${claim}personalIdentityNumber`];
    assert.equal(numberOf(claims), numberOf(who));
    assert.equal((await asker.verify(String(claims[`${claim}userSignature`]), tbs)).kind, 'valid');
  });

  test('is the named person’s, whom the client names, and nobody else’s', async () => {
    const value = '198301062397';
    const claims = { id_token: { [`${claim}personalIdentityNumber`]: { value, essential: true } } };
    const browser = new Browser();
    const { theirs } = await leave(browser, await signingUrl(issuer, party, { claims }));
    const other = await choose(browser, theirs, as(ebba));
    assert.match(await other.response.text(), /en annan person än den som ska göra detta/);
  });

  test('needs the level that the client asks for, and that the provider is approved for', async () => {
    const refused = async (level: string, more = {}) => {
      const browser = new Browser();
      const { theirs } = await leave(browser, await signingUrl(issuer, party, more));
      const end = await choose(browser, theirs, as(ebba, level));
      return /Underskriften kunde inte göras eller styrkas/.test(await end.response.text());
    };
    assert.equal(await refused('4'), true, 'approved for 3');
    const tag = await approve(hub, `${upstream.url}/identity`, 3, 'withdrawn', '"1"');
    assert.equal(await refused('3'), true, 'withdrawn');
    await approve(hub, `${upstream.url}/identity`, 3, 'approved', tag);
    assert.equal(await refused('3'), false);
  });
});
