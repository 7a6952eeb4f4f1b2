import assert from 'node:assert/strict';
import * as oauth from 'oauth4webapi';
import type { Opened } from './person.ts';
import { type StartedHub, startHub } from './started-hub.ts';

export const insecure = { [oauth.allowInsecureRequests]: true };
export const infoScope = 'https://id.oidc.se/scope/naturalPersonInfo';
export const numberScope = 'https://id.oidc.se/scope/naturalPersonNumber';
export const redirectUri = 'https://rp.example/callback';
export const loggedOut = 'https://rp.example/utloggad';

/** Parameters of a request; `undefined` leaves out one that is there by itself. */
export type Parameters = Readonly<Record<string, string | undefined>>;

export interface Asked {
  readonly url: URL;
  readonly verifier: string;
  readonly nonce: string;
  readonly state: string;
}

export interface Tokens {
  readonly accessToken: string;
  readonly idToken: string;
  /** Of the ID token, which the library found right. */
  readonly claims: oauth.IDToken;
}

/** A service by oauth4webapi, unmodified, at the identity room; every parameter is in the test's hands. */
export class Service {
  readonly client: oauth.Client;
  readonly proof: oauth.ClientAuth;
  readonly registration: object;
  readonly keys: CryptoKeyPair;
  #server: oauth.AuthorizationServer | undefined;

  private constructor(id: string, keys: CryptoKeyPair, jwk: JsonWebKey, more: object) {
    this.client = {
      client_id: id,
      id_token_signed_response_alg: 'RS256',
      userinfo_signed_response_alg: 'RS256',
    };
    this.keys = keys;
    this.proof = oauth.PrivateKeyJwt({ key: keys.privateKey, kid: 'k' });
    this.registration = {
      client_id: id,
      client_name: 'Åmåls e-tjänst',
      redirect_uris: [redirectUri],
      post_logout_redirect_uris: [loggedOut],
      jwks: { keys: [{ ...jwk, kid: 'k', use: 'sig' }] },
      ...more,
    };
  }

  static async called(id: string, more: object = {}): Promise<Service> {
    const keys = await oauth.generateKeyPair('ES256', { extractable: true });
    const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', keys.publicKey);
    return new Service(id, keys, { kty, crv, x, y } as JsonWebKey, more);
  }

  get server(): oauth.AuthorizationServer {
    if (this.#server === undefined) throw new Error('the service has not read the metadata');
    return this.#server;
  }

  async discover(url: string): Promise<void> {
    const issuer = new URL(`${url}/identity`);
    const found = await oauth.discoveryRequest(issuer, { algorithm: 'oidc', ...insecure });
    this.#server = await oauth.processDiscoveryResponse(issuer, found);
  }

  /** What an ordinary request says. */
  async parameters(more: Parameters = {}): Promise<Asked & { readonly given: Record<string, string> }> {
    const verifier = oauth.generateRandomCodeVerifier();
    const [state, nonce] = [oauth.generateRandomState(), oauth.generateRandomNonce()];
    const all: Parameters = {
      client_id: this.client.client_id,
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: 'openid',
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
      ...more,
    };
    const given = Object.fromEntries(
      Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined),
    );
    return { given, url: this.address(given), verifier, state, nonce };
  }

  address(given: Readonly<Record<string, string>>): URL {
    const url = new URL(this.server.authorization_endpoint ?? '');
    url.search = new URLSearchParams(given).toString();
    return url;
  }

  async asks(more: Parameters = {}): Promise<Asked> {
    return this.parameters(more);
  }

  /** The code at the token endpoint, whatever the answer is. */
  async redeem({ verifier }: Asked, back: URL, as: Service = this, at = redirectUri): Promise<Response> {
    const { server, client } = this;
    const code = oauth.validateAuthResponse(server, client, back, oauth.skipStateCheck);
    return oauth.authorizationCodeGrantRequest(server, as.client, as.proof, code, at, verifier, insecure);
  }

  /** Every check of the library holds, or this throws. */
  async tokens(
    asked: Asked,
    back: URL,
    more: { readonly maxAge?: number; nonce?: null } = {},
  ): Promise<Tokens> {
    const { server, client } = this;
    oauth.validateAuthResponse(server, client, back, asked.state);
    const answer = await this.redeem(asked, back);
    const tokens = await oauth.processAuthorizationCodeResponse(server, client, answer, {
      requireIdToken: true,
      expectedNonce: more.nonce === null ? oauth.expectNoNonce : asked.nonce,
      maxAge: more.maxAge ?? oauth.skipAuthTimeCheck,
    });
    await oauth.validateApplicationLevelSignature(server, answer, insecure);
    const claims = oauth.getValidatedIdTokenClaims(tokens);
    if (claims === undefined || tokens.id_token === undefined) throw new Error('no ID token');
    return { accessToken: tokens.access_token, idToken: tokens.id_token, claims };
  }
}

export async function startWith(services: readonly Service[]): Promise<StartedHub> {
  const hub = await startHub(services.map(({ registration }) => registration));
  await Promise.all(services.map((service) => service.discover(hub.url)));
  return hub;
}

/** What the answer to a request says, at the redirect address. */
export function answered(left: URL | undefined): URLSearchParams {
  if (left === undefined) throw new Error('the provider sent the browser nowhere');
  if (`${left.origin}${left.pathname}` !== redirectUri) throw new Error(`sent to ${left.href}`);
  return left.searchParams;
}

/** Refused on a page of the provider: where the browser should be sent is not known. */
export function assertPage({ status, left, text }: Opened, error: RegExp): void {
  assert.deepEqual([status, left], [400, undefined]);
  assert.match(text, error);
}
