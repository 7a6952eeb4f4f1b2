import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseSampleUser } from './sample-user.ts';

test('a user of any name is named, and is a party only with a number of a person', () => {
  const claims = parseSampleUser('2120000829,orgnr,Åsa');
  assert.deepEqual(claims, { sub: 'user:2120000829', preferred_username: '2120000829', name: 'Åsa' });
});

test('claims without sub get one', () => {
  assert.deepEqual(parseSampleUser({ preferred_username: 'åsa' }), {
    sub: 'user:åsa',
    preferred_username: 'åsa',
  });
  assert.equal(parseSampleUser({})?.sub, 'user:sample');
});

test('whatever comes, claims have a sub or there are none', () => {
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fc.string({ unit: 'binary' }), fc.json()), (body) => {
      const claims = parseSampleUser(body);
      assert.ok(claims === undefined || typeof claims.sub === 'string');
    }),
  );
});
