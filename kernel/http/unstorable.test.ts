import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mayBeUnstorable, unstorablePlaces } from './unstorable.ts';

test('every place is named, in values and in names', () => {
  const value = { a: 'å\0', 'b/c': ['ok', '\ud800'], '\0': 1, ok: '\u{1F600} \u2028', n: null, t: true };
  assert.deepEqual(
    unstorablePlaces(value)?.map(({ pointer }) => pointer),
    ['/a', '/b~1c/1', ''],
  );
  assert.equal(unstorablePlaces({ a: 'Åre', list: ['ä', 'ö', 1] }), undefined);
  assert.equal(unstorablePlaces('a\0')?.length, 1);
});

test('neither depth nor number exhausts it', () => {
  const deep: unknown = JSON.parse(`${'['.repeat(50_000)}"\\u0000"${']'.repeat(50_000)}`);
  assert.deepEqual(unstorablePlaces(deep), [{ pointer: '', detail: 'Nest at most 200 levels.' }]);
  assert.equal(unstorablePlaces(Array.from({ length: 1000 }, () => '\0'))?.length, 20);
});

test('only what can hold one is looked through', () => {
  assert.ok(mayBeUnstorable(Buffer.from('{"a":"\\u0000"}')));
  assert.ok(mayBeUnstorable(Buffer.from('a=%00')));
  assert.ok(mayBeUnstorable('/a/%00'));
  assert.ok(!mayBeUnstorable(Buffer.from('{"a":"Åre"}')));
});
