import { createServer } from 'node:http';
import * as oidc from 'openid-client';

/** A relying party of the hub: a program that persons log in to, and that calls the hub's APIs for them. */
export interface Client {
  readonly registration: object;
  /** Where to send a person who logs in. */
  begin(hub: string): Promise<URL>;
  /** What came back, as an access token. */
  finish(back: URL): Promise<string>;
  stop(): Promise<void>;
}

const scopes = ['mandates:self', 'mandates:handle', 'onboarding:self'];
const loa3 = 'http://id.elegnamnden.se/loa/1.0/loa3';

export async function newClient(): Promise<Client> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const keys = (await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as CryptoKeyPair;
  const jwk = { ...(await crypto.subtle.exportKey('jwk', keys.publicKey)), kid: 'nyckel-1', use: 'sig' };
  const server = createServer((_request, response) => response.end('välkommen'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const redirectUri = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/åter`;
  const registration = {
    client_id: 'https://handlaggning.example',
    client_name: 'Handläggningen',
    redirect_uris: [new URL(redirectUri).href],
    jwks: { keys: [jwk] },
    signing_algorithm: 'ES256',
    api_scopes: scopes,
  };
  let configuration: oidc.Configuration | undefined;
  let verifier = '';
  let hub = '';
  return {
    registration,
    begin: async (at) => {
      hub = at;
      configuration ??= await oidc.discovery(
        new URL(`${at}/identity`),
        registration.client_id,
        { id_token_signed_response_alg: 'ES256' },
        oidc.PrivateKeyJwt({ key: keys.privateKey, kid: jwk.kid }),
        { execute: [oidc.allowInsecureRequests] },
      );
      verifier = oidc.randomPKCECodeVerifier();
      return oidc.buildAuthorizationUrl(configuration, {
        redirect_uri: new URL(redirectUri).href,
        scope: ['openid', ...scopes].join(' '),
        resource: at,
        acr_values: loa3,
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      });
    },
    finish: async (back) => {
      if (configuration === undefined) throw new Error('nobody was sent to log in');
      const checks = { pkceCodeVerifier: verifier, idTokenExpected: true };
      const tokens = await oidc.authorizationCodeGrant(configuration, back, checks, { resource: hub });
      return tokens.access_token;
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
