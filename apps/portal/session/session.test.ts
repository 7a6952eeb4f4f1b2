import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { ownPath } from '../log-in/own-path.ts';
import { testSecrets } from '../tests/start-portal.ts';
import { sessionCookie } from './cookie.ts';
import { fromOwnPage } from './own-page.ts';
import { idleMs, longestMs, Sessions } from './sessions.ts';

const person = { subject: 's', name: 'Åsa Testsson', loa: 3 } as const;

function open() {
  const clock = { time: 0, now: () => clock.time };
  return { clock, sessions: new Sessions(clock, testSecrets) };
}

describe('sessions', () => {
  it('live for as long as they are used, and never past the hour', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 2 * idleMs }), { maxLength: 12 }), (pauses) => {
        const { clock, sessions } = open();
        const id = sessions.begin({ person, accessToken: 't', mayReview: false });
        let alive = true;
        for (const pause of pauses) {
          clock.time += pause;
          alive &&= pause < idleMs && clock.time < longestMs;
          assert.equal(sessions.find(id) !== undefined, alive);
        }
      }),
    );
  });

  it('have ids and form tokens of their own, and end alone', () => {
    const { sessions } = open();
    const [a, b] = [1, 2].map(() => sessions.begin({ person, accessToken: 't', mayReview: false }));
    assert.notEqual(a, b);
    assert.notEqual(sessions.find(a)?.formToken, sessions.find(b)?.formToken);
    sessions.end(a);
    assert.deepEqual([sessions.find(a), sessions.find(b)?.person], [undefined, person]);
  });

  it('are bounded in number: the oldest goes', () => {
    const { sessions } = open();
    const first = sessions.begin({ person, accessToken: 't', mayReview: false });
    for (let count = 0; count < 10_000; count += 1)
      sessions.begin({ person, accessToken: 't', mayReview: false });
    assert.equal(sessions.count, 10_000);
    assert.equal(sessions.find(first), undefined);
  });
});

describe('the cookie', () => {
  const id = 'a'.repeat(43);

  it('is bound to the host where the portal is reached by https', () => {
    assert.equal(
      sessionCookie('https://ena.example').write(id),
      `__Host-ena-portal=${id}; Path=/; HttpOnly; SameSite=Lax; Secure`,
    );
    assert.ok(!sessionCookie('http://127.0.0.1:8400').write(id).includes('Secure'));
  });

  it('is read among others, and not where it is malformed or set twice', () => {
    const { read } = sessionCookie('http://127.0.0.1');
    assert.equal(read(`annan=1; ena-portal=${id}`), id);
    for (const wrong of [
      undefined,
      '',
      'ena-portal=',
      `ena-portal=${id}å`,
      `xena-portal=${id}`,
      `ena-portal=${id}; ena-portal=${id}`,
    ]) {
      assert.equal(read(wrong), undefined, wrong);
    }
  });
});

describe('where to go after the log-in', () => {
  it('is an own path', () => {
    assert.equal(ownPath('/en/organisation/2021005489?sida=2'), '/en/organisation/2021005489?sida=2');
  });

  it('is the front page for anything else', () => {
    for (const text of [
      undefined,
      '',
      'x',
      '//ond.se',
      '/\\ond.se',
      'https://ond.se',
      '/a\r\nb',
      '/ å',
      '/@ond.se',
    ]) {
      assert.equal(ownPath(text), '/', text);
    }
  });

  it('never leads to another host, whatever is given', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        assert.equal(new URL(ownPath(`/${text}`), 'https://portal.example').host, 'portal.example');
      }),
    );
  });
});

describe('a form', () => {
  it('is ours where the browser says the same origin, or nothing', () => {
    const own = 'https://ena.example';
    assert.ok(fromOwnPage({ origin: own, 'sec-fetch-site': 'same-origin' }, own));
    assert.ok(fromOwnPage({}, own));
    for (const headers of [
      { origin: 'null' },
      { origin: `${own}.ond.se` },
      { 'sec-fetch-site': 'same-site' },
    ]) {
      assert.equal(fromOwnPage(headers, own), false);
    }
  });
});
