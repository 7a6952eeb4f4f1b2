import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import * as oauth from 'oauth4webapi';
import {
  type Federation,
  type Json,
  type Key,
  newKey,
  partOf,
  redirectUri,
  sign,
  startFederation,
} from '../openid-federation/member.ts';
import { Person } from './person.ts';
import { sealTo } from './seal.ts';

/* A relying party that nobody registered, at the OpenID provider of its federation: OpenID Federation 1.0 §12.1. */

const insecure = { [oauth.allowInsecureRequests]: true };
const typ = 'oauth-authz-req+jwt';
let federation: Federation;
let server: oauth.AuthorizationServer;
let id: string;

before(async () => {
  federation = await startFederation(['blocks/identity']);
  const issuer = new URL(`${federation.hub.url}/identity`);
  const found = await oauth.discoveryRequest(issuer, { algorithm: 'oidc', ...insecure });
  server = await oauth.processDiscoveryResponse(issuer, found);
  id = federation.member.entityId;
});
after(() => federation?.hub.stop());

const seconds = () => Math.floor(Date.now() / 1000);

interface Wish {
  readonly claims?: Json;
  readonly header?: Json;
  readonly key?: Key;
}

interface Made {
  readonly request: string;
  readonly verifier: string;
  readonly nonce: string;
}

async function requestObject({
  claims = {},
  header = {},
  key = federation.member.key,
}: Wish = {}): Promise<Made> {
  const [verifier, nonce] = [oauth.generateRandomCodeVerifier(), oauth.generateRandomNonce()];
  const all = {
    iss: id,
    client_id: id,
    aud: server.issuer,
    jti: oauth.generateRandomState(),
    iat: seconds(),
    exp: seconds() + 60,
    response_type: 'code',
    scope: 'openid',
    redirect_uri: redirectUri,
    nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...claims,
  };
  return { request: await sign({ typ, ...header }, all, key), verifier, nonce };
}

const query = (request: string, clientId = id) =>
  new URLSearchParams({ client_id: clientId, response_type: 'code', scope: 'openid', request });

function address(parameters: URLSearchParams): URL {
  const url = new URL(server.authorization_endpoint ?? '');
  url.search = parameters.toString();
  return url;
}

function proof(): oauth.ClientAuth {
  const { key } = federation.member;
  return oauth.PrivateKeyJwt({ key: key.pair.privateKey, kid: key.jwk.kid });
}

/** The address of a request that was pushed. */
async function pushed(request: string): Promise<URL> {
  const client = { client_id: id };
  const answer = await oauth.pushedAuthorizationRequest(server, client, proof(), { request }, insecure);
  const { request_uri: uri } = await oauth.processPushedAuthorizationResponse(server, client, answer);
  return address(new URLSearchParams({ client_id: id, request_uri: uri }));
}

async function trustChain(): Promise<readonly string[]> {
  const ask = new URLSearchParams({ sub: id, trust_anchor: 'https://hub.sandbox.localhost' });
  const resolved = await (await fetch(`${federation.hub.url}/federation/resolve?${ask}`)).text();
  return partOf(resolved, 1).trust_chain as string[];
}

/** The code for tokens, with every check of the library. */
async function loggedIn(back: URL, { verifier, nonce }: Made): Promise<void> {
  const client = { client_id: id, id_token_signed_response_alg: 'ES256' };
  const code = oauth.validateAuthResponse(server, client, back, oauth.expectNoState);
  const answer = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    proof(),
    code,
    redirectUri,
    verifier,
    insecure,
  );
  const expected = { expectedNonce: nonce, requireIdToken: true };
  const tokens = await oauth.processAuthorizationCodeResponse(server, client, answer, expected);
  assert.equal(oauth.getValidatedIdTokenClaims(tokens)?.aud, id);
}

describe('a relying party that is a member', () => {
  it('is announced to be welcome without registration', () => {
    const metadata = server as unknown as Json;
    assert.deepEqual(metadata.client_registration_types_supported, ['automatic']);
  });

  const ways: readonly (readonly [string, (request: string) => Promise<URL>])[] = [
    ['in the address', async (request) => new Person().logIn(address(query(request)))],
    [
      'in a form',
      async (request) => {
        const [person, place] = [new Person(), address(new URLSearchParams())];
        return person.choose(await person.open(place, query(request)), place, 3);
      },
    ],
    ['that it pushes', async (request) => new Person().logIn(await pushed(request))],
  ];
  describe('logs a person in by a request object', () => {
    for (const [how, logIn] of ways) {
      it(how, async () => {
        const made = await requestObject();
        await loggedIn(await logIn(made.request), made);
      });
    }
  });

  describe('may send its trust chain along, which is taken and not needed', () => {
    for (const [how, logIn] of ways) {
      it(how, async () => {
        const chain = await trustChain();
        assert.ok(chain.length >= 3);
        const made = await requestObject({ header: { trust_chain: chain } });
        await loggedIn(await logIn(made.request), made);
      });
    }
  });

  it('logs a person in by a request object that is sealed to the provider', async () => {
    const made = await requestObject();
    const { keys } = (await (await fetch(server.jwks_uri ?? '')).json()) as { keys: JsonWebKey[] };
    const key = keys.find(({ use }) => use === 'enc') ?? assert.fail('no key to seal to');
    await loggedIn(await new Person().logIn(address(query(await sealTo(key, made.request)))), made);
  });
});

describe('a request of a member is refused', () => {
  const stranger = 'https://stranger.example';
  const wrong: readonly (readonly [string, () => Promise<Wish> | Wish])[] = [
    ['with another client_id inside', () => ({ claims: { client_id: stranger } })],
    ['with another issuer', () => ({ claims: { iss: stranger } })],
    ['without issuer', () => ({ claims: { iss: undefined } })],
    ['for another server', () => ({ claims: { aud: 'https://annan.example' } })],
    ['without audience', () => ({ claims: { aud: undefined } })],
    ['after its end', () => ({ claims: { exp: seconds() - 60 } })],
    ['without end', () => ({ claims: { exp: undefined } })],
    ['without id', () => ({ claims: { jti: undefined } })],
    ['with a subject', () => ({ claims: { sub: id } })],
    ['signed by a key that is not in its metadata', async () => ({ key: await newKey() })],
    [
      'signed by another key under the name of its own',
      async () => ({ key: { ...(await newKey()), jwk: federation.member.key.jwk } }),
    ],
  ];
  for (const [what, wish] of wrong) {
    it(what, async () => {
      const { request } = await requestObject(await wish());
      assert.equal(await refusal(address(query(request))), 'invalid_request_object');
    });
  }

  it('the second time it is sent', async () => {
    const made = await requestObject();
    await new Person().open(address(query(made.request)));
    assert.equal(await refusal(address(query(made.request))), 'invalid_request_object');
  });

  it('with a broken signature', async () => {
    const { request } = await requestObject();
    const broken = `${request.slice(0, -6)}${request.endsWith('AAAAAA') ? 'BBBBBA' : 'AAAAAA'}`;
    assert.equal(await refusal(address(query(broken))), 'invalid_request_object');
  });

  it('without a request object', async () => {
    const parameters = new URLSearchParams({
      client_id: id,
      response_type: 'code',
      scope: 'openid',
      redirect_uri: redirectUri,
    });
    assert.equal(await refusal(address(parameters)), 'invalid_request');
  });

  it('under the name of one that is no member, on a page', async () => {
    const { request } = await requestObject();
    const { status, left, text } = await new Person().open(address(query(request, stranger)));
    assert.deepEqual([status, left], [400, undefined]);
    assert.match(text, /invalid_client|invalid_request/);
  });
});

async function refusal(url: URL): Promise<string | null> {
  const { left, status, text } = await new Person().open(url);
  if (left === undefined) return /<code>([a-z_]+)<\/code>/.exec(text)?.[1] ?? `page ${status}`;
  return left.searchParams.get('error');
}
