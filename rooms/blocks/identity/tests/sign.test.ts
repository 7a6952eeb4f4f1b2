import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { decodeJwtUnverified } from '@ena/kernel/crypto/jwt.ts';
import { systemClock } from '@ena/kernel/time.ts';
import { startTestHub, type TestHub } from '@ena/testkit/hub.ts';
import { identity } from '../room.ts';
import { Browser } from './browser.ts';
import { federationOf } from './fake-federation.ts';
import { authorizeUrl, redeem, relyingParty, walk } from './relying-party.ts';
import {
  base64,
  message,
  signatureAsker,
  signingUrl,
  signRequest,
  signRequestParam,
  signScope,
  tbs,
} from './signing-request.ts';

const userSignature = 'https://id.oidc.se/claim/userSignature';
const numberClaim = 'https://id.oidc.se/claim/personalIdentityNumber';

describe('a signature in the sandbox', () => {
  const party = relyingParty('https://rp.example', { may_sign: true });
  const plain = relyingParty('https://plain.example');
  const asker = signatureAsker();
  let hub: TestHub;
  let issuer: string;
  before(async () => {
    hub = await startTestHub({
      rooms: [asker.room, federationOf(), identity],
      clock: systemClock,
      configuration: { [identity.id]: { clients: [party.config, plain.config] } },
    });
    issuer = `${hub.url}/identity`;
  });

  const requestUrl = (from: typeof party, more: Record<string, unknown> = {}) =>
    signingUrl(issuer, from, more);

  test('is shown before it is made, and verifies over the bytes and nothing else', async () => {
    const browser = new Browser();
    const url = await requestUrl(party);
    const page = await browser.follow(await browser.get(url), hub.url);
    const text = await page.response.text();
    assert.match(text, /Jag skriver under avtalet för Åmåls kommun &amp; &lt;ingen annan&gt;\./);
    const back = await walk(browser, url, { person: 2, level: 3 });
    assert.equal(back.searchParams.get('state'), 'tillstånd');
    const answer = await redeem(issuer, party, back.searchParams.get('code') ?? '');
    const tokens = (await answer.json()) as Record<string, string>;
    assert.equal(answer.status, 200, JSON.stringify(tokens));
    const claims = decodeJwtUnverified(tokens.id_token ?? '')?.payload ?? {};
    const signature = String(claims[userSignature]);
    const jws = decodeJwtUnverified(Buffer.from(signature, 'base64').toString()) ?? assert.fail('no JWS');
    assert.equal(jws.header.typ, 'ena-test-signature+jwt');
    assert.equal(jws.payload.sign_message, message);

    const verify = (given: string, data: Uint8Array) => asker.verify(given, data);
    const verdict = await verify(signature, tbs);
    assert.equal(verdict?.kind, 'valid');
    assert.equal(verdict?.kind === 'valid' && verdict.personalNumber, claims[numberClaim]);
    assert.deepEqual(await verify(signature, Buffer.from('annat')), {
      kind: 'invalid',
      reason: 'other-data',
    });
    const idTokenAsSignature = base64(tokens.id_token ?? '');
    assert.deepEqual(await verify(idTokenAsSignature, tbs), { kind: 'invalid', reason: 'wrong-typ' });
    assert.deepEqual(await verify('skräp', tbs), { kind: 'invalid', reason: 'malformed' });
  });

  test('is asked for by a signed request of a client that may, with prompt, text and data', async () => {
    const refused = async (url: string) => {
      const answer = await new Browser().get(url);
      return new URL(answer.headers.get('location') ?? 'https://none.example').searchParams.get('error');
    };
    assert.equal(await refused(await requestUrl(plain)), 'unauthorized_client');
    assert.equal(await refused(await requestUrl(party, { prompt: 'login' })), 'invalid_request');
    assert.equal(
      await refused(await requestUrl(party, { [signRequestParam]: undefined })),
      'invalid_request',
    );
    assert.equal(await refused(await requestUrl(party, { scope: 'openid' })), 'invalid_request');
    const noData = { sign_message: signRequest.sign_message };
    assert.equal(await refused(await requestUrl(party, { [signRequestParam]: noData })), 'invalid_request');
    const noText = { tbs_data: signRequest.tbs_data };
    assert.equal(await refused(await requestUrl(party, { [signRequestParam]: noText })), 'invalid_request');
    const unsigned = authorizeUrl(issuer, party.config.client_id, {
      scope: `openid ${signScope}`,
      prompt: 'login consent',
      [signRequestParam]: JSON.stringify(signRequest),
    });
    assert.equal(await refused(unsigned), 'invalid_request');
  });

  test('is shown to the person whom the client named, and to nobody else', async () => {
    const value = '197109109286';
    const browser = new Browser();
    const claims = { id_token: { [numberClaim]: { value, essential: true } } };
    const page = await browser.follow(await browser.get(await requestUrl(party, { claims })), hub.url);
    const text = await page.response.text();
    assert.equal(
      [...text.matchAll(/<option value="p/g)].length,
      0,
      'no such test person: nobody may be chosen',
    );
  });

  test('is refused once its key has leaked, which the list of keys says', async () => {
    const back = await walk(new Browser(), await requestUrl(party), { person: 2, level: 3 });
    const answer = await redeem(issuer, party, back.searchParams.get('code') ?? '');
    const { id_token: token } = (await answer.json()) as Record<string, string>;
    const signature = String(decodeJwtUnverified(token ?? '')?.payload[userSignature]);
    assert.equal((await asker.verify(signature, tbs)).kind, 'valid');
    const rotated = await fetch(`${issuer}/v1/provider-keys/rotation`, {
      method: 'POST',
      headers: { authorization: `Bearer ${hub.operatorToken}`, 'content-type': 'application/json' },
      body: '{"leaked":true}',
    });
    assert.equal(rotated.status, 200);
    assert.deepEqual(await asker.verify(signature, tbs), { kind: 'invalid', reason: 'key-withdrawn' });
    const { header } = decodeJwtUnverified(Buffer.from(signature, 'base64').toString()) ?? assert.fail();
    const list = (await (await fetch(`${issuer}/signature-keys`)).json()) as {
      keys: Record<string, string>[];
    };
    assert.ok(list.keys.find(({ kid }) => kid === header.kid)?.withdrawnAt);
    const { keys } = (await (await fetch(`${issuer}/jwks`)).json()) as typeof list;
    assert.equal(
      keys.some(({ kid }) => kid === header.kid),
      false,
    );
  });
});
