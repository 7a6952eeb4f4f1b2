import { createServer, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { decodeJwtUnverified, signJwt } from '@ena/kernel/crypto/jwt.ts';
import { generateEs256Key, type SigningKey } from '@ena/kernel/crypto/keys.ts';
import { newSecret } from '@ena/kernel/crypto/secret.ts';

/** What the provider does at the next signature; each a way in which a provider, or someone in between, can fail. */
export interface Lie {
  /** Members of the metadata. */
  readonly metadata?: object;
  /** Claims of the ID token, made from those of an honest one. */
  readonly claims?: (honest: Readonly<Record<string, unknown>>) => object;
  readonly signedBy?: SigningKey;
}

export interface LyingProvider {
  readonly issuer: string;
  readonly key: SigningKey;
  /** The request objects that came, as they stood; without one, the parameters. */
  readonly requests: readonly Readonly<Record<string, unknown>>[];
  /** All parameters of the last request. */
  asked: URLSearchParams;
  lie: Lie;
  stop(): void;
}

export const signerNumber = '200202242384';
const claim = 'https://id.oidc.se/claim/';

/** An OpenID provider that signs, for one client, without asking anyone; its person is Åsa Provström. */
export async function startLyingProvider(clientId: string): Promise<LyingProvider> {
  const key = generateEs256Key();
  const requests: Record<string, unknown>[] = [];
  const provider = {
    issuer: '',
    key,
    requests,
    asked: new URLSearchParams(),
    lie: {} as Lie,
    stop: () => {},
  };
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', provider.issuer);
    if (url.pathname === '/.well-known/openid-configuration') return json(response, metadataOf(provider));
    if (url.pathname === '/jwks') return json(response, { keys: [key.publicJwk] });
    if (url.pathname === '/userinfo')
      return json(response, { sub: 'åsa', given_name: 'Åsa', family_name: 'Provström' });
    if (url.pathname === '/token') return void answerToken(provider, clientId, response);
    provider.asked = request.method === 'POST' ? new URLSearchParams(await text(request)) : url.searchParams;
    const within = decodeJwtUnverified(provider.asked.get('request') ?? '')?.payload;
    requests.push({ ...(within ?? Object.fromEntries(provider.asked)) });
    const asked = requests.at(-1) ?? {};
    const back = new URL(String(asked.redirect_uri));
    back.searchParams.set('state', String(asked.state));
    back.searchParams.set('code', newSecret(16));
    response.writeHead(303, { location: back.href }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  provider.issuer = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  provider.stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return provider;
}

function metadataOf({ issuer, lie }: LyingProvider): object {
  return {
    issuer,
    authorization_endpoint: `${issuer}/auth`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/userinfo`,
    jwks_uri: `${issuer}/jwks`,
    id_token_signing_alg_values_supported: ['ES256'],
    scopes_supported: ['openid', 'https://id.oidc.se/scope/sign'],
    claims_supported: [`${claim}userSignature`],
    request_parameter_supported: true,
    ...lie.metadata,
  };
}

async function answerToken(
  { issuer, key, requests, lie }: LyingProvider,
  clientId: string,
  response: ServerResponse,
): Promise<void> {
  const seconds = Math.floor(Date.now() / 1000);
  const honest = {
    iss: issuer,
    aud: clientId,
    sub: 'åsa',
    iat: seconds,
    exp: seconds + 300,
    auth_time: seconds,
    nonce: requests.at(-1)?.nonce,
    acr: 'http://id.elegnamnden.se/loa/1.0/loa3',
    [`${claim}personalIdentityNumber`]: signerNumber,
    [`${claim}userSignature`]: Buffer.from('<ds:Signature/>').toString('base64'),
  };
  const claims = JSON.parse(JSON.stringify(lie.claims?.(honest) ?? honest));
  const idToken = await signJwt('JWT', claims, lie.signedBy ?? key);
  json(response, { access_token: newSecret(16), token_type: 'Bearer', expires_in: 60, id_token: idToken });
}

function json(response: ServerResponse, body: object): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
