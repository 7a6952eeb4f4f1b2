import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { actedBy, longestActorChain, readActor } from './grant.ts';
import { profilesWith } from './profile.ts';
import { covers, isResource } from './resource.ts';
import { grantScopes } from './scope.ts';
import { isPersonalNumber } from './user.ts';

const word = fc.stringMatching(/^[a-z]{1,8}$/);

describe('the rules of the authorization server', () => {
  it('a resource covers itself and what lies below it, and nothing beside it', () => {
    fc.assert(
      fc.property(word, word, word, (host, path, below) => {
        const base = `https://${host}.example/${path}`;
        assert.ok(isResource(base) && covers(base, base) && covers(`${base}/`, base));
        assert.equal(covers(base, `${base}/${below}`), true);
        assert.equal(covers(base, `${base}${below}`), false);
        for (const way of [
          '../',
          '%2e%2e/',
          './',
          '?',
          '..',
          '%2E%2e;/',
          'a%2f',
          'a%5C',
          '\\',
          '\t../',
          '%252e',
        ])
          assert.equal(covers(base, `${base}/${way}${below}`), false, way);
        assert.equal(covers(base, `${base}/%C3%A4rende/${below}`), true);
        assert.equal(covers(`${base}/${below}`, base), false);
      }),
    );
  });

  it('a resource is an absolute URI of RFC 3986 that is the same to every reader', () => {
    for (const good of [
      'https://api.example',
      'https://api.example/v1/%C3%A4renden?a=b',
      'https://xn--re-zia.example:8443/..a/b..',
      'urn:example:api',
      'https://[2001:db8::1]/',
    ])
      assert.equal(isResource(good), true, good);
    for (const bad of [
      'https://api.example/v1\\..\\v2',
      'https://api.example/v1/\tv2',
      'https://api.example/v1 v2',
      ' https://api.example',
      'https://api.example/v1/../v2',
      'https://api.example/v1/..',
      'https://api.example/v1/%2E%2e/v2',
      'https://api.example/./v1',
      'https://api.example/v1/.?a',
      'https://api.example/v1/%zz',
      'https://åre.example/v1',
      'https://api.example/#a',
      'https://api.example/a\u0000',
      'https://api.example/"<>^`{|}',
      'https:/api.example',
      'https:///api.example',
      'https:api.example',
      '//api.example/v1',
      'api',
      '',
      `https://api.example/${'a'.repeat(1000)}`,
    ])
      assert.equal(isResource(bad), false, bad);
  });

  it('a grant never holds a scope that may not be had, nor fewer than were asked for', () => {
    fc.assert(
      fc.property(fc.array(word), fc.array(word), (mayHave, asked) => {
        const granted = grantScopes(mayHave, asked.join(' '));
        if (granted === undefined) assert.ok(asked.some((scope) => !mayHave.includes(scope)));
        else assert.ok(granted.every((scope) => mayHave.includes(scope)));
        if (granted !== undefined && asked.length > 0) assert.deepEqual(new Set(granted), new Set(asked));
      }),
    );
    assert.equal(grantScopes(['a'], 'a "b"'), undefined);
    assert.deepEqual(grantScopes(['läs'], undefined), ['läs']);
  });

  it('a chain of actors is read as it was made, and ends before it becomes a loop', () => {
    let chain = actedBy({ sub: 'å' }, undefined);
    for (let i = 1; i < longestActorChain; i += 1) chain = actedBy({ sub: `${i}` }, chain);
    assert.ok(chain !== undefined);
    assert.deepEqual(readActor(JSON.parse(JSON.stringify(chain))), chain);
    assert.equal(actedBy({ sub: 'one more' }, chain), undefined);
    assert.equal(readActor({ sub: 'one more', act: chain }), undefined);
    fc.assert(fc.property(fc.anything(), (value) => (readActor(value) ?? { sub: '' }).sub !== undefined));
  });

  it('a person has a number of a date that can be, or of a coordination number', () => {
    for (const number of ['191212121212', '199001612388'])
      assert.equal(isPersonalNumber(number), true, number);
    for (const number of ['121212-1212', '191213121212', '191212321212', '1912121212123', 'å']) {
      assert.equal(isPersonalNumber(number), false, number);
    }
  });

  it('the operator’s changes touch the profile that they name, and a new one starts from ena', () => {
    const profiles = profilesWith({ sdg: { tokenSeconds: 60 }, egen: { resource: 'required' } });
    assert.equal(profiles.get('sdg')?.tokenSeconds, 60);
    assert.equal(profiles.get('ena')?.tokenSeconds, 600);
    assert.deepEqual(profiles.get('egen'), { ...profiles.get('ena'), resource: 'required' });
  });
});
