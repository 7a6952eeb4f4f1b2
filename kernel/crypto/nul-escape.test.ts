import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodeJwtUnverified } from './jwt.ts';
import { decodeJwtDirect } from './jwt-direct.ts';
import { holdsNul } from './nul-escape.ts';

test('an escaped U+0000 is told from text that looks like one', () => {
  for (const held of ['\0', '\\\0', 'a\\\\\0b', '\\u0000\0'])
    assert.ok(holdsNul(JSON.stringify({ a: held })), JSON.stringify(held));
  for (const text of ['\\u0000', '\\\\u0000', 'u0000', '\u0001', '"\\u0000'])
    assert.ok(!holdsNul(JSON.stringify({ a: text })), JSON.stringify(text));
  const part = fc.constantFrom('\0', '\\', 'u0000', '"', 'å');
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const text = parts.join('');
      assert.equal(holdsNul(JSON.stringify(text)), text.includes('\0'));
    }),
  );
});

test('a token with U+0000 in a value or a name, of header or claims, cannot be read', () => {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const read = (header: object, claims: object) => {
    const token = `${part(header)}.${part(claims)}.AAAA`;
    assert.deepEqual(decodeJwtDirect(token), decodeJwtUnverified(token));
    return decodeJwtUnverified(token) !== undefined;
  };
  assert.ok(read({ alg: 'ES256' }, { iss: '\\u0000' }));
  assert.ok(!read({ alg: 'ES256' }, { iss: 'https://a.example/\0' }));
  assert.ok(!read({ alg: 'ES256' }, { deep: [{ 'a\0': 1 }] }));
  assert.ok(!read({ alg: 'ES256', kid: '\0' }, { iss: 'a' }));
});
