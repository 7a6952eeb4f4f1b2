import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import * as oauth from 'oauth4webapi';
import { type StartedHub, startHub } from '../oauth/started-hub.ts';

/* What FAPI 2.0 asks of what a server publishes and hands out, seen from outside. */

const insecure = { [oauth.allowInsecureRequests]: true };
let hub: StartedHub;
let metadata: oauth.AuthorizationServer;
let token: (options?: oauth.ClientCredentialsGrantRequestOptions) => Promise<string>;

before(async () => {
  hub = await startHub();
  const keys = await oauth.generateKeyPair('ES256', { extractable: true });
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', keys.publicKey);
  const jwks = { keys: [{ kty, crv, x, y, kid: 'k' }] };
  const scopes = ['access:evaluate'];
  await hub.register('a', { profile: 'ena', grants: ['client_credentials'], scopes, jwks });
  const issuer = new URL(`${hub.url}/authorization`);
  const found = await oauth.discoveryRequest(issuer, { algorithm: 'oauth2', ...insecure });
  metadata = await oauth.processDiscoveryResponse(issuer, found);
  const client = { client_id: 'a' };
  const proof = oauth.PrivateKeyJwt({ key: keys.privateKey, kid: 'k' });
  token = async (options = {}) => {
    const all = { ...insecure, ...options };
    const answer = await oauth.clientCredentialsGrantRequest(metadata, client, proof, {}, all);
    return (await oauth.processClientCredentialsResponse(metadata, client, answer)).access_token;
  };
});
after(() => hub?.stop());

describe('seen from outside', () => {
  it('the metadata are complete, and name certificate-bound tokens', () => {
    assert.equal(metadata.issuer, `${hub.url}/authorization`);
    assert.equal(metadata.tls_client_certificate_bound_access_tokens, true);
    assert.deepEqual(metadata.token_endpoint_auth_methods_supported, ['private_key_jwt']);
    const proofs = metadata.dpop_signing_alg_values_supported ?? [];
    assert.ok(proofs.includes('ES256') && proofs.includes('PS256') && !proofs.includes('RS256'));
    for (const name of [
      'token_endpoint',
      'jwks_uri',
      'introspection_endpoint',
      'revocation_endpoint',
    ] as const) {
      assert.ok(URL.canParse(String(metadata[name])), name);
    }
    const empty = Object.entries(metadata).filter(([, value]) => Array.isArray(value) && value.length === 0);
    assert.deepEqual(
      empty.map(([name]) => name),
      ['response_types_supported'],
      'RFC 8414 §2 demands it',
    );
    assert.ok(metadata.scopes_supported?.includes('access:evaluate'));
  });

  it('the published keys are public, and each has a kid of its own', async () => {
    const { keys } = (await (await fetch(String(metadata.jwks_uri))).json()) as {
      keys: Record<string, string>[];
    };
    assert.ok(keys.length > 0);
    assert.equal(new Set(keys.map(({ kid }) => kid)).size, keys.length);
    for (const key of keys) {
      assert.deepEqual([key.kty, key.crv, key.use, 'd' in key], ['EC', 'P-256', 'sig', false]);
    }
  });

  it('a token is long, of the allowed characters, and no other is like it', async () => {
    const tokens = await Promise.all([token(), token(), token(), token()]);
    assert.equal(new Set(tokens.map((one) => one.split('.')[1])).size, 4);
    assert.equal(new Set(tokens.map((one) => one.split('.')[2])).size, 4);
    for (const one of tokens) assert.match(one, /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{86}$/);
  });

  it('a token in the address is no token', async () => {
    const access = await token();
    const body = JSON.stringify({
      subject: { type: 'user', id: 'å' },
      action: { name: 'read' },
      resource: { type: 'record', id: '1' },
    });
    const ask = (query: string, headers: Record<string, string>) =>
      fetch(`${hub.url}/access/v1/evaluation${query}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body,
      });
    assert.equal((await ask(`?access_token=${access}`, {})).status, 401);
    assert.equal((await ask('', { authorization: `Bearer ${access}` })).status, 200);
  });

  it('a DPoP proof may be ten seconds off, and may say from when and until when it holds', async () => {
    const pair = await oauth.generateKeyPair('ES256');
    const now = Math.floor(Date.now() / 1000);
    for (const claims of [{ iat: now - 10 }, { iat: now + 10 }, { nbf: now - 5, exp: now + 60 }]) {
      const change = {
        [oauth.modifyAssertion]: (_: unknown, payload: object) => void Object.assign(payload, claims),
      };
      const DPoP = oauth.DPoP({}, pair, change as oauth.ModifyAssertionOptions);
      const access = await token({ DPoP });
      const { cnf } = JSON.parse(Buffer.from(access.split('.')[1] ?? '', 'base64url').toString());
      assert.equal(cnf.jkt, await DPoP.calculateThumbprint(), JSON.stringify(claims));
    }
  });
});
