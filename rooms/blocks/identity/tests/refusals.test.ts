import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { before, describe, test } from 'node:test';
import { signJwt } from '@ena/kernel/crypto/jwt.ts';
import { generateEs256Key } from '@ena/kernel/crypto/keys.ts';
import type { TestHub } from '@ena/testkit/hub.ts';
import { Browser } from './browser.ts';
import {
  actionOf,
  authorizeUrl,
  challenge,
  clientAssertion,
  redeem,
  relyingParty,
  walk,
} from './relying-party.ts';
import { startIdentity } from './started.ts';

describe('what the provider refuses', () => {
  const party = relyingParty('https://rp.example');
  const other = relyingParty('https://other.example');
  let hub: TestHub;
  let issuer: string;
  before(async () => {
    hub = await startIdentity([party.config, other.config]);
    issuer = `${hub.url}/identity`;
  });

  const authorize = (more: Record<string, string | undefined>, browser = new Browser()) =>
    browser.get(authorizeUrl(issuer, party.config.client_id, more));
  /** The error that the client is told by redirect. */
  async function told(more: Record<string, string | undefined>): Promise<string | null> {
    const answer = await authorize(more);
    const location = answer.headers.get('location') ?? `no redirect: ${answer.status}`;
    assert.ok(location.startsWith('https://rp.example/callback'), location);
    const { searchParams, hash } = new URL(location);
    return searchParams.get('error') ?? new URLSearchParams(hash.slice(1)).get('error');
  }

  test('an unknown client or redirect address is told to the person, never by redirect', async () => {
    for (const more of [
      { client_id: 'https://okänd.example' },
      { redirect_uri: 'https://rp.example/callback/x' },
    ]) {
      const answer = await authorize(more);
      assert.equal(answer.status, 400);
      assert.equal(answer.headers.get('location'), null);
      assert.match(answer.headers.get('content-type') ?? '', /^text\/html/);
      assert.match(await answer.text(), /Det gick inte/);
    }
  });

  test('no PKCE, plain PKCE, another flow and a foreign resource are errors of the protocol', async () => {
    assert.equal(
      await told({ code_challenge: undefined, code_challenge_method: undefined }),
      'invalid_request',
    );
    assert.equal(await told({ code_challenge_method: 'plain' }), 'invalid_request');
    assert.equal(await told({ response_type: 'token' }), 'unsupported_response_type');
    assert.equal(await told({ response_type: 'id_token' }), 'unsupported_response_type');
    assert.equal(await told({ resource: 'https://annan.example' }), 'invalid_target');
    assert.equal(await told({ scope: 'profile' }), 'invalid_request');
    assert.equal(
      await told({ 'https://id.oidc.se/param/authnProvider': 'https://okänd.example' }),
      'invalid_request',
    );
    assert.equal(
      await told({ 'https://id.oidc.se/param/userMessage': '{"message":"å"}' }),
      'invalid_request',
    );
    assert.equal(await told({ claims: 'ingen json' }), 'invalid_request');
  });

  test('a request object that is unsigned, of another key, for another server or expired', async () => {
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: party.config.client_id,
      client_id: party.config.client_id,
      aud: issuer,
      exp: now + 60,
    };
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.`;
    const forged = await signJwt('oauth-authz-req+jwt', claims, generateEs256Key());
    const elsewhere = await signJwt(
      'oauth-authz-req+jwt',
      { ...claims, aud: 'https://annan.example' },
      party.key,
    );
    const late = await signJwt('oauth-authz-req+jwt', { ...claims, exp: now - 600 }, party.key);
    const beside = await signJwt(
      'oauth-authz-req+jwt',
      { ...claims, aud: [`${issuer}/token`, 'https://annan.example'] },
      party.key,
    );
    const forgedForEndpoint = await signJwt(
      'oauth-authz-req+jwt',
      { ...claims, aud: `${issuer}/auth` },
      generateEs256Key(),
    );
    for (const request of [none, forged, elsewhere, late, beside, forgedForEndpoint, 'skräp'])
      assert.equal(await told({ request }), 'invalid_request_object');
  });

  test('a request object for the issuer, the authorization endpoint, or a list with either is taken', async () => {
    const claims = { iss: party.config.client_id, client_id: party.config.client_id };
    const exp = Math.floor(Date.now() / 1000) + 60;
    for (const aud of [issuer, `${issuer}/auth`, [`${issuer}/auth`, 'https://annan.example']]) {
      const request = await signJwt(
        'oauth-authz-req+jwt',
        {
          ...claims,
          aud,
          exp,
          response_type: 'code',
          scope: 'openid',
          redirect_uri: 'https://rp.example/callback',
          state: 'tillstånd',
          code_challenge: challenge,
          code_challenge_method: 'S256',
        },
        party.key,
      );
      const answer = await authorize({ request });
      assert.equal(answer.status, 303, String(aud));
      assert.match(answer.headers.get('location') ?? '', /\/identity\/login\//, String(aud));
    }
  });

  test('a client assertion that does not hold: key, audience, time, subject, replay, algorithm', async () => {
    const ask = async (assertion: string) => {
      const answer = await redeem(issuer, party, 'ingen-kod', { client_assertion: assertion });
      return [answer.status, ((await answer.json()) as { error: string }).error];
    };
    const now = Math.floor(Date.now() / 1000);
    const token = `${issuer}/token`;
    const wrong = [
      await clientAssertion({ ...party, key: generateEs256Key() }, token),
      await clientAssertion(party, 'https://annan.example/token'),
      await clientAssertion(party, token, { exp: now - 600, iat: now - 700 }),
      await clientAssertion(party, token, { jti: undefined }),
    ];
    for (const [i, assertion] of wrong.entries())
      assert.deepEqual(await ask(assertion), [401, 'invalid_client'], `assertion ${i}`);
    const stranger = await clientAssertion(party, token, { sub: other.config.client_id });
    assert.deepEqual(await ask(stranger), [400, 'invalid_request']);
    const [, payload = ''] = (await clientAssertion(party, token)).split('.');
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
    assert.deepEqual(await ask(none), [401, 'invalid_client']);
    const once = await clientAssertion(party, token);
    assert.deepEqual(await ask(once), [400, 'invalid_grant']);
    assert.deepEqual(await ask(once), [401, 'invalid_client'], 'a jti holds once');
    assert.deepEqual(
      await ask(await clientAssertion(party, issuer)),
      [400, 'invalid_grant'],
      'issuer is taken as aud',
    );
  });

  test('a code with another verifier, for another client, or twice', async () => {
    const code = async () =>
      (await walk(new Browser(), authorizeUrl(issuer, party.config.client_id))).searchParams.get('code') ??
      '';
    const refused = async (answer: Response) => ((await answer.json()) as { error: string }).error;
    assert.equal(
      await refused(await redeem(issuer, party, await code(), { code_verifier: 'x'.repeat(50) })),
      'invalid_grant',
    );
    assert.equal(await refused(await redeem(issuer, other, await code())), 'invalid_grant');
    assert.equal(
      await refused(await redeem(issuer, party, await code(), { redirect_uri: 'https://rp.example/b' })),
      'invalid_grant',
    );
    const twice = await code();
    const both = await Promise.all([redeem(issuer, party, twice), redeem(issuer, party, twice)]);
    assert.deepEqual(both.map(({ status }) => status).sort(), [200, 400]);
  });

  test('UserInfo without a token, with a wrong one, with one for the APIs', async () => {
    for (const authorization of ['', 'Bearer skräp', 'Basic eDp5']) {
      const answer = await fetch(`${issuer}/userinfo`, {
        headers: authorization === '' ? {} : { authorization },
      });
      assert.ok([400, 401].includes(answer.status), String(answer.status));
      await answer.arrayBuffer();
    }
  });

  test('a page of a log-in in another browser, or one that ended, is expired', async () => {
    const browser = new Browser();
    const first = await browser.follow(
      await browser.get(authorizeUrl(issuer, party.config.client_id)),
      hub.url,
    );
    const stolen = await new Browser().get(first.url);
    assert.equal(stolen.status, 400);
    assert.match(await stolen.text(), /har gått ut/);
    const form = { method: 'test', person: 'p1', level: '3' };
    const posted = await new Browser().post(
      new URL(actionOf(await first.response.text()), hub.url).href,
      form,
    );
    assert.equal(posted.status, 400);
  });

  test('a choice that is not on the page shows the page again, and nobody is logged in', async () => {
    const browser = new Browser();
    const url = authorizeUrl(issuer, party.config.client_id, {
      acr_values: 'http://id.elegnamnden.se/loa/1.0/loa4',
    });
    const page = await browser.follow(await browser.get(url), hub.url);
    const text = await page.response.text();
    assert.doesNotMatch(text, /value="3"/);
    const forms: Record<string, string>[] = [
      { method: 'test', person: 'p1', level: '3' },
      { method: 'test', person: 'p999', level: '4' },
      { method: 'okänd' },
    ];
    for (const form of forms) {
      const answer = await browser.post(new URL(actionOf(text), hub.url).href, form);
      assert.equal(answer.status, 422);
      assert.match(await answer.text(), /role="alert"/);
    }
  });

  test('an essential level in the claims parameter binds as acr_values does', async () => {
    const claims = (values: readonly string[]) =>
      JSON.stringify({ id_token: { acr: { essential: true, values } } });
    const ask = (values: readonly string[]) =>
      authorizeUrl(issuer, party.config.client_id, { claims: claims(values) });
    const none = await walk(new Browser(), ask(['http://id.elegnamnden.se/loa/1.0/eidas-sub']));
    assert.equal(none.searchParams.get('error'), 'unmet_authentication_requirements');
    const browser = new Browser();
    const page = await browser.follow(
      await browser.get(ask(['http://id.elegnamnden.se/loa/1.0/loa2'])),
      hub.url,
    );
    const offered = [...(await page.response.text()).matchAll(/name="level" value="(\d)"/g)];
    assert.deepEqual(
      offered.map(([, level]) => level),
      ['2'],
    );
  });

  test('a person who cancels is told to the client', async () => {
    const browser = new Browser();
    const page = await browser.follow(
      await browser.get(authorizeUrl(issuer, party.config.client_id)),
      hub.url,
    );
    const action = new URL(actionOf(await page.response.text()), hub.url).href;
    const end = await browser.follow(await browser.post(action, { method: 'cancel' }), hub.url);
    assert.equal(new URL(end.url).searchParams.get('error'), 'access_denied');
  });
});

describe('outside the sandbox', () => {
  test('keys of a client are not fetched from this machine', async () => {
    let asked = 0;
    const inside = createServer((_request, response) => {
      asked += 1;
      response.end('{"keys":[]}');
    });
    await new Promise<void>((resolve) => inside.listen(0, '127.0.0.1', resolve));
    const { port } = inside.address() as AddressInfo;
    const party = relyingParty('https://rp.example');
    const { jwks: _jwks, ...config } = party.config;
    const hub = await startIdentity([{ ...config, jwks_uri: `http://127.0.0.1:${port}/jwks` }], {
      sandbox: false,
    });
    const answer = await redeem(`${hub.url}/identity`, party, 'kod');
    const { error } = (await answer.json()) as { error: string };
    assert.notEqual(answer.status, 200);
    assert.match(error, /^invalid_client/);
    assert.equal(asked, 0);
    inside.close();
  });

  test('there is no test e-identification, no signature, and nothing turns them on', async () => {
    const party = relyingParty('https://rp.example', { may_sign: true });
    const hub = await startIdentity([party.config], { sandbox: false });
    const browser = new Browser();
    const url = authorizeUrl(`${hub.url}/identity`, party.config.client_id);
    const page = await browser.follow(await browser.get(url), hub.url);
    const text = await page.response.text();
    assert.match(text, /inget sätt att logga in/);
    assert.doesNotMatch(text, /name="person"/);
    const answer = await browser.post(new URL(actionOf(text), hub.url).href, {
      method: 'test',
      person: 'p1',
      level: '4',
    });
    assert.equal(answer.status, 422);
    const metadata = (await (await fetch(`${hub.url}/identity/.well-known/openid-configuration`)).json()) as {
      scopes_supported: string[];
    };
    assert.equal(metadata.scopes_supported.includes('https://id.oidc.se/scope/sign'), false);
  });
});
