import type { IncomingMessage, ServerResponse } from 'node:http';
import { serve, type TestServer } from '@ena/client/tests/serve.ts';

/** What the provider does at the next log-in; each a way in which a provider, or someone in between, can fail. */
export type Behaviour =
  | 'honest'
  | 'access-denied'
  | 'wrong-nonce'
  | 'wrong-audience'
  | 'expired'
  | 'alg-none'
  | 'foreign-key'
  | 'no-id-token'
  /** Someone else than before. */
  | 'another'
  /** At a lower level than before. */
  | 'weak'
  /** Without the signature that was asked for. */
  | 'unsigned';

/** The least OpenID provider: it logs in one test person at once, and checks the client as a real one does. */
export interface TestProvider {
  readonly issuer: string;
  behaviour: Behaviour;
  /** What the client sent to the authorization endpoint, last. */
  asked: URLSearchParams;
  close(): Promise<void>;
}

interface Grant {
  readonly challenge: string;
  readonly nonce: string;
  readonly client: string;
  readonly signs: boolean;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };

/** `clientKeys` answers the client's published keys, as fetched from its `jwks_uri`. */
export async function startTestProvider(clientKeys: () => Promise<JsonWebKey[]>): Promise<TestProvider> {
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const foreign = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const grants = new Map<string, Grant>();
  const state = { behaviour: 'honest' as Behaviour, asked: new URLSearchParams() };
  let issuer = '';
  const server: TestServer = await serve(async (request, response) => {
    const url = new URL(request.url ?? '/', issuer);
    if (url.pathname === '/.well-known/openid-configuration') return json(response, metadata(issuer));
    if (url.pathname === '/jwks') {
      const jwk = await crypto.subtle.exportKey('jwk', keys.publicKey);
      return json(response, { keys: [{ ...jwk, kid: 'k1', alg: 'ES256', use: 'sig' }] });
    }
    if (url.pathname === '/authorize') return authorize(url.searchParams, state, grants, response);
    if (url.pathname === '/token') {
      const form = new URLSearchParams(await bodyOf(request));
      const grant = await checkedGrant(form, grants, clientKeys, issuer);
      if (grant === undefined) return json(response, { error: 'invalid_grant' }, 400);
      const signer = state.behaviour === 'foreign-key' ? foreign.privateKey : keys.privateKey;
      const idToken = await makeIdToken(issuer, grant, state.behaviour, signer);
      return json(response, {
        access_token: 'test-access-token',
        token_type: 'Bearer',
        expires_in: 600,
        ...(state.behaviour !== 'no-id-token' && { id_token: idToken }),
      });
    }
    if (url.pathname === '/end') {
      response
        .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
        .end('<link rel="icon" href="data:,"><title>Utloggad</title>');
      return;
    }
    response.writeHead(404).end();
  });
  issuer = server.url;
  return Object.assign(state, { issuer, close: () => server.close() });
}

function metadata(issuer: string): object {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    end_session_endpoint: `${issuer}/end`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['ES256'],
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
  };
}

function authorize(
  sent: URLSearchParams,
  state: { readonly behaviour: Behaviour; asked: URLSearchParams },
  grants: Map<string, Grant>,
  response: ServerResponse,
): void {
  const query = unsealed(sent);
  state.asked = query;
  const back = new URL(query.get('redirect_uri') ?? '');
  back.searchParams.set('state', query.get('state') ?? '');
  if (state.behaviour === 'access-denied') back.searchParams.set('error', 'access_denied');
  else {
    const code = crypto.randomUUID();
    grants.set(code, {
      challenge: query.get('code_challenge') ?? '',
      nonce: query.get('nonce') ?? '',
      client: query.get('client_id') ?? '',
      signs: query.has('https://id.oidc.se/param/signRequest'),
    });
    back.searchParams.set('code', code);
  }
  response.writeHead(303, { location: back.href }).end();
}

/** The parameters of a signed request object (RFC 9101); who signed it is another test's matter. */
function unsealed(query: URLSearchParams): URLSearchParams {
  const [, payload] = (query.get('request') ?? '').split('.');
  return payload === undefined
    ? query
    : new URLSearchParams(JSON.parse(Buffer.from(payload, 'base64url').toString()));
}

/** The code once, with its PKCE verifier (RFC 7636) and a client assertion by the published key (RFC 7523). */
async function checkedGrant(
  form: URLSearchParams,
  grants: Map<string, Grant>,
  clientKeys: () => Promise<JsonWebKey[]>,
  issuer: string,
): Promise<Grant | undefined> {
  const code = form.get('code') ?? '';
  const grant = grants.get(code);
  grants.delete(code);
  const verifier = new TextEncoder().encode(form.get('code_verifier') ?? '');
  const challenge = Buffer.from(await crypto.subtle.digest('SHA-256', verifier)).toString('base64url');
  const [head = '', payload = '', signature = ''] = (form.get('client_assertion') ?? '').split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString() || '{}');
  const [jwk] = await clientKeys();
  if (grant === undefined || jwk === undefined) return undefined;
  const key = await crypto.subtle.importKey('jwk', jwk, algorithm, false, ['verify']);
  const signed = await crypto.subtle.verify(
    { name: 'ECDSA', hash: 'SHA-256' },
    key,
    Buffer.from(signature, 'base64url'),
    new TextEncoder().encode(`${head}.${payload}`),
  );
  const audience = [claims.aud].flat().includes(issuer);
  return signed && audience && claims.sub === grant.client && challenge === grant.challenge
    ? grant
    : undefined;
}

async function makeIdToken(
  issuer: string,
  grant: Grant,
  behaviour: Behaviour,
  key: CryptoKey,
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: issuer,
    sub: behaviour === 'another' ? 'pairwise-2' : 'pairwise-1',
    aud: behaviour === 'wrong-audience' ? 'https://någon.annan' : grant.client,
    nonce: behaviour === 'wrong-nonce' ? 'x' : grant.nonce,
    iat: behaviour === 'expired' ? now - 4000 : now,
    exp: behaviour === 'expired' ? now - 3600 : now + 300,
    name: behaviour === 'another' ? 'Örjan Ärlig-Test' : 'Åsa Öberg-Test',
    acr: `http://id.elegnamnden.se/loa/1.0/loa${behaviour === 'weak' ? 2 : 3}`,
    ...(grant.signs &&
      behaviour !== 'unsigned' && { 'https://id.oidc.se/claim/userSignature': 'c2lnbmF0dXI' }),
  };
  const header = behaviour === 'alg-none' ? { alg: 'none' } : { alg: 'ES256', kid: 'k1' };
  const text = `${encoded(header)}.${encoded(claims)}`;
  if (behaviour === 'alg-none') return `${text}.`;
  const signature = await crypto.subtle.sign(
    { name: 'ECDSA', hash: 'SHA-256' },
    key,
    new TextEncoder().encode(text),
  );
  return `${text}.${Buffer.from(signature).toString('base64url')}`;
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function json(response: ServerResponse, body: object, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text;
}
