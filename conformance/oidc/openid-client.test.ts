import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import * as oidc from 'openid-client';
import { logInByHand } from './person.ts';
import { sealingKeys, sealTo } from './seal.ts';
import { type StartedHub, startHub } from './started-hub.ts';

/* The identity room seen by openid-client, unmodified, as the Swedish OpenID Connect profile uses it. */

const redirectUri = 'https://rp.example/åter'.normalize();
const loa = (level: number) => `http://id.elegnamnden.se/loa/1.0/loa${level}`;
const numberScope = 'https://id.oidc.se/scope/naturalPersonNumber';
const infoScope = 'https://id.oidc.se/scope/naturalPersonInfo';
const numberClaim = 'https://id.oidc.se/claim/personalIdentityNumber';

interface Party {
  readonly id: string;
  readonly keys: CryptoKeyPair;
  readonly metadata: object;
}

async function party(id: string, more: object = {}, otherKeys: readonly object[] = []): Promise<Party> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const keys = (await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as CryptoKeyPair;
  const jwk = await crypto.subtle.exportKey('jwk', keys.publicKey);
  const metadata = {
    client_id: id,
    client_name: 'Härjedalens e-tjänst',
    redirect_uris: [new URL(redirectUri).href],
    jwks: { keys: [{ ...jwk, kid: 'nyckel-1', use: 'sig' }, ...otherKeys] },
    api_scopes: ['identity:me'],
    ...more,
  };
  return { id, keys, metadata };
}

describe('openid-client against the identity room', () => {
  let hub: StartedHub;
  let rsa: Party;
  let pairwise: Party;
  let sealed: Party;
  let unseal: CryptoKey;

  before(async () => {
    const { open, jwk } = await sealingKeys();
    unseal = open;
    sealed = await party('https://rp.example/encrypted', { encryption: 'A256GCM' }, [
      { ...jwk, kid: 'k2', use: 'enc', alg: 'RSA-OAEP' },
    ]);
    rsa = await party('https://rp.example/rs256');
    pairwise = await party('https://rp.example/es256', {
      signing_algorithm: 'ES256',
      subject_type: 'pairwise',
    });
    hub = await startHub([rsa.metadata, pairwise.metadata, sealed.metadata]);
  });
  after(() => hub.stop());

  function discover({ id, keys }: Party): Promise<oidc.Configuration> {
    const key = { key: keys.privateKey, kid: 'nyckel-1' };
    return oidc.discovery(new URL(`${hub.url}/identity`), id, {}, oidc.PrivateKeyJwt(key), {
      execute: [oidc.allowInsecureRequests, oidc.enableNonRepudiationChecks],
    });
  }

  async function logIn(configuration: oidc.Configuration, more: Record<string, string>, level: 2 | 3 | 4) {
    const pkceCodeVerifier = oidc.randomPKCECodeVerifier();
    const [expectedState, expectedNonce] = [oidc.randomState(), oidc.randomNonce()];
    const asked = {
      redirect_uri: new URL(redirectUri).href,
      code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
      state: expectedState,
      nonce: expectedNonce,
      ...more,
    };
    const back = await logInByHand(oidc.buildAuthorizationUrl(configuration, asked), level);
    const checks = { pkceCodeVerifier, expectedState, expectedNonce, idTokenExpected: true };
    return oidc.authorizationCodeGrant(configuration, back, checks);
  }

  it('discovers what the profile requires', async () => {
    const metadata = (await discover(rsa)).serverMetadata() as Record<string, unknown>;
    const list = (name: string) => metadata[name] as string[];
    for (const level of [2, 3, 4]) assert.ok(list('acr_values_supported').includes(loa(level)));
    assert.deepEqual(list('response_types_supported'), ['code']);
    assert.deepEqual(list('code_challenge_methods_supported'), ['S256']);
    assert.deepEqual(list('token_endpoint_auth_methods_supported'), ['private_key_jwt']);
    for (const alg of ['RS256', 'ES256']) {
      assert.ok(list('token_endpoint_auth_signing_alg_values_supported').includes(alg), alg);
      assert.ok(list('id_token_signing_alg_values_supported').includes(alg), alg);
      assert.ok(list('userinfo_signing_alg_values_supported').includes(alg), alg);
      assert.ok(list('request_object_signing_alg_values_supported').includes(alg), alg);
    }
    for (const name of ['request_parameter_supported', 'claims_parameter_supported'])
      assert.equal(metadata[name], true, name);
    for (const type of ['public', 'pairwise']) assert.ok(list('subject_types_supported').includes(type));
    for (const scope of [infoScope, numberScope]) assert.ok(list('scopes_supported').includes(scope));
    assert.ok(list('claims_supported').includes(numberClaim));
    assert.equal(metadata['https://id.oidc.se/disco/userMessageSupported'], true);
    assert.equal(metadata['https://id.oidc.se/disco/authnProviderSupported'], true);
    for (const name of [
      'authorization_endpoint',
      'token_endpoint',
      'userinfo_endpoint',
      'end_session_endpoint',
    ])
      assert.ok(String(metadata[name]).startsWith(`${hub.url}/identity/`), name);
    assert.deepEqual(list('ui_locales_supported'), ['sv', 'en']);
  });

  it('logs in with RS256, gets a short ID token and signed UserInfo', async () => {
    const configuration = await discover(rsa);
    const tokens = await logIn(
      configuration,
      { scope: `openid ${infoScope} ${numberScope}`, acr_values: `${loa(3)} ${loa(4)}` },
      4,
    );
    const claims = tokens.claims() ?? assert.fail('no ID token');
    assert.equal(claims.acr, loa(4));
    assert.ok(claims.exp - claims.iat <= 300);
    assert.match(String(claims[numberClaim]), /^\d{12}$/);
    assert.equal(claims.sub.includes(String(claims[numberClaim])), false);
    const userInfo = await oidc.fetchUserInfo(configuration, tokens.access_token, claims.sub);
    assert.equal(userInfo[numberClaim], claims[numberClaim]);
    assert.match(String(userInfo.birthdate), /^\d{4}-\d{2}-\d{2}$/);
    assert.ok(String(userInfo.family_name).length > 2);
  });

  it('gives another subject for the same person to a client with pairwise subjects', async () => {
    const first = await logIn(await discover(rsa), { scope: 'openid' }, 3);
    const again = await logIn(await discover(rsa), { scope: 'openid' }, 3);
    const other = await logIn(await discover(pairwise), { scope: 'openid' }, 3);
    assert.equal(again.claims()?.sub, first.claims()?.sub);
    assert.notEqual(other.claims()?.sub, first.claims()?.sub);
  });

  it('gives a token for the APIs of the installation, which take it', async () => {
    const configuration = await discover(pairwise);
    const tokens = await logIn(configuration, { scope: 'openid identity:me', resource: hub.url }, 2);
    const answer = await oidc.fetchProtectedResource(
      configuration,
      tokens.access_token,
      new URL(`${hub.url}/identity/v1/own-log-in`),
      'GET',
    );
    const own = (await answer.json()) as Record<string, unknown>;
    assert.deepEqual([own.level, own.client, own.scopes], [2, pairwise.id, ['identity:me']]);
  });

  it('releases by the claims parameter what was asked for, where it was asked for', async () => {
    const claims = JSON.stringify({
      id_token: { given_name: null },
      userinfo: { family_name: { essential: true } },
    });
    const configuration = await discover(rsa);
    const tokens = await logIn(configuration, { scope: 'openid', claims }, 3);
    const idToken = tokens.claims() ?? assert.fail('no ID token');
    assert.ok(typeof idToken.given_name === 'string');
    assert.equal(idToken.family_name, undefined);
    const userInfo = await oidc.fetchUserInfo(configuration, tokens.access_token, idToken.sub);
    assert.ok(typeof userInfo.family_name === 'string');
    assert.equal(userInfo[numberClaim], undefined);
  });

  it('tells a client in the protocol’s words what it refuses', async () => {
    const configuration = await discover(rsa);
    await assert.rejects(
      logIn(configuration, { scope: 'openid', acr_values: 'http://id.elegnamnden.se/loa/1.0/loa1' }, 3),
      (error: unknown) =>
        error instanceof oidc.AuthorizationResponseError &&
        error.error === 'unmet_authentication_requirements',
    );
    await assert.rejects(
      logIn(configuration, { scope: 'openid', prompt: 'none' }, 3),
      (error: unknown) =>
        error instanceof oidc.AuthorizationResponseError && error.error === 'login_required',
    );
  });

  it('encrypts ID token and UserInfo to a client that asks for it', async () => {
    const configuration = await discover(sealed);
    oidc.enableDecryptingResponses(configuration, ['A256GCM'], { key: unseal, kid: 'k2' });
    const tokens = await logIn(configuration, { scope: `openid ${numberScope}` }, 3);
    assert.equal(tokens.id_token?.split('.').length, 5);
    const claims = tokens.claims() ?? assert.fail('no ID token');
    assert.match(String(claims[numberClaim]), /^\d{12}$/);
    const userInfo = await oidc.fetchUserInfo(configuration, tokens.access_token, claims.sub);
    assert.equal(userInfo[numberClaim], claims[numberClaim]);
  });

  for (const encrypted of [false, true])
    it(encrypted ? 'takes a signed and encrypted request object' : 'takes a signed request object', () =>
      byRequestObject(encrypted),
    );

  async function byRequestObject(encrypted: boolean): Promise<void> {
    const configuration = await discover(rsa);
    const verifier = oidc.randomPKCECodeVerifier();
    const [state, nonce] = [oidc.randomState(), oidc.randomNonce()];
    const url = await oidc.buildAuthorizationUrlWithJAR(
      configuration,
      {
        redirect_uri: new URL(redirectUri).href,
        scope: 'openid',
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        nonce,
      },
      { key: rsa.keys.privateKey, kid: 'nyckel-1' },
    );
    if (encrypted) url.searchParams.set('request', await sealedRequest(url));
    url.searchParams.set('response_type', 'code');
    url.searchParams.set('scope', 'openid');
    const back = await logInByHand(url, 3);
    const tokens = await oidc.authorizationCodeGrant(configuration, back, {
      pkceCodeVerifier: verifier,
      expectedState: state,
      expectedNonce: nonce,
    });
    assert.equal(tokens.claims()?.acr, loa(3));
  }

  async function sealedRequest(url: URL): Promise<string> {
    const { keys } = (await (await fetch(`${hub.url}/identity/jwks`)).json()) as { keys: JsonWebKey[] };
    const key = keys.find(({ use }) => use === 'enc') ?? assert.fail('no key to encrypt to');
    return sealTo(key, url.searchParams.get('request') ?? '');
  }
});
