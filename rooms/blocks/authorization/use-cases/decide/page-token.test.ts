import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readToken, writeToken } from './page-token.ts';

test('a token is read back with its request, and with no other', () => {
  fc.assert(
    fc.property(fc.string(), fc.jsonValue(), fc.jsonValue(), (after, request, other) => {
      const token = writeToken({ after }, request);
      assert.match(token, /^[A-Za-z0-9_-]+$/);
      assert.deepEqual(readToken(token, request), { ok: true, value: { after } });
      const elsewhere = readToken(token, [request, other]);
      assert.equal(elsewhere.ok, false);
    }),
  );
});

test('the order of members does not matter, the order of a list does', () => {
  const token = writeToken({ after: 'å' }, { a: 1, b: { c: [1, 2], d: 'ö' } });
  assert.equal(readToken(token, { b: { d: 'ö', c: [1, 2] }, a: 1 }).ok, true);
  assert.equal(readToken(token, { b: { d: 'ö', c: [2, 1] }, a: 1 }).ok, false);
  assert.equal(writeToken({ after: '' }, { a: {} }) === writeToken({ after: '' }, { a: [] }), false);
});

test('whatever is sent as a token is refused, never an error', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      assert.equal(readToken(text, {}).ok, false);
      assert.equal(readToken(Buffer.from(text).toString('base64url'), {}).ok, false);
    }),
  );
});
