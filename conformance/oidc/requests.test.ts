import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Person } from './person.ts';
import { answered, infoScope, numberScope, Service, startWith } from './service.ts';
import type { StartedHub } from './started-hub.ts';

/* What a service may write in a request, parameter by parameter, as OpenID Connect Core 1.0 §3.1.2 has it. */

const loa = (level: number) => `http://id.elegnamnden.se/loa/1.0/loa${level}`;
const loginPage = /<h1>(Logga in|Log in)<\/h1>/;
let service: Service;
let other: Service;
let hub: StartedHub;

before(async () => {
  service = await Service.called('https://rp.example/begaran');
  other = await Service.called('https://rp.example/annan');
  hub = await startWith([service, other]);
});
after(() => hub?.stop());

describe('a request that is taken as any other', () => {
  const accepted: readonly (readonly [string, Record<string, string | undefined>])[] = [
    ['display=page', { display: 'page' }],
    ['display=popup', { display: 'popup' }],
    ['a locale that nobody has', { ui_locales: 'se' }],
    ['locales of claims', { claims_locales: 'se' }],
    ['a hint of who logs in', { login_hint: 'åsa@kommun.example' }],
    ['a parameter that nobody knows', { extra: 'foobar' }],
    ['every level that is announced', { acr_values: [2, 3, 4].map(loa).join(' ') }],
    ['scopes in another order', { scope: `${numberScope} ${infoScope} openid` }],
    ['a nonce of 64 characters', { nonce: 'n'.repeat(64) }],
    ['a nonce of 384 characters', { nonce: 'n'.repeat(384) }],
    ['a long state', { state: 's'.repeat(384) }],
  ];
  for (const [what, more] of accepted) {
    it(`with ${what}`, async () => {
      const asked = await service.asks(more);
      const back = await new Person().logIn(asked.url);
      const { claims } = await service.tokens({ ...asked, ...defined(more) }, back);
      assert.equal(claims.nonce, more.nonce ?? asked.nonce);
    });
  }
});

describe('a request', () => {
  it('in another order of its parameters is taken', async () => {
    const asked = await service.asks();
    asked.url.search = new URLSearchParams([...asked.url.searchParams].reverse()).toString();
    await service.tokens(asked, await new Person().logIn(asked.url));
  });

  it('in a form is taken', async () => {
    const asked = await service.asks();
    const [person, place] = [new Person(), new URL(asked.url)];
    place.search = '';
    const page = await person.open(place, asked.url.searchParams);
    await service.tokens(asked, await person.choose(page, place, 3));
  });

  it('without nonce gets an ID token without one, without state an answer without one', async () => {
    const asked = await service.asks({ nonce: undefined, state: undefined });
    const back = await new Person().logIn(asked.url);
    assert.equal(answered(back).has('state'), false);
    const answer = await service.redeem(asked, back);
    const { id_token: token } = (await answer.json()) as { id_token: string };
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    assert.equal('nonce' in claims, false);
    assert.equal('s_hash' in claims, false);
  });

  it('is answered in the query, with code, state and issuer, and nothing in the fragment', async () => {
    const asked = await service.asks();
    const back = await new Person().logIn(asked.url);
    assert.equal(back.hash, '');
    assert.deepEqual([...answered(back).keys()].sort(), ['code', 'iss', 'state']);
    assert.equal(answered(back).get('state'), asked.state);
    assert.equal(answered(back).get('iss'), service.server.issuer);
  });

  it('at a level that the person chose gets that level in the ID token', async () => {
    const asked = await service.asks({ acr_values: loa(4) });
    const { claims } = await service.tokens(asked, await new Person().logIn(asked.url, 4));
    assert.equal(claims.acr, loa(4));
  });

  it('of an unknown service, or to an unregistered address, shows a page and redirects nowhere', async () => {
    for (const more of [
      { client_id: 'https://rp.example/okand' },
      { redirect_uri: 'https://rp.example/callback2' },
      { redirect_uri: 'https://rp.example/callback?a=b' },
      { redirect_uri: undefined },
    ]) {
      const { status, left, text } = await new Person().open((await service.asks(more)).url);
      assert.deepEqual([status, left], [400, undefined], JSON.stringify(more));
      assert.match(text, /<h1>/);
    }
  });
});

describe('a request that is refused by an error of the protocol, with its state', () => {
  const refused: readonly (readonly [string, Record<string, string | undefined>, string])[] = [
    ['no response_type', { response_type: undefined }, 'invalid_request'],
    ['response_type token', { response_type: 'token' }, 'unsupported_response_type'],
    ['response_type code id_token', { response_type: 'code id_token' }, 'unsupported_response_type'],
    ['no PKCE', { code_challenge: undefined, code_challenge_method: undefined }, 'invalid_request'],
    ['plain PKCE', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['PKCE without a method', { code_challenge_method: undefined }, 'invalid_request'],
    [
      'a request_uri of its own',
      { request_uri: 'https://rp.example/request.jwt' },
      'request_uri_not_supported',
    ],
    ['prompt=none and no log-in', { prompt: 'none' }, 'login_required'],
    ['prompt=none with max_age=0', { prompt: 'none', max_age: '0' }, 'login_required'],
    ['prompt=none beside another', { prompt: 'none login' }, 'invalid_request'],
    ['no scope openid', { scope: 'profile' }, 'invalid_request'],
    ['a registration of its own', { registration: '{}' }, 'registration_not_supported'],
  ];
  for (const [what, more, error] of refused) {
    it(`with ${what}: ${error}`, async () => {
      const asked = await service.asks(more);
      const { left } = await new Person().open(asked.url);
      const search = left?.hash ? new URLSearchParams(left.hash.slice(1)) : answered(left);
      assert.equal(search.get('error'), error, search.get('error_description') ?? '');
      assert.equal(search.get('state'), asked.state);
      const members = ['error', 'error_description', 'iss', 'state'];
      for (const name of search.keys()) assert.ok(members.includes(name), name);
    });
  }
});

describe('a second request in the same browser', () => {
  async function first(): Promise<{ person: Person; claims: Record<string, unknown>; idToken: string }> {
    const person = new Person();
    const asked = await service.asks({ max_age: '15000' });
    const { claims, idToken } = await service.tokens(asked, await person.logIn(asked.url), {
      maxAge: 15_000,
    });
    return { person, claims, idToken };
  }

  it('with prompt=none goes on without a page: same subject, same time of log-in', async () => {
    const { person, claims } = await first();
    for (const more of [{}, { max_age: '10000' }] as Record<string, string>[]) {
      const asked = await service.asks({ prompt: 'none', ...more });
      const { left } = await person.open(asked.url);
      const again = await service.tokens(asked, left ?? assert.fail('a page'), { maxAge: 10_000 });
      assert.equal(again.claims.sub, claims.sub);
      assert.equal(again.claims.auth_time, claims.auth_time);
    }
  });

  it('with the ID token as a hint goes on for that person alone', async () => {
    const { person, claims, idToken } = await first();
    const asked = await service.asks({ prompt: 'none', id_token_hint: idToken });
    const { left } = await person.open(asked.url);
    const again = await service.tokens(asked, left ?? assert.fail('a page'));
    assert.equal(again.claims.sub, claims.sub);
    const another = new Person();
    const theirs = await service.asks();
    await service.tokens(theirs, await another.logIn(theirs.url, 3, 2));
    const mistaken = await service.asks({ prompt: 'none', id_token_hint: idToken });
    assert.equal(answered((await another.open(mistaken.url)).left).get('error'), 'login_required');
  });

  it('with prompt=none of another service is not answered by the log-in of the first', async () => {
    const { person } = await first();
    const { left } = await person.open((await other.asks({ prompt: 'none' })).url);
    assert.equal(answered(left).get('error'), 'login_required');
  });

  it('with prompt=login, or a max_age that has passed, asks anew, and says when it was', async () => {
    for (const more of [{ prompt: 'login' }, { max_age: '1' }] as Record<string, string>[]) {
      const { person, claims } = await first();
      await new Promise((resolve) => setTimeout(resolve, 2100));
      const asked = await service.asks(more);
      const page = await person.open(asked.url);
      assert.match(page.text, loginPage);
      const again = await service.tokens(asked, await person.choose(page, asked.url, 3), { maxAge: 60 });
      assert.equal(again.claims.sub, claims.sub);
      assert.ok(Number(again.claims.auth_time) > Number(claims.auth_time), JSON.stringify(more));
    }
  });
});

function defined(more: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(more).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
