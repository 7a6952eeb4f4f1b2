import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Opened, Person } from './person.ts';
import { answered, loggedOut, Service, startWith } from './service.ts';
import type { StartedHub } from './started-hub.ts';

/* Log-out that the service asks for: OpenID Connect RP-Initiated Logout 1.0. */

let service: Service;
let hub: StartedHub;

before(async () => {
  service = await Service.called('https://rp.example/utloggning');
  hub = await startWith([service]);
});
after(() => hub?.stop());

interface Session {
  readonly person: Person;
  readonly idToken: string;
}

async function loggedIn(): Promise<Session> {
  const person = new Person();
  const asked = await service.asks();
  return { person, idToken: (await service.tokens(asked, await person.logIn(asked.url))).idToken };
}

async function isLoggedIn({ person }: Session): Promise<boolean> {
  const { left } = await person.open((await service.asks({ prompt: 'none' })).url);
  const answer = answered(left);
  if (!answer.has('code')) assert.equal(answer.get('error'), 'login_required');
  return answer.has('code');
}

function ask({ person }: Session, given: Readonly<Record<string, string>>): Promise<Opened> {
  const url = new URL(service.server.end_session_endpoint ?? '');
  url.search = new URLSearchParams(given).toString();
  return person.open(url);
}

/** Says yes on the page that asks. */
function confirm({ person }: Session, page: Opened): Promise<Opened> {
  assert.equal(page.status, 200);
  const action = /action="([^"]+)"/.exec(page.text)?.[1] ?? assert.fail('no form');
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(page.text)?.[1] ?? assert.fail('no token against forgery');
  const url = new URL(action.replaceAll('&amp;', '&'), service.server.end_session_endpoint);
  return person.open(url, new URLSearchParams({ xsrf, logout: 'yes' }));
}

describe('log-out', () => {
  it('is announced', () => {
    assert.equal(service.server.end_session_endpoint, `${service.server.issuer}/session/end`);
  });

  const ways: readonly (readonly [string, string | undefined])[] = [
    ['asks the person, ends the log-in, and leads back with the state', 'tillstånd'],
    ['asks the person, ends the log-in, and leads back without a state', undefined],
  ];
  for (const [what, state] of ways) {
    it(what, async () => {
      const session = await loggedIn();
      assert.ok(await isLoggedIn(session));
      const page = await ask(session, {
        id_token_hint: session.idToken,
        post_logout_redirect_uri: loggedOut,
        ...(state !== undefined && { state }),
      });
      const { left } = await confirm(session, page);
      const expected = new URL(loggedOut);
      if (state !== undefined) expected.searchParams.set('state', state);
      assert.equal(left?.href, expected.href);
      assert.equal(await isLoggedIn(session), false);
    });
  }

  const here: readonly (readonly [string, (idToken: string) => Record<string, string>])[] = [
    ['no parameters', () => ({})],
    ['a state alone', () => ({ state: 'å' })],
    ['no address to return to', (idToken) => ({ id_token_hint: idToken, state: 'å' })],
  ];
  for (const [what, given] of here) {
    it(`with ${what} ends on our own page, logged out`, async () => {
      const session = await loggedIn();
      const { status, left, text } = await confirm(session, await ask(session, given(session.idToken)));
      assert.deepEqual([status, left], [200, undefined]);
      assert.match(text, /<h1>(Du är utloggad|You are logged out)/);
      assert.equal(await isLoggedIn(session), false);
    });
  }

  const wrong: readonly (readonly [string, (idToken: string) => Promise<Record<string, string>>])[] = [
    ['an unregistered address', async (idToken) => to('https://ond.example/', idToken)],
    ['a registered address with more in its query', async (idToken) => to(`${loggedOut}?foo=bar`, idToken)],
    ['a hint without signature', async (idToken) => to(loggedOut, unsigned(idToken))],
    ['a hint that another key signed', async (idToken) => to(loggedOut, await forged(idToken))],
    ['no hint', async () => ({ post_logout_redirect_uri: loggedOut })],
  ];
  for (const [what, given] of wrong) {
    it(`with ${what} redirects nowhere by itself`, async () => {
      const session = await loggedIn();
      const page = await ask(session, await given(session.idToken));
      assert.equal(page.left, undefined);
      assert.ok([200, 400].includes(page.status), String(page.status));
      assert.ok(await isLoggedIn(session), 'nobody is logged out without being asked');
    });
  }
});

function to(address: string, hint: string): Record<string, string> {
  return { id_token_hint: hint, post_logout_redirect_uri: address };
}

function unsigned(jwt: string): string {
  const header = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url');
  return `${header}.${jwt.split('.')[1]}.`;
}

async function forged(jwt: string): Promise<string> {
  const algorithm = {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
  };
  const { privateKey } = (await crypto.subtle.generateKey(algorithm, true, [
    'sign',
    'verify',
  ])) as CryptoKeyPair;
  const [header, payload] = jwt.split('.');
  const signature = await crypto.subtle.sign(algorithm.name, privateKey, Buffer.from(`${header}.${payload}`));
  return `${header}.${payload}.${Buffer.from(signature).toString('base64url')}`;
}
