import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { signJwt } from '@ena/kernel/crypto/jwt.ts';
import { newSecret } from '@ena/kernel/crypto/secret.ts';
import { Browser } from './browser.ts';
import {
  authorizeUrl,
  challenge,
  clientAssertion,
  redeem,
  redirectUri,
  relyingParty,
} from './relying-party.ts';
import { push } from './signing-request.ts';
import { startIdentity } from './started.ts';

type Json = Readonly<Record<string, unknown>>;

/** PostgreSQL keeps no U+0000 in a text; what holds one is the caller's mistake, wherever it stands. */
describe('a JWT with U+0000 in what it says', () => {
  const party = relyingParty('https://rp.example');
  const { client_id: id } = party.config;
  let issuer: string;
  before(async () => {
    issuer = `${(await startIdentity([party.config])).url}/identity`;
  });

  const request = (more: Json) =>
    signJwt(
      'oauth-authz-req+jwt',
      {
        iss: id,
        aud: issuer,
        client_id: id,
        response_type: 'code',
        scope: 'openid',
        redirect_uri: redirectUri,
        state: newSecret(16),
        code_challenge: challenge,
        code_challenge_method: 'S256',
        ...more,
      },
      party.key,
    );
  const claims = '{"userinfo":{"\\u0000":null}}';
  const wrong: readonly Json[] = [
    { state: 'till\0stånd' },
    { nonce: '\0' },
    { login_hint: '\0' },
    { client_id: 'https://rp.example\0' },
    { iss: '\0' },
    { jti: '\0', exp: Math.floor(Date.now() / 1000) + 60 },
    { claims: { userinfo: { '\0': null } } },
    { claims },
    { 'https://id.oidc.se/param/authnProvider': '\0' },
    { okänt: ['\0'] },
  ];

  test('is no request, at the address or pushed', async () => {
    for (const more of wrong) {
      const address = authorizeUrl(issuer, id, { request: await request(more) });
      const answer = await new Browser().get(address);
      const location = answer.headers.get('location');
      const error = location === null ? null : new URL(location, issuer).searchParams.get('error');
      assert.ok(answer.status === 400 || error?.startsWith('invalid_request'), JSON.stringify(more));
      const pushed = await push(issuer, party, address);
      assert.equal(pushed.status, 400, JSON.stringify(more));
    }
  });

  test('is no request by its parameter claims either', async () => {
    const answer = await new Browser().get(authorizeUrl(issuer, id, { claims }));
    const location = new URL(answer.headers.get('location') ?? 'none:');
    assert.equal(location.searchParams.get('error'), 'invalid_request');
  });

  test('proves no client, at the token endpoint and at the push', async () => {
    for (const more of [{ sub: '\0' }, { sub: `${id}\0` }, { iss: '\0' }, { jti: '\0' }, { okänt: '\0' }]) {
      const proof = { client_assertion: await clientAssertion(party, issuer, more), client_id: '' };
      const answer = await redeem(issuer, party, 'ingen-kod', proof);
      assert.ok([400, 401].includes(answer.status), `${JSON.stringify(more)} ${answer.status}`);
      const pushed = await push(issuer, party, authorizeUrl(issuer, id), proof);
      assert.ok([400, 401].includes(pushed.status), `${JSON.stringify(more)} ${pushed.status}`);
    }
  });

  test('logs nobody out', async () => {
    for (const more of [{ aud: '\0' }, { aud: id, sub: '\0' }, { aud: id, sid: '\0' }]) {
      const hint = await signJwt('JWT', { iss: issuer, iat: 1, ...more }, party.key);
      const query = new URLSearchParams({ id_token_hint: hint });
      assert.equal((await new Browser().get(`${issuer}/session/end?${query}`)).status, 400);
      const posted = await new Browser().post(`${issuer}/session/end`, { id_token_hint: hint });
      assert.equal(posted.status, 400);
      const asked = await new Browser().get(authorizeUrl(issuer, id, { id_token_hint: hint }));
      const location = new URL(asked.headers.get('location') ?? 'none:');
      assert.equal(location.searchParams.get('error'), 'invalid_request');
    }
  });

  test('bare in a parameter, it is the caller’s mistake too', async () => {
    const nul = '\0';
    const answers = [
      await new Browser().get(authorizeUrl(issuer, nul)),
      await new Browser().get(authorizeUrl(issuer, id, { state: nul })),
      await new Browser().get(authorizeUrl(issuer, id, { login_hint: nul })),
      await new Browser().get(
        authorizeUrl(issuer, id, { request_uri: `urn:ietf:params:oauth:request_uri:${nul}` }),
      ),
      await new Browser().get(`${issuer}/session/end?client_id=%00`),
      await new Browser().get(`${issuer}/session/end?state=%00`),
      await new Browser().get(`${issuer}/upstream/callback?state=%00&code=a`),
      await redeem(issuer, party, nul),
      await redeem(issuer, party, 'kod', { client_id: nul, client_assertion: '' }),
      await fetch(`${issuer}/userinfo`, { method: 'POST', body: new URLSearchParams({ access_token: nul }) }),
    ];
    for (const [i, answer] of answers.entries()) assert.ok(answer.status < 500, `${i}: ${answer.status}`);
  });
});
