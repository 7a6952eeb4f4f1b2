import { sha256 } from '@ena/kernel/crypto/digest.ts';
import { signJwt } from '@ena/kernel/crypto/jwt.ts';
import { generateEs256Key } from '@ena/kernel/crypto/keys.ts';
import { newSecret } from '@ena/kernel/crypto/secret.ts';
import type { TestPerson } from './persons.ts';

/** A client of the identity room, as the portal is one: it logs persons in and has them sign. */
export function newClient() {
  const key = generateEs256Key();
  const config = {
    client_id: 'https://portal.example',
    client_name: 'Portalen',
    redirect_uris: ['https://portal.example/callback'],
    post_logout_redirect_uris: [],
    jwks: { keys: [{ ...key.publicJwk }] },
    signing_algorithm: 'ES256' as const,
    may_sign: true,
    api_scopes: ['onboarding:self', 'onboarding:review'],
  };
  return { config, key };
}

type Client = ReturnType<typeof newClient>;

const verifier = 'x'.repeat(50);

/** Parameters beside those that every request has. */
export type Wish = Readonly<Record<string, unknown>>;

/** The tokens that the person's log-in gives, by the forms of the pages. A wish with `prompt` is sent signed. */
export async function logIn(hubUrl: string, client: Client, person: TestPerson, wish: Wish) {
  const issuer = `${hubUrl}/identity`;
  const { client_id, redirect_uris } = client.config;
  const claims = {
    iss: client_id,
    aud: issuer,
    client_id,
    response_type: 'code',
    redirect_uri: redirect_uris[0] ?? '',
    state: newSecret(),
    nonce: newSecret(),
    code_challenge: sha256(verifier).toString('base64url'),
    code_challenge_method: 'S256',
    ...wish,
  };
  const plain = JSON.parse(JSON.stringify(claims)) as Record<string, string>;
  const request = await signJwt('oauth-authz-req+jwt', plain, client.key);
  const signed = { client_id, response_type: 'code', scope: 'openid', request };
  const query = new URLSearchParams('prompt' in wish ? signed : plain);
  const code = await walk(hubUrl, `${issuer}/auth?${query}`, person);
  return redeem(issuer, client, code);
}

/** From the request to the code, with the cookies that come on the way. */
async function walk(origin: string, first: string, { name }: TestPerson): Promise<string> {
  const cookies = new Map<string, string>();
  const send = async (url: string, form?: Record<string, string>): Promise<Response> => {
    const cookie = [...cookies].map(([key, value]) => `${key}=${value}`).join('; ');
    const body = form && new URLSearchParams(form);
    const method = form === undefined ? 'GET' : 'POST';
    const answer = await fetch(url, { method, headers: { cookie }, body: body ?? null, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) {
      const [, key = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(key, value);
    }
    const to = answer.headers.get('location');
    if (to === null) return answer;
    const next = new URL(to, url);
    return next.origin === origin ? send(next.href) : answer;
  };
  const page = await (await send(first)).text();
  const action = /<form method="post" action="([^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&');
  const option = new RegExp(`<option value="(p\\d+)"[^>]*>[^<]*${name}`).exec(page)?.[1];
  if (action === undefined || option === undefined) throw new Error(`no log-in for ${name}: ${page}`);
  const form = { method: 'test', person: option, level: '3' };
  const back = await send(new URL(action, origin).href, form);
  const code = new URL(back.headers.get('location') ?? origin).searchParams.get('code');
  if (code === null) throw new Error(`no code: ${back.status} ${await back.text()}`);
  return code;
}

async function redeem(issuer: string, { config, key }: Client, code: string) {
  const now = Math.floor(Date.now() / 1000);
  const { client_id, redirect_uris } = config;
  const assertion = { iss: client_id, sub: client_id, aud: `${issuer}/token`, jti: newSecret(), iat: now };
  const answer = await fetch(`${issuer}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirect_uris[0] ?? '',
      code_verifier: verifier,
      client_id,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await signJwt('JWT', { ...assertion, exp: now + 60 }, key),
    }),
  });
  if (answer.status !== 200) throw new Error(await answer.text());
  return (await answer.json()) as { access_token: string; id_token: string };
}
