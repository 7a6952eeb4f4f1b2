import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import * as oauth from 'oauth4webapi';
import { logInByHand } from './person.ts';
import { type StartedHub, startHub } from './started-hub.ts';

/* The identity room seen by oauth4webapi, unmodified: every step by hand, with the checks that the library makes. */

const insecure = { [oauth.allowInsecureRequests]: true };
const client: oauth.Client = {
  client_id: 'https://rp.example/oauth4webapi',
  id_token_signed_response_alg: 'ES256',
  userinfo_signed_response_alg: 'ES256',
};
const redirectUri = 'https://rp.example/callback';

describe('oauth4webapi against the identity room', () => {
  let hub: StartedHub;
  let keys: CryptoKeyPair;
  let server: oauth.AuthorizationServer;

  before(async () => {
    keys = await oauth.generateKeyPair('ES256', { extractable: true });
    const jwk = await crypto.subtle.exportKey('jwk', keys.publicKey);
    hub = await startHub([
      {
        client_id: client.client_id,
        client_name: 'Östersunds e-tjänst',
        redirect_uris: [redirectUri],
        jwks: { keys: [{ ...jwk, kid: 'k', use: 'sig' }] },
        signing_algorithm: 'ES256',
      },
    ]);
    const issuer = new URL(`${hub.url}/identity`);
    const found = await oauth.discoveryRequest(issuer, { algorithm: 'oidc', ...insecure });
    server = await oauth.processDiscoveryResponse(issuer, found);
  });
  after(() => hub.stop());

  it('goes through the whole log-in, and every check of the library holds', async () => {
    const [verifier, state, nonce] = [
      oauth.generateRandomCodeVerifier(),
      oauth.generateRandomState(),
      oauth.generateRandomNonce(),
    ];
    const start = new URL(server.authorization_endpoint ?? '');
    start.search = new URLSearchParams({
      client_id: client.client_id,
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: 'openid https://id.oidc.se/scope/naturalPersonInfo',
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      max_age: '300',
      state,
      nonce,
    }).toString();
    const back = oauth.validateAuthResponse(server, client, await logInByHand(start, 3), state);
    const assertion = oauth.PrivateKeyJwt({ key: keys.privateKey, kid: 'k' });
    const answer = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      assertion,
      back,
      redirectUri,
      verifier,
      insecure,
    );
    const tokens = await oauth.processAuthorizationCodeResponse(server, client, answer, {
      expectedNonce: nonce,
      maxAge: 300,
      requireIdToken: true,
    });
    await oauth.validateApplicationLevelSignature(server, answer, insecure);
    const claims = oauth.getValidatedIdTokenClaims(tokens) ?? assert.fail('no ID token');
    const asked = await oauth.userInfoRequest(server, client, tokens.access_token, insecure);
    const userInfo = await oauth.processUserInfoResponse(server, client, claims.sub, asked);
    await oauth.validateApplicationLevelSignature(server, asked, insecure);
    assert.match(String(userInfo.name), /\S+ \S+/);

    const replay = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      assertion,
      back,
      redirectUri,
      verifier,
      insecure,
    );
    await assert.rejects(
      oauth.processAuthorizationCodeResponse(server, client, replay),
      (error: unknown) => error instanceof oauth.ResponseBodyError && error.error === 'invalid_grant',
    );
    const revoked = await oauth.userInfoRequest(server, client, tokens.access_token, insecure);
    assert.equal(revoked.status, 401, 'a code used twice takes its tokens with it');
  });
});
