import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import * as oidc from 'openid-client';
import { logInByHand } from './person.ts';
import { type StartedHub, startHub } from './started-hub.ts';

/* A service that nobody registered: it is a member of the federation, and openid-client speaks for it, unmodified. */

const redirectUri = 'https://bokning.example/callback';
const orgnr = '2120000829';

describe('openid-client as a member of the federation', () => {
  let hub: StartedHub;
  let keys: CryptoKeyPair;
  let entityId: string;

  const operator = async (method: string, path: string, body: object): Promise<Record<string, string>> => {
    const answer = await fetch(`${hub.url}/trust-framework/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${hub.operatorToken}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    assert.ok(answer.ok, text);
    return JSON.parse(text) as Record<string, string>;
  };

  before(async () => {
    hub = await startHub([]);
    const organisation = await ecKeys();
    const kid = await thumbprint(organisation.jwk);
    await operator('POST', '/subordinates', {
      entityId: 'https://karlskrona.sandbox.localhost',
      orgnr,
      organisationName: 'Karlskrona kommun åäö',
      jwks: { keys: [{ ...organisation.jwk, kid, alg: 'ES256', use: 'sig' }] },
    });
    const own = await ecKeys();
    keys = own.pair;
    const path = `/hosted-entities/${orgnr}/bokning/metadata/openid_relying_party`;
    const published = await operator('PUT', path, {
      client_registration_types: ['automatic'],
      client_name: 'Bokning av tvättstuga',
      redirect_uris: [redirectUri],
      id_token_signed_response_alg: 'ES256',
      jwks: { keys: [{ ...own.jwk, kid: 'bokning-1', use: 'sig' }] },
    });
    entityId = published.entityId ?? '';
  });
  after(() => hub.stop());

  async function discover(): Promise<oidc.Configuration> {
    const key = { key: keys.privateKey, kid: 'bokning-1' };
    return oidc.discovery(new URL(`${hub.url}/identity`), entityId, {}, oidc.PrivateKeyJwt(key), {
      execute: [oidc.allowInsecureRequests, oidc.enableNonRepudiationChecks],
    });
  }

  it('logs a person in, by a signed request and its federation keys', async () => {
    const configuration = await discover();
    const pkceCodeVerifier = oidc.randomPKCECodeVerifier();
    const [expectedState, expectedNonce] = [oidc.randomState(), oidc.randomNonce()];
    const url = await oidc.buildAuthorizationUrlWithJAR(
      configuration,
      {
        redirect_uri: redirectUri,
        scope: 'openid',
        code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier),
        code_challenge_method: 'S256',
        state: expectedState,
        nonce: expectedNonce,
      },
      { key: keys.privateKey, kid: 'bokning-1' },
    );
    url.searchParams.set('response_type', 'code');
    url.searchParams.set('scope', 'openid');
    const back = await logInByHand(url, 4);
    const checks = { pkceCodeVerifier, expectedState, expectedNonce, idTokenExpected: true };
    const tokens = await oidc.authorizationCodeGrant(configuration, back, checks);
    assert.equal(tokens.claims()?.aud, entityId);
  });

  it('is refused where its request is not signed', async () => {
    const url = oidc.buildAuthorizationUrl(await discover(), { redirect_uri: redirectUri, scope: 'openid' });
    const answer = await fetch(url, { redirect: 'manual' });
    const location = new URL(answer.headers.get('location') ?? '');
    assert.equal(location.searchParams.get('error'), 'invalid_request');
  });
});

async function ecKeys() {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const pair = (await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as CryptoKeyPair;
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  return { pair, jwk: { kty, crv, x, y } };
}

/** RFC 7638. */
async function thumbprint({ kty, crv, x, y }: JsonWebKey): Promise<string> {
  const text = JSON.stringify({ crv, kty, x, y });
  return Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(text))).toString('base64url');
}
