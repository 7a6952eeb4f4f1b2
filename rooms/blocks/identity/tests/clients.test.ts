import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { signJwt } from '@ena/kernel/crypto/jwt.ts';
import { generateEs256Key } from '@ena/kernel/crypto/keys.ts';
import { newSecret } from '@ena/kernel/crypto/secret.ts';
import type { TestHub } from '@ena/testkit/hub.ts';
import type { FederationEntity } from '../use-cases/federation-client.ts';
import { Browser } from './browser.ts';
import {
  authorizeUrl,
  challenge,
  type RelyingParty,
  redeem,
  redirectUri,
  relyingParty,
  walk,
} from './relying-party.ts';
import { push, pushedUrl } from './signing-request.ts';
import { startIdentity } from './started.ts';

type Json = Record<string, unknown>;
const slug = async (answer: Response) => ((await answer.json()) as { type: string }).type.split(':').at(-1);

describe('services that the operator registers', () => {
  const fixed = relyingParty('https://fast.example');
  const party = relyingParty('https://amal.example', { api_scopes: ['identity:me'] });
  const body = {
    name: 'Åmåls e-tjänst',
    redirectUris: [redirectUri],
    jwks: party.config.jwks,
    signingAlgorithm: 'ES256',
    apiScopes: ['identity:me'],
  };
  let hub: TestHub;
  before(async () => {
    hub = await startIdentity([fixed.config]);
  });
  const send = (method: string, id: string, json?: object, more: Record<string, string> = {}) =>
    fetch(`${hub.url}/identity/v1/clients/${encodeURIComponent(id)}`, {
      method,
      headers: {
        authorization: `Bearer ${hub.operatorToken}`,
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
        ...more,
      },
      body: json === undefined ? null : JSON.stringify(json),
    });

  test('a service is registered, persons log in there, and after its removal no more', async () => {
    const { client_id: id } = party.config;
    const issuer = `${hub.url}/identity`;
    const url = authorizeUrl(issuer, id, { scope: 'openid identity:me', resource: hub.url });
    assert.equal((await new Browser().get(url)).status, 400);
    const made = await send('PUT', id, body);
    assert.equal(made.status, 201);
    assert.deepEqual(await made.json(), { id, ...body });
    const code = (await walk(new Browser(), url)).searchParams.get('code') ?? '';
    const tokens = (await (await redeem(issuer, party, code)).json()) as Json;
    const own = await fetch(`${hub.url}/identity/v1/own-log-in`, {
      headers: { authorization: `Bearer ${tokens.access_token}` },
    });
    assert.deepEqual(((await own.json()) as Json).scopes, ['identity:me']);
    assert.equal((await send('DELETE', id)).status, 204);
    assert.equal((await new Browser().get(url)).status, 400);
    assert.deepEqual(
      [(await send('DELETE', id)).status, await slug(await send('GET', id))],
      [404, 'client-unknown'],
    );
  });

  test('a registration is replaced against its ETag, and listed', async () => {
    const id = 'https://ny.example';
    const { headers } = await send('PUT', id, body);
    const again = await send('PUT', id, body);
    assert.deepEqual([again.status, await slug(again)], [412, 'client-changed']);
    const tag = { 'if-match': headers.get('etag') ?? '' };
    const changed = await send('PUT', id, { ...body, name: 'Örebro' }, tag);
    assert.deepEqual([changed.status, ((await changed.json()) as Json).name], [200, 'Örebro']);
    const list = await fetch(`${hub.url}/identity/v1/clients`, {
      headers: { authorization: `Bearer ${hub.operatorToken}` },
    });
    const { items } = (await list.json()) as { items: Json[] };
    assert.deepEqual(
      items.map((one) => one.id),
      [id],
    );
    assert.equal(((await (await send('GET', id)).json()) as Json).name, 'Örebro');
  });

  test('what cannot be served is refused with the reason', async () => {
    const refused = async (id: string, json: object) => {
      const answer = await send('PUT', id, json);
      return [answer.status, await slug(answer)];
    };
    const { jwks: _jwks, ...bare } = body;
    const [key] = body.jwks?.keys ?? [];
    const privateKey = { ...key, d: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' };
    assert.deepEqual(await refused('https://fast.example', body), [409, 'client-in-configuration']);
    assert.deepEqual(await refused('https://a.example', bare), [422, 'client-keys']);
    assert.deepEqual(await refused('https://a.example', { ...body, jwksUri: 'https://a.example/jwks' }), [
      422,
      'client-keys',
    ]);
    for (const wrong of [
      { ...body, jwks: { keys: [privateKey] } },
      { ...body, redirectUris: ['https://a.example/å#fragment'] },
      { ...body, subjectType: 'pairwise', redirectUris: ['https://a.example/', 'https://b.example/'] },
    ])
      assert.deepEqual(await refused('https://a.example', wrong), [422, 'client-unusable']);
  });
});

describe('members of the federation', () => {
  const id = 'https://medlem.example';
  const key = generateEs256Key();
  const member: RelyingParty = { config: relyingParty(id).config, key };
  const relying = {
    client_registration_types: ['automatic'],
    client_name: 'Älvdalens e-tjänst',
    redirect_uris: [redirectUri],
    jwks: { keys: [key.publicJwk] },
    id_token_signed_response_alg: 'ES256',
  };
  const entity = (more: Json = {}): FederationEntity => ({
    metadata: { openid_relying_party: { ...relying, ...more } },
    expires: Date.now() + 3_600_000,
  });
  const members = new Map([
    [id, entity()],
    ['https://explicit.example', entity({ client_registration_types: ['explicit'] })],
    ['https://secret.example', entity({ token_endpoint_auth_method: 'client_secret_basic' })],
    ['https://nowhere.example', entity({ redirect_uris: ['http://nowhere.example/'] })],
    ['https://other.example', { metadata: { openid_provider: {} }, expires: Date.now() + 3_600_000 }],
  ]);

  const request = (issuer: string, more: Json = {}, signer = key) =>
    signJwt(
      'oauth-authz-req+jwt',
      {
        iss: id,
        client_id: id,
        aud: issuer,
        exp: Math.floor(Date.now() / 1000) + 60,
        jti: newSecret(16),
        response_type: 'code',
        scope: 'openid',
        redirect_uri: redirectUri,
        state: newSecret(16),
        code_challenge: challenge,
        code_challenge_method: 'S256',
        ...more,
      },
      signer,
    );
  const ask = (issuer: string, jwt: string) => authorizeUrl(issuer, id, { request: jwt });
  const errorOf = (answer: Response) =>
    new URL(answer.headers.get('location') ?? 'none:').searchParams.get('error');

  test('log persons in without being registered, by a signed request that holds once', async () => {
    const hub = await startIdentity([], { members });
    const issuer = `${hub.url}/identity`;
    const url = ask(issuer, await request(issuer));
    const back = await walk(new Browser(), url);
    const tokens = await redeem(issuer, member, back.searchParams.get('code') ?? '');
    assert.equal(tokens.status, 200);
    assert.equal(errorOf(await new Browser().get(url)), 'invalid_request_object');
  });

  test('push such a request, which then holds once too', async () => {
    const hub = await startIdentity([], { members });
    const issuer = `${hub.url}/identity`;
    const asked = ask(issuer, await request(issuer));
    const url = await pushedUrl(issuer, member, asked);
    const back = await walk(new Browser(), url);
    assert.equal((await redeem(issuer, member, back.searchParams.get('code') ?? '')).status, 200);
    const again = await push(issuer, member, asked);
    assert.deepEqual([again.status, ((await again.json()) as Json).error], [400, 'invalid_request_object']);
    const unsigned = await push(issuer, member, authorizeUrl(issuer, id));
    assert.deepEqual([unsigned.status, ((await unsigned.json()) as Json).error], [400, 'invalid_request']);
  });

  test('are refused without a signature, with that of another, and for too long', async () => {
    const hub = await startIdentity([], { members });
    const issuer = `${hub.url}/identity`;
    assert.equal(errorOf(await new Browser().get(authorizeUrl(issuer, id))), 'invalid_request');
    const wrong = [
      await request(issuer, {}, generateEs256Key()),
      await request(issuer, { jti: undefined }),
      await request(issuer, { exp: undefined }),
      await request(issuer, { exp: Math.floor(Date.now() / 1000) + 7200 }),
      await request(issuer, { sub: id }),
    ];
    for (const [i, jwt] of wrong.entries())
      assert.equal(errorOf(await new Browser().get(ask(issuer, jwt))), 'invalid_request_object', String(i));
  });

  test('are no clients where their metadata does not say so, or names what is not served', async () => {
    const hub = await startIdentity([], { members });
    for (const one of [...members.keys(), 'https://stranger.example'].filter((name) => name !== id)) {
      const answer = await new Browser().get(authorizeUrl(`${hub.url}/identity`, one));
      assert.equal(answer.status, 400, one);
      assert.match(await answer.text(), /invalid_client/, one);
    }
  });

  test('are no clients outside the sandbox, until the operator says so', async () => {
    const hub = await startIdentity([], { members, sandbox: false });
    const issuer = `${hub.url}/identity`;
    assert.equal((await new Browser().get(ask(issuer, await request(issuer)))).status, 400);
    const metadata = (await (await fetch(`${issuer}/.well-known/openid-configuration`)).json()) as Json;
    assert.equal(metadata.client_registration_types_supported, undefined);
  });
});
