import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import * as oauth from 'oauth4webapi';
import {
  type Federation,
  type Json,
  type Key,
  newKey,
  redirectUri,
  sign,
  startFederation,
} from '../openid-federation/member.ts';
import { Person } from './person.ts';

/* A relying party with a server of its own: the OpenID provider knows it by the configuration that is fetched there. */

const anchorId = 'https://hub.sandbox.localhost';
const loginPage = /<h1>(Logga in|Log in)<\/h1>/;
let federation: Federation;
let server: Server;
let location: string;
const pages = new Map<string, string>();
const asked: string[] = [];

before(async () => {
  federation = await startFederation(['blocks/identity']);
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const page = pages.get(request.url ?? '');
    response.writeHead(page === undefined ? 404 : 200, {
      'content-type': 'application/entity-statement+jwt',
    });
    response.end(page);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  location = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
after(async () => {
  server?.close();
  server?.closeAllConnections();
  await federation?.hub.stop();
});

interface Outsider {
  readonly id: string;
  readonly key: Key;
}

/** Registered with the anchor, and with a configuration that is right but for the change. */
async function member(name: string, change: (claims: Json) => Json = (claims) => claims): Promise<Outsider> {
  const [id, key] = [`https://${name}.sandbox.localhost`, await newKey()];
  const ecLocation = `${location}/${name}`;
  const answer = await fetch(`${federation.hub.url}/trust-framework/v1/members`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${federation.hub.operatorToken}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({
      entityId: id,
      name: 'Ånge',
      jwks: { keys: [key.jwk] },
      intermediate: false,
      ecLocation,
    }),
  });
  assert.ok(answer.ok, await answer.text());
  const iat = Math.floor(Date.now() / 1000);
  const party = {
    client_registration_types: ['automatic'],
    client_name: 'Ånge bokning',
    redirect_uris: [redirectUri],
    id_token_signed_response_alg: 'ES256',
    jwks: { keys: [key.jwk] },
  };
  const claims = {
    iss: id,
    sub: id,
    iat,
    exp: iat + 3600,
    jwks: { keys: [key.jwk] },
    authority_hints: [anchorId],
    metadata: { openid_relying_party: party },
  };
  pages.set(`/${name}`, await sign({ typ: 'entity-statement+jwt' }, change(claims), key));
  return { id, key };
}

async function opened({ id, key }: Outsider) {
  const issuer = `${federation.hub.url}/identity`;
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    ...{ iss: id, client_id: id, aud: issuer, jti: oauth.generateRandomState(), exp: now + 60 },
    ...{ response_type: 'code', scope: 'openid', redirect_uri: redirectUri, code_challenge_method: 'S256' },
    code_challenge: await oauth.calculatePKCECodeChallenge(oauth.generateRandomCodeVerifier()),
  };
  const request = await sign({ typ: 'oauth-authz-req+jwt' }, claims, key);
  const query = new URLSearchParams({ client_id: id, response_type: 'code', scope: 'openid', request });
  return new Person().open(new URL(`${issuer}/auth?${query}`));
}

describe('a relying party with a server of its own', () => {
  it('is asked for its configuration, and may then send people to log in', async () => {
    const { status, text } = await opened(await member('ange'));
    assert.equal(status, 200, text);
    assert.match(text, loginPage);
    assert.ok(asked.includes('/ange'));
  });

  const wrong: readonly (readonly [string, (claims: Json) => Json])[] = [
    ['another issuer', (claims) => ({ ...claims, iss: 'https://annan.sandbox.localhost' })],
    ['another subject', (claims) => ({ ...claims, sub: 'https://annan.sandbox.localhost' })],
    ['no end', ({ exp: _none, ...claims }) => claims],
    ['no beginning', ({ iat: _none, ...claims }) => claims],
    ['an end that has passed', (claims) => ({ ...claims, exp: Number(claims.iat) - 120 })],
  ];
  for (const [index, [what, change]] of wrong.entries()) {
    it(`is no client with ${what} in its configuration`, async () => {
      const { status, left, text } = await opened(await member(`fel-${index}`, change));
      assert.deepEqual([status, left], [400, undefined]);
      assert.match(text, /invalid_client/);
      assert.ok(asked.includes(`/fel-${index}`), 'it was asked');
    });
  }
});
