import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import * as client from 'openid-client';
import { type StartedHub, startHub } from './started-hub.ts';

/* The same server as openid-client sees it: discovery by RFC 8414, private_key_jwt by an RSA key, DPoP, revocation. */

let hub: StartedHub;
let configuration: client.Configuration;

before(async () => {
  hub = await startHub();
  const pair = (await crypto.subtle.generateKey(
    { name: 'RSA-PSS', hash: 'SHA-256', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) },
    true,
    ['sign', 'verify'],
  )) as CryptoKeyPair;
  const { kty, n, e } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  const jwks = { keys: [{ kty, n, e, kid: 'rsa', use: 'sig', alg: 'PS256' }] };
  await hub.register('rsa', { profile: 'fapi2', grants: ['client_credentials'], scopes: ['read'], jwks });
  configuration = await client.discovery(
    new URL(`${hub.url}/authorization`),
    'rsa',
    undefined,
    client.PrivateKeyJwt({ key: pair.privateKey, kid: 'rsa' }),
    { algorithm: 'oauth2', execute: [client.allowInsecureRequests] },
  );
});
after(() => hub.stop());

describe('openid-client, unmodified', () => {
  it('gets a bound token by PS256, introspects and revokes it', async () => {
    const keys = await client.randomDPoPKeyPair('ES256');
    const DPoP = client.getDPoPHandle(configuration, keys);
    const tokens = await client.clientCredentialsGrant(configuration, { scope: 'read' }, { DPoP });
    assert.deepEqual([tokens.token_type, tokens.scope], ['dpop', 'read']);
    assert.equal((await client.tokenIntrospection(configuration, tokens.access_token)).active, true);
    await client.tokenRevocation(configuration, tokens.access_token);
    assert.equal((await client.tokenIntrospection(configuration, tokens.access_token)).active, false);
  });

  it('is refused what the client may not have', async () => {
    const keys = await client.randomDPoPKeyPair('ES256');
    const DPoP = client.getDPoPHandle(configuration, keys);
    const asked = client.clientCredentialsGrant(configuration, { scope: 'admin' }, { DPoP });
    await assert.rejects(asked, { error: 'invalid_scope' });
  });
});
