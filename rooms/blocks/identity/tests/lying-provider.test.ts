import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { sha256 } from '@ena/kernel/crypto/digest.ts';
import { decodeJwtUnverified, signJwt } from '@ena/kernel/crypto/jwt.ts';
import { generateEs256Key } from '@ena/kernel/crypto/keys.ts';
import { createLogger } from '@ena/kernel/log/logger.ts';
import { systemClock } from '@ena/kernel/time.ts';
import { startTestHub, type TestHub } from '@ena/testkit/hub.ts';
import { identity } from '../room.ts';
import { approve } from './approve.ts';
import { Browser } from './browser.ts';
import { federationOf } from './fake-federation.ts';
import { type Lie, type LyingProvider, signerNumber, startLyingProvider } from './lying-provider.ts';
import { actionOf, redeem, relyingParty } from './relying-party.ts';
import {
  base64,
  pushedUrl,
  signatureAsker,
  signingUrl,
  signRequest,
  signRequestParam,
  tbs,
} from './signing-request.ts';

const claim = 'https://id.oidc.se/claim/';
const clientId = 'https://broker.example';

describe('a provider that does not sign as it should', () => {
  const party = relyingParty('https://rp.example', { may_sign: true });
  const asker = signatureAsker();
  const lines: string[] = [];
  let provider: LyingProvider;
  let hub: TestHub;
  let issuer: string;

  before(async () => {
    provider = await startLyingProvider(clientId);
    const upstream = {
      id: 'annan',
      issuer: provider.issuer,
      client_id: clientId,
      name_sv: 'Annan e-legitimation',
      name_en: 'Another e-identification',
      signs: true,
    };
    hub = await startTestHub({
      rooms: [asker.room, federationOf(), identity],
      clock: systemClock,
      log: createLogger({
        level: 'info',
        program: 'hub',
        stream: { write: (line) => void lines.push(line) },
      }),
      configuration: { [identity.id]: { clients: [party.config], upstreamProviders: [upstream] } },
    });
    issuer = `${hub.url}/identity`;
    await approve(hub, provider.issuer, 3);
  });
  after(() => provider?.stop());
  beforeEach(() => {
    provider.lie = {};
  });

  async function sign(lie: Lie) {
    provider.lie = lie;
    lines.length = 0;
    const browser = new Browser();
    const page = await browser.follow(await browser.get(await signingUrl(issuer, party)), hub.url);
    const form = new URL(actionOf(await page.response.text()), hub.url).href;
    const left = await browser.post(form, { method: 'annan' });
    const back = await browser.get(left.headers.get('location') ?? '');
    return browser.follow(await browser.get(back.headers.get('location') ?? ''), hub.url);
  }

  test('is asked in a request that we sign and that names nobody, with the same text and message', async () => {
    await sign({});
    const request = provider.requests.at(-1) ?? assert.fail('no request object');
    const asked = request['https://id.oidc.se/param/signRequest'] as { tbs_data: string };
    assert.equal(asked.tbs_data, base64(tbs));
    assert.equal(request.prompt, 'login consent');
    assert.doesNotMatch(JSON.stringify(request), /\d{12}/);
    const beside = ['client_id', 'request', 'response_type', 'scope'];
    assert.deepEqual([...provider.asked.keys()].sort(), beside, 'nothing of it stands beside');
  });

  test('and takes no pushed requests is asked by a form where an address would be too long', async () => {
    const text = Buffer.from('Åsa får göra detta. '.repeat(25_000));
    const request = { [signRequestParam]: { ...signRequest, tbs_data: base64(text) } };
    const browser = new Browser();
    const url = await pushedUrl(issuer, party, await signingUrl(issuer, party, request));
    const page = await browser.follow(await browser.get(url), hub.url);
    const left = await browser.post(new URL(actionOf(await page.response.text()), hub.url).href, {
      method: 'annan',
    });
    const leaving = await left.text();
    assert.match(leaving, /Texten är klar att skriva under hos <strong>Annan e-legitimation/);
    assert.equal(actionOf(leaving), `${provider.issuer}/auth`);
    const fields = [...leaving.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)];
    const form = Object.fromEntries(fields.map(([, name = '', value = '']) => [name, value]));
    const back = await browser.post(actionOf(leaving), form);
    const end = await browser.follow(await browser.get(back.headers.get('location') ?? ''), hub.url);
    const answer = await redeem(issuer, party, new URL(end.url).searchParams.get('code') ?? '');
    const { id_token: token } = (await answer.json()) as Record<string, string>;
    const signature = String(decodeJwtUnverified(token ?? '')?.payload[`${claim}userSignature`]);
    assert.equal((await asker.verify(signature, text)).kind, 'valid');
  });

  async function refusalOf(lie: Lie): Promise<string> {
    const { response } = await sign(lie);
    assert.match(await response.text(), /Underskriften kunde inte göras eller styrkas/);
    const line = lines.find((one) => one.includes('was not accepted')) ?? assert.fail('nothing in the log');
    return String(JSON.parse(line).why);
  }

  async function signatureOf(lie: Lie): Promise<string> {
    const { url } = await sign(lie);
    const answer = await redeem(issuer, party, new URL(url).searchParams.get('code') ?? '');
    const { id_token: token } = (await answer.json()) as Record<string, string>;
    return String(decodeJwtUnverified(token ?? '')?.payload[`${claim}userSignature`]);
  }

  const telling = (more: object): Lie => ({ claims: (honest) => ({ ...honest, ...more }) });
  const userSignature = (value: string | undefined) => telling({ [`${claim}userSignature`]: value });

  test('has its signature kept unread where its format is another, and this is said', async () => {
    const verdict = await asker.verify(await signatureOf({}), tbs);
    assert.equal(verdict.kind === 'valid' && verdict.personalNumber, signerNumber);
    assert.equal(verdict.kind === 'valid' && verdict.userSignatureChecked, false);
  });

  test('has it checked where it is a JWS of its own over the text', async () => {
    const jws = (digest: Buffer) =>
      signJwt('signatur', { tbs_sha256: digest.toString('base64url') }, provider.key);
    const made = await signatureOf(userSignature(base64(await jws(sha256(tbs)))));
    const verdict = await asker.verify(made, tbs);
    assert.equal(verdict.kind === 'valid' && verdict.userSignatureChecked, true);
    assert.match(await refusalOf(userSignature(base64(await jws(sha256('annat'))))), /user-signature-false/);
  });

  test('is refused without a signature, and with a token that is about another text', async () => {
    assert.match(await refusalOf(userSignature(undefined)), /id-token-incomplete/);
    assert.match(await refusalOf(telling({ nonce: sha256('annat').toString('base64url') })), /nonce/);
    assert.match(await refusalOf(telling({ nonce: undefined })), /invalid response/);
  });

  test('is refused where it did not ask the person anew, or says nothing of when', async () => {
    const seconds = Math.floor(Date.now() / 1000);
    assert.match(await refusalOf(telling({ auth_time: seconds - 3600 })), /identify the signer anew/);
    assert.match(await refusalOf(telling({ auth_time: undefined })), /identify the signer anew/);
  });

  test('is refused with a token that another key signed, of another issuer, or for another client', async () => {
    assert.notEqual(await refusalOf({ signedBy: generateEs256Key() }), 'undefined');
    assert.match(await refusalOf(telling({ iss: 'https://ond.example' })), /iss/);
    assert.match(await refusalOf(telling({ aud: 'https://annan.example' })), /aud/);
  });

  test('is refused with a level that is too low, too high or unknown', async () => {
    const loa = 'http://id.elegnamnden.se/loa/1.0/loa';
    assert.match(await refusalOf(telling({ acr: `${loa}4` })), /higher level/);
    assert.match(await refusalOf(telling({ acr: 'hög' })), /id-token-incomplete/);
  });
});

describe('a provider whose metadata does not name signing', () => {
  test('is not offered for it, which the log says once; for log-ins it is', async (t) => {
    const party = relyingParty('https://rp.example', { may_sign: true });
    const provider = await startLyingProvider(clientId);
    t.after(() => provider.stop());
    provider.lie = { metadata: { scopes_supported: ['openid'], request_parameter_supported: undefined } };
    const upstream = {
      id: 'annan',
      issuer: provider.issuer,
      client_id: clientId,
      name_sv: 'Annan e-legitimation',
      name_en: 'Another e-identification',
      signs: true,
    };
    const lines: string[] = [];
    const hub = await startTestHub({
      rooms: [federationOf(), identity],
      clock: systemClock,
      log: createLogger({
        level: 'info',
        program: 'hub',
        stream: { write: (line) => void lines.push(line) },
      }),
      configuration: { [identity.id]: { clients: [party.config], upstreamProviders: [upstream] } },
    });
    const pageAt = async (url: string) => {
      const browser = new Browser();
      const page = await browser.follow(await browser.get(url), hub.url);
      const text = await page.response.text();
      const form = new URL(actionOf(text), hub.url).href;
      return { text, chosen: await browser.post(form, { method: 'annan' }) };
    };
    const signing = await pageAt(await signingUrl(`${hub.url}/identity`, party));
    assert.doesNotMatch(signing.text, /Annan e-legitimation/);
    assert.equal(signing.chosen.status, 422, 'nor is it taken where a form names it');
    const said = lines.filter((line) => line.includes('configured to sign'));
    assert.equal(said.length, 1);
    assert.match(said[0] ?? '', /scopes_supported does not name.*request_parameter_supported is not true/);
    provider.lie = {};
    const mended = await pageAt(await signingUrl(`${hub.url}/identity`, party));
    assert.match(mended.text, /Skriv under med Annan e-legitimation/);
    assert.equal(mended.chosen.status, 303);
  });
});
