import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { decodeJwtUnverified, signJwt } from '@ena/kernel/crypto/jwt.ts';
import type { Room } from '@ena/kernel/room.ts';
import { systemClock } from '@ena/kernel/time.ts';
import { startTestHub, type TestHub } from '@ena/testkit/hub.ts';
import { Type } from 'typebox';
import type { IdentityOffer } from '../index.ts';
import { identity } from '../room.ts';
import { Browser } from './browser.ts';
import { federationOf } from './fake-federation.ts';
import { authorizeUrl, challenge, redeem, redirectUri, relyingParty, walk } from './relying-party.ts';

const signScope = 'https://id.oidc.se/scope/sign';
const numberScope = 'https://id.oidc.se/scope/naturalPersonNumber';
const signRequestParam = 'https://id.oidc.se/param/signRequest';
const userSignature = 'https://id.oidc.se/claim/userSignature';
const numberClaim = 'https://id.oidc.se/claim/personalIdentityNumber';

const tbs = Buffer.from('Avtal om anslutning, version 1, Åmåls kommun');
const base64 = (text: string | Buffer) => Buffer.from(text).toString('base64');
const message = 'Jag skriver under avtalet för Åmåls kommun & <ingen annan>.';
const signRequest = {
  tbs_data: base64(tbs),
  sign_message: { 'message#sv': base64(message), mime_type: 'text/plain' },
};

/** Receives the offer as another room does. */
let offer: IdentityOffer | undefined;
const asker: Room = {
  id: 'toy/asker',
  names: { sv: 'Frågare', en: 'Asker' },
  contracts: [],
  needs: [identity.id],
  events: [],
  permissions: [],
  config: Type.Object({}),
  schema: undefined,
  migrations: {},
  open: async (context) => {
    offer = context.room<IdentityOffer>(identity.id);
    return { routes: [] };
  },
};

describe('a signature in the sandbox', () => {
  const party = relyingParty('https://rp.example', { may_sign: true });
  const plain = relyingParty('https://plain.example');
  let hub: TestHub;
  let issuer: string;
  before(async () => {
    hub = await startTestHub({
      rooms: [asker, federationOf(), identity],
      clock: systemClock,
      configuration: { [identity.id]: { clients: [party.config, plain.config] } },
    });
    issuer = `${hub.url}/identity`;
  });

  async function requestUrl(from: typeof party, more: Record<string, unknown> = {}): Promise<string> {
    const claims = {
      iss: from.config.client_id,
      aud: issuer,
      client_id: from.config.client_id,
      response_type: 'code',
      scope: `openid ${signScope} ${numberScope}`,
      redirect_uri: redirectUri,
      state: 'tillstånd',
      nonce: 'n',
      prompt: 'login consent',
      code_challenge: challenge,
      code_challenge_method: 'S256',
      [signRequestParam]: signRequest,
      ...more,
    };
    const request = await signJwt('oauth-authz-req+jwt', JSON.parse(JSON.stringify(claims)), from.key);
    const query = { client_id: from.config.client_id, response_type: 'code', scope: 'openid', request };
    return `${issuer}/auth?${new URLSearchParams(query)}`;
  }

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

    const verify = (given: string, data: Uint8Array) =>
      offer?.verifySignature({ userSignature: given, tbsData: data });
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
});
