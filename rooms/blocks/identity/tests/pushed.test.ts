import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { decodeJwtUnverified } from '@ena/kernel/crypto/jwt.ts';
import { generateEs256Key } from '@ena/kernel/crypto/keys.ts';
import { systemClock } from '@ena/kernel/time.ts';
import { startTestHub, type TestHub } from '@ena/testkit/hub.ts';
import { identity } from '../room.ts';
import { Browser } from './browser.ts';
import { federationOf } from './fake-federation.ts';
import { authorizeUrl, redeem, relyingParty, walk } from './relying-party.ts';
import {
  base64,
  push,
  pushedUrl,
  signatureAsker,
  signingUrl,
  signRequest,
  signRequestParam,
  signScope,
} from './signing-request.ts';

type Json = Readonly<Record<string, unknown>>;

/** RFC 9126, with request objects by RFC 9101. */
describe('a request that its client pushes', () => {
  const party = relyingParty('https://rp.example', { may_sign: true });
  const other = relyingParty('https://annan.example', { may_sign: true });
  const asker = signatureAsker();
  let hub: TestHub;
  let issuer: string;
  before(async () => {
    hub = await startTestHub({
      rooms: [asker.room, federationOf(), identity],
      clock: systemClock,
      configuration: { [identity.id]: { clients: [party.config, other.config] } },
    });
    issuer = `${hub.url}/identity`;
  });

  const about = (text: Buffer) => ({ [signRequestParam]: { ...signRequest, tbs_data: base64(text) } });

  async function refusal(answer: Response): Promise<readonly unknown[]> {
    return [answer.status, ((await answer.json()) as Json).error];
  }

  /** On a page: what was pushed is not known, so neither is an address to return to. */
  async function assertPage(answer: Response, error: string): Promise<void> {
    assert.deepEqual([answer.status, answer.headers.get('location')], [400, null]);
    assert.match(await answer.text(), new RegExp(`\\b${error}\\b`));
  }

  test('has a short address, and the longest text of a mandate is signed by it', async () => {
    const text = Buffer.from('Åsa får göra detta här. '.repeat(24_000)).subarray(0, 600_000);
    const answer = await push(issuer, party, await signingUrl(issuer, party, about(text)));
    assert.equal(answer.status, 201);
    assert.match(answer.headers.get('cache-control') ?? '', /no-store/);
    const { request_uri: uri, expires_in: seconds } = (await answer.json()) as Json;
    assert.match(String(uri), /^urn:ietf:params:oauth:request_uri:\S{20,}$/);
    assert.ok(Number(seconds) > 0 && Number(seconds) <= 60, String(seconds));
    const address = { client_id: party.config.client_id, request_uri: String(uri) };
    const back = await walk(new Browser(), `${issuer}/auth?${new URLSearchParams(address)}`, { person: 2 });
    assert.equal(back.searchParams.get('state'), 'tillstånd');
    const redeemed = await redeem(issuer, party, back.searchParams.get('code') ?? '');
    const { id_token: token } = (await redeemed.json()) as Record<string, string>;
    const claims = decodeJwtUnverified(token ?? '')?.payload ?? {};
    const signature = String(claims['https://id.oidc.se/claim/userSignature']);
    assert.equal((await asker.verify(signature, text)).kind, 'valid');
    assert.equal((await asker.verify(signature, text.subarray(1))).kind, 'invalid');
  });

  test('logs a person in, once, and for its own client alone', async () => {
    const url = await pushedUrl(issuer, party, authorizeUrl(issuer, party.config.client_id));
    const stolen = url.replace('rp.example', 'annan.example');
    await assertPage(await new Browser().get(stolen), 'invalid_request_object');
    const back = await walk(new Browser(), url);
    assert.equal((await redeem(issuer, party, back.searchParams.get('code') ?? '')).status, 200);
    await assertPage(await new Browser().get(url), 'invalid_request_uri');
  });

  test('that is unknown is refused', async () => {
    const unknown = {
      client_id: party.config.client_id,
      request_uri: 'urn:ietf:params:oauth:request_uri:finns-inte',
    };
    const answer = await new Browser().get(`${issuer}/auth?${new URLSearchParams(unknown)}`);
    await assertPage(answer, 'invalid_request_uri');
  });

  test('is refused without the client’s own assertion', async () => {
    const url = await signingUrl(issuer, party);
    const stranger = { ...party, key: generateEs256Key() };
    assert.deepEqual(await refusal(await push(issuer, stranger, url)), [401, 'invalid_client']);
    assert.deepEqual(await refusal(await push(issuer, other, url)), [400, 'invalid_request']);
    const none = await push(issuer, party, url, { client_assertion: '' });
    assert.deepEqual(await refusal(none), [401, 'invalid_client']);
  });

  test('is judged when it is pushed: what is signed stands in a request object of that client', async () => {
    const { client_id: id } = party.config;
    const unsigned = authorizeUrl(issuer, id, {
      scope: `openid ${signScope}`,
      prompt: 'login consent',
      [signRequestParam]: JSON.stringify(signRequest),
    });
    assert.deepEqual(await refusal(await push(issuer, party, unsigned)), [400, 'invalid_request']);
    const byOther = await signingUrl(issuer, { ...party, key: other.key });
    assert.deepEqual(await refusal(await push(issuer, party, byOther)), [400, 'invalid_request_object']);
    const elsewhere = await signingUrl(issuer, party, { redirect_uri: 'https://ond.example/' });
    assert.deepEqual(await refusal(await push(issuer, party, elsewhere)), [400, 'invalid_request']);
    const nested = await push(issuer, party, await signingUrl(issuer, party), {
      request_uri: 'https://a.example/',
    });
    assert.deepEqual(await refusal(nested), [400, 'request_uri_not_supported']);
  });

  test('is refused beyond its limit, and of another type', async () => {
    const long = await push(
      issuer,
      party,
      await signingUrl(issuer, party, about(Buffer.alloc(700_000, 'å'))),
    );
    assert.deepEqual(await refusal(long), [413, 'invalid_request']);
    const json = await fetch(`${issuer}/par`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    assert.deepEqual(await refusal(json), [415, 'invalid_request']);
  });
});
