import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import * as oauth from 'oauth4webapi';
import { type StartedHub, startHub } from './started-hub.ts';

/*
 * The authorization server of a started hub as oauth4webapi, a certified client that nobody here wrote, sees it:
 * in the role of the client and in that of the API (validateJwtAccessToken). Nothing of the client is changed; it
 * is only told that http is allowed on loopback.
 */

const insecure = { [oauth.allowInsecureRequests]: true };
const resource = 'https://api.xn--re-zia.example/%C3%A4renden';
let hub: StartedHub;
let server: oauth.AuthorizationServer;
let keys: CryptoKeyPair;
let proof: oauth.ClientAuth;
let api: oauth.ClientAuth;
const client: oauth.Client = { client_id: 'verksamhet' };

before(async () => {
  hub = await startHub({ configuration: { profiles: { strict: { dpopNonce: 'required' } } } });
  keys = await oauth.generateKeyPair('ES256', { extractable: true });
  const apiKeys = await oauth.generateKeyPair('ES256', { extractable: true });
  const jwks = async (pair: CryptoKeyPair) => ({ keys: [{ ...(await publicJwk(pair)), kid: 'k' }] });
  const common = { profile: 'ena', scopes: ['read', 'access:evaluate'], resources: [resource] };
  const exchange = 'urn:ietf:params:oauth:grant-type:token-exchange';
  await hub.register('verksamhet', {
    ...common,
    grants: ['client_credentials', exchange],
    jwks: await jwks(keys),
  });
  await hub.register('fapi', {
    ...common,
    profile: 'fapi2',
    grants: ['client_credentials'],
    jwks: await jwks(keys),
  });
  await hub.register('strict', {
    ...common,
    profile: 'strict',
    grants: ['client_credentials'],
    jwks: await jwks(keys),
  });
  await hub.register('api', { ...common, grants: [], serves: [resource], jwks: await jwks(apiKeys) });
  proof = oauth.PrivateKeyJwt({ key: keys.privateKey, kid: 'k' });
  api = oauth.PrivateKeyJwt({ key: apiKeys.privateKey, kid: 'k' });
  const issuer = new URL(`${hub.url}/authorization`);
  const answer = await oauth.discoveryRequest(issuer, { algorithm: 'oauth2', ...insecure });
  server = await oauth.processDiscoveryResponse(issuer, answer);
});
after(() => hub.stop());

async function publicJwk(pair: CryptoKeyPair): Promise<JsonWebKey> {
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  return { kty, crv, x, y } as JsonWebKey;
}

async function token(as = client, options: oauth.ClientCredentialsGrantRequestOptions = {}) {
  const form = { scope: 'read', resource };
  const answer = await oauth.clientCredentialsGrantRequest(server, as, proof, form, {
    ...options,
    ...insecure,
  });
  return oauth.processClientCredentialsResponse(server, as, answer);
}

const requestWith = (headers: Record<string, string>) => new Request(`${hub.url}/any`, { headers });

describe('oauth4webapi, unmodified', () => {
  it('discovers the server', () => {
    assert.equal(server.issuer, `${hub.url}/authorization`);
    assert.ok(server.token_endpoint_auth_methods_supported?.includes('private_key_jwt'));
    assert.ok(server.introspection_endpoint !== undefined && server.revocation_endpoint !== undefined);
  });

  it('gets a token, and as the API finds it valid for its resource only (RFC 9068)', async () => {
    const { access_token, token_type, scope } = await token();
    assert.deepEqual([token_type, scope], ['bearer', 'read']);
    const request = requestWith({ authorization: `Bearer ${access_token}` });
    const claims = await oauth.validateJwtAccessToken(server, request, resource, insecure);
    assert.deepEqual([claims.client_id, claims.sub, claims.scope], ['verksamhet', 'verksamhet', 'read']);
    await assert.rejects(oauth.validateJwtAccessToken(server, request, 'https://annan.example', insecure));
  });

  it('gets a token bound by DPoP, and as the API demands the proof (RFC 9449)', async () => {
    const holder = await oauth.generateKeyPair('ES256');
    const fapi = { client_id: 'fapi' };
    const DPoP = oauth.DPoP({}, holder);
    const { access_token, token_type } = await token(fapi, { DPoP });
    assert.equal(token_type, 'dpop');
    const claims = await oauth.validateJwtAccessToken(
      server,
      await signedRequest(access_token, holder),
      resource,
      insecure,
    );
    assert.equal(claims.client_id, 'fapi');
    const stolen = await signedRequest(access_token, await oauth.generateKeyPair('ES256'));
    await assert.rejects(oauth.validateJwtAccessToken(server, stolen, resource, insecure));
  });

  it('opens an API of the hub with a bound token, and only with its own key (RFC 9449)', async () => {
    const holder = await oauth.generateKeyPair('ES256');
    const options = { DPoP: oauth.DPoP({}, holder), ...insecure };
    const form = { scope: 'access:evaluate' };
    const fapi = { client_id: 'fapi' };
    const answer = await oauth.clientCredentialsGrantRequest(server, fapi, proof, form, options);
    const { access_token } = await oauth.processClientCredentialsResponse(server, fapi, answer);
    assert.equal((await evaluate(access_token, options)).status, 200);
    assert.equal((await evaluate(access_token, options)).status, 200, 'a new proof for each call');
    const stranger = { DPoP: oauth.DPoP({}, await oauth.generateKeyPair('ES256')), ...insecure };
    await assert.rejects(evaluate(access_token, stranger), refusedAs('dpop', 'invalid_dpop_proof'));
    await assert.rejects(evaluate(access_token, insecure), refusedAs('bearer', 'invalid_token'));
  });

  it('opens an API of the hub that demands a nonce, when it has been told one (RFC 9449)', async () => {
    const options = { DPoP: oauth.DPoP({}, await oauth.generateKeyPair('ES256')), ...insecure };
    const strict = { client_id: 'strict' };
    const ask = async () => {
      const form = { scope: 'access:evaluate' };
      const answer = await oauth.clientCredentialsGrantRequest(server, strict, proof, form, options);
      return oauth.processClientCredentialsResponse(server, strict, answer);
    };
    await assert.rejects(ask(), oauth.isDPoPNonceError);
    const { access_token } = await ask();
    assert.equal((await evaluate(access_token, options)).status, 200);
    const fresh = { DPoP: oauth.DPoP({}, await oauth.generateKeyPair('ES256')), ...insecure };
    await assert.rejects(evaluate(access_token, fresh), oauth.WWWAuthenticateChallengeError);
  });

  it('gets one token for two resources, each of which finds it valid (RFC 8707)', async () => {
    const form = new URLSearchParams([
      ['scope', 'read'],
      ['resource', resource],
      ['resource', `${resource}/%C3%A5`],
    ]);
    const answer = await oauth.clientCredentialsGrantRequest(server, client, proof, form, insecure);
    const { access_token } = await oauth.processClientCredentialsResponse(server, client, answer);
    const request = requestWith({ authorization: `Bearer ${access_token}` });
    for (const audience of [resource, `${resource}/%C3%A5`]) {
      await oauth.validateJwtAccessToken(server, request, audience, insecure);
    }
    await assert.rejects(oauth.validateJwtAccessToken(server, request, 'https://annan.example', insecure));
  });

  it('under the profile fapi2 gets no token without a proof', async () => {
    await assert.rejects(token({ client_id: 'fapi' }), { error: 'invalid_request' });
  });

  it('introspects and revokes (RFC 7662, RFC 7009)', async () => {
    const { access_token } = await token();
    const ask = async () => {
      const as = { client_id: 'api' };
      const answer = await oauth.introspectionRequest(server, as, api, access_token, insecure);
      return oauth.processIntrospectionResponse(server, as, answer);
    };
    const before = await ask();
    assert.deepEqual([before.active, before.client_id, before.aud], [true, 'verksamhet', resource]);
    const revoked = await oauth.revocationRequest(server, client, proof, access_token, insecure);
    assert.equal(await oauth.processRevocationResponse(revoked), undefined);
    assert.deepEqual(await ask(), { active: false });
  });

  it('exchanges a token (RFC 8693)', async () => {
    const { access_token } = await token();
    const answer = await oauth.genericTokenEndpointRequest(
      server,
      client,
      proof,
      'urn:ietf:params:oauth:grant-type:token-exchange',
      {
        subject_token: access_token,
        subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
        resource,
        scope: 'read',
      },
      insecure,
    );
    const exchanged = await oauth.processGenericTokenEndpointResponse(server, client, answer);
    assert.equal(exchanged.issued_token_type, 'urn:ietf:params:oauth:token-type:access_token');
  });

  it('is told in the words of OAuth what was wrong', async () => {
    const stranger = oauth.PrivateKeyJwt({
      key: (await oauth.generateKeyPair('ES256')).privateKey,
      kid: 'k',
    });
    const answer = await oauth.clientCredentialsGrantRequest(server, client, stranger, {}, insecure);
    await assert.rejects(oauth.processClientCredentialsResponse(server, client, answer));
    assert.equal(answer.status, 401);
  });
});

/** A question to the decision point of the hub, which is an API with a scope rule. */
function evaluate(accessToken: string, options: oauth.ProtectedResourceRequestOptions): Promise<Response> {
  const body = JSON.stringify({
    subject: { type: 'user', id: 'å' },
    action: { name: 'read' },
    resource: { type: 'record', id: '1' },
  });
  const headers = new Headers({ 'content-type': 'application/json' });
  const url = new URL(`${hub.url}/access/v1/evaluation`);
  return oauth.protectedResourceRequest(accessToken, 'POST', url, headers, body, options);
}

function refusedAs(scheme: string, error: string) {
  return (thrown: unknown) =>
    thrown instanceof oauth.WWWAuthenticateChallengeError &&
    thrown.status === 401 &&
    thrown.cause.some((one) => one.scheme === scheme && one.parameters.error === error);
}

/** A call with a bound token and the proof for it, by oauth4webapi itself. */
async function signedRequest(accessToken: string, holder: oauth.CryptoKeyPair): Promise<Request> {
  let seen: Request | undefined;
  const DPoP = oauth.DPoP({}, holder);
  await oauth.protectedResourceRequest(accessToken, 'GET', new URL(`${hub.url}/any`), undefined, undefined, {
    DPoP,
    ...insecure,
    [oauth.customFetch]: async (url: string, init: { headers: Record<string, string>; method: string }) => {
      seen = new Request(url, { headers: init.headers, method: init.method });
      return new Response(null, { status: 204 });
    },
  });
  assert.ok(seen !== undefined);
  return seen;
}
