import { sha256 } from '@ena/kernel/crypto/digest.ts';
import { signJwt } from '@ena/kernel/crypto/jwt.ts';
import { generateEs256Key, type SigningKey } from '@ena/kernel/crypto/keys.ts';
import { newSecret } from '@ena/kernel/crypto/secret.ts';
import type { ClientConfig } from '../config.ts';
import type { Browser } from './browser.ts';

export const redirectUri = 'https://rp.example/callback';

export interface RelyingParty {
  readonly config: ClientConfig;
  readonly key: SigningKey;
}

export function relyingParty(id: string, more: Partial<ClientConfig> = {}): RelyingParty {
  const key = generateEs256Key();
  const config: ClientConfig = {
    client_id: id,
    client_name: 'Åmåls e-tjänst',
    redirect_uris: [redirectUri],
    post_logout_redirect_uris: ['https://rp.example/utloggad'],
    jwks: { keys: [{ ...key.publicJwk }] },
    signing_algorithm: 'ES256',
    ...more,
  };
  return { config, key };
}

export const verifier = 'å-ä-ö-verifier'.replaceAll(/[^a-z-]/g, 'x').padEnd(50, 'v');
export const challenge = sha256(verifier).toString('base64url');

export interface LoginWish {
  /** Index among the persons shown, from 0. */
  readonly person?: number;
  readonly level?: 2 | 3 | 4;
}

/** The parameters of an ordinary request; `undefined` leaves one out. */
export function authorizeUrl(
  issuer: string,
  clientId: string,
  more: Readonly<Record<string, string | undefined>> = {},
): string {
  const all = {
    client_id: clientId,
    response_type: 'code',
    scope: 'openid',
    redirect_uri: redirectUri,
    state: newSecret(),
    nonce: 'nonce-1',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...more,
  };
  const given = Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  return `${issuer}/auth?${new URLSearchParams(given)}`;
}

/** Walks from the request to the redirect that the client gets, by the forms of the pages. */
export async function walk(browser: Browser, url: string, wish: LoginWish = {}): Promise<URL> {
  const { origin } = new URL(url);
  const start = await browser.follow(await browser.get(url), origin);
  if (start.response.status >= 300) return new URL(start.url);
  const page = await start.response.text();
  if (start.response.status !== 200) throw new Error(`${start.response.status}: ${page}`);
  const answer = await browser.post(new URL(actionOf(page), start.url).href, {
    method: 'test',
    person: personsOn(page)[wish.person ?? 0] ?? 'ingen',
    level: String(wish.level ?? 3),
  });
  const end = await browser.follow(answer, origin);
  if (new URL(end.url).origin === origin)
    throw new Error(
      `the log-in ended at ${end.url} with ${end.response.status}: ${await end.response.text()}`,
    );
  return new URL(end.url);
}

export function actionOf(page: string): string {
  return /<form method="post" action="([^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? 'no-form';
}

export function personsOn(page: string): readonly string[] {
  return [...page.matchAll(/<option value="(p\d+)"/g)].map(([, key = '']) => key);
}

let assertions = 0;

export function clientAssertion(
  { config, key }: RelyingParty,
  audience: string,
  more: Record<string, unknown> = {},
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  assertions += 1;
  const jti = `assertion-${assertions}-${newSecret(16)}`;
  return signJwt(
    'JWT',
    { iss: config.client_id, sub: config.client_id, aud: audience, jti, iat: now, exp: now + 60, ...more },
    key,
  );
}

/** The code at the token endpoint. */
export async function redeem(
  issuer: string,
  party: RelyingParty,
  code: string,
  more: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return fetch(`${issuer}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUri,
      code_verifier: verifier,
      client_id: party.config.client_id,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await clientAssertion(party, `${issuer}/token`),
      ...more,
    }),
  });
}
