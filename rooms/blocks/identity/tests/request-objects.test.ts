import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { signJwt } from '@ena/kernel/crypto/jwt.ts';
import { generateEs256Key } from '@ena/kernel/crypto/keys.ts';
import { newSecret } from '@ena/kernel/crypto/secret.ts';
import { Browser } from './browser.ts';
import {
  authorizeUrl,
  challenge,
  clientAssertion,
  redeem,
  redirectUri,
  relyingParty,
  walk,
} from './relying-party.ts';
import { push, pushedUrl, signingUrl } from './signing-request.ts';
import { startIdentity } from './started.ts';

type Json = Readonly<Record<string, unknown>>;

/** RFC 9101, of services that are registered. */
describe('a request object', () => {
  const party = relyingParty('https://rp.example', { may_sign: true });
  const { client_id: id } = party.config;
  let issuer: string;
  before(async () => {
    issuer = `${(await startIdentity([party.config])).url}/identity`;
  });

  const seconds = () => Math.floor(Date.now() / 1000);
  async function url(more: Json = {}, typ = 'oauth-authz-req+jwt', key = party.key): Promise<string> {
    const claims = {
      iss: id,
      aud: issuer,
      client_id: id,
      exp: seconds() + 60,
      response_type: 'code',
      scope: 'openid',
      redirect_uri: redirectUri,
      state: newSecret(16),
      code_challenge: challenge,
      code_challenge_method: 'S256',
      ...more,
    };
    const request = await signJwt(typ, JSON.parse(JSON.stringify(claims)), key);
    return authorizeUrl(issuer, id, { request });
  }
  const ask = async (address: string) => (await new Browser().get(address)).headers.get('location') ?? '';
  const errorOf = async (address: string) => new URL(await ask(address), issuer).searchParams.get('error');
  const errorPushed = async (address: string) =>
    ((await (await push(issuer, party, address)).json()) as Json).error;

  test('says of itself that it is one, or nothing', async () => {
    for (const typ of ['oauth-authz-req+jwt', 'JWT', 'jwt'])
      assert.match(await ask(await url({}, typ)), /\/identity\/login\//, typ);
    for (const typ of ['at+jwt', 'client-authentication+jwt', 'logout+jwt', 'entity-statement+jwt']) {
      assert.equal(await errorOf(await url({}, typ)), 'invalid_request_object', typ);
      assert.equal(await errorPushed(await url({}, typ)), 'invalid_request_object', typ);
    }
  });

  test('is no client assertion, and a client assertion is no request', async () => {
    assert.equal(await errorOf(await url({ sub: id })), 'invalid_request_object');
    assert.equal(await errorPushed(await url({ sub: id })), 'invalid_request_object');
    const answer = await redeem(issuer, party, 'kod', {
      client_assertion: await signJwt(
        'oauth-authz-req+jwt',
        { iss: id, sub: id, aud: issuer, jti: newSecret(16), exp: seconds() + 60 },
        party.key,
      ),
    });
    assert.deepEqual([answer.status, ((await answer.json()) as Json).error], [401, 'invalid_client']);
  });

  test('with a jti holds once, at the address or pushed, and not for days', async () => {
    const once = await url({ jti: newSecret(16) });
    assert.match(await ask(once), /\/identity\/login\//);
    assert.equal(await errorOf(once), 'invalid_request_object');
    assert.equal(await errorPushed(once), 'invalid_request_object');
    const pushed = await url({ jti: newSecret(16) });
    const address = await pushedUrl(issuer, party, pushed);
    assert.equal(await errorPushed(pushed), 'invalid_request_object');
    assert.equal(await errorOf(pushed), 'invalid_request_object');
    const back = await walk(new Browser(), address);
    assert.notEqual(back.searchParams.get('code'), null, 'what was pushed is judged once, at the push');
    for (const more of [{ jti: 7 }, { jti: 'a', exp: undefined }, { jti: 'b', exp: seconds() + 86_400 }])
      assert.equal(await errorOf(await url(more)), 'invalid_request_object', JSON.stringify(more));
    const signing = await signingUrl(issuer, party, { jti: newSecret(16), exp: seconds() + 60 });
    assert.match(await ask(signing), /\/identity\/login\//);
    assert.equal(await errorOf(signing), 'invalid_request_object');
  });

  test('of a stranger uses up no id', async () => {
    const jti = newSecret(16);
    assert.equal(
      await errorOf(await url({ jti }, 'oauth-authz-req+jwt', generateEs256Key())),
      'invalid_request_object',
    );
    assert.match(await ask(await url({ jti })), /\/identity\/login\//);
  });
});

describe('what a request may lack, and how long a proof of the client lives', () => {
  const party = relyingParty('https://rp.example');
  let issuer: string;
  before(async () => {
    issuer = `${(await startIdentity([party.config])).url}/identity`;
  });

  test('a request without state is taken, for PKCE it cannot be without', async () => {
    const asked = (more: Record<string, string | undefined>) =>
      new Browser().get(authorizeUrl(issuer, party.config.client_id, { state: undefined, ...more }));
    assert.match((await asked({})).headers.get('location') ?? '', /\/identity\/login\//);
    const bare = await asked({ code_challenge: undefined, code_challenge_method: undefined });
    const location = new URL(bare.headers.get('location') ?? 'none:');
    assert.equal(location.searchParams.get('error'), 'invalid_request');
  });

  test('a client assertion lives minutes', async () => {
    const now = Math.floor(Date.now() / 1000);
    const errorFor = async (exp: number) => {
      const assertion = await clientAssertion(party, `${issuer}/token`, { exp });
      const answer = await redeem(issuer, party, 'ingen-kod', { client_assertion: assertion });
      return ((await answer.json()) as Json).error;
    };
    assert.equal(await errorFor(now + 300), 'invalid_grant', 'five minutes are taken');
    for (const exp of [now + 600, now + 86_400 * 365])
      assert.equal(await errorFor(exp), 'invalid_client', String(exp - now));
    const long = { client_assertion: await clientAssertion(party, issuer, { exp: now + 86_400 }) };
    const pushed = await push(issuer, party, authorizeUrl(issuer, party.config.client_id), long);
    assert.deepEqual([pushed.status, ((await pushed.json()) as Json).error], [401, 'invalid_client']);
  });
});
