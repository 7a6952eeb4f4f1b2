import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseSignRequest } from './sign-request.ts';
import { messageIn, parseUserMessage } from './user-message.ts';

const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64');
const read = (value: object) => parseUserMessage(JSON.stringify(value));

test('a message is read in the reader’s language, else in the one there is', () => {
  const both = read({ 'message#sv': base64('Hej på dig, Åsa'), 'message#en': base64('Hello') });
  assert.ok(both.ok);
  assert.deepEqual([messageIn(both.value, 'sv'), messageIn(both.value, 'en')], ['Hej på dig, Åsa', 'Hello']);
  const one = read({ message: base64('Åäö'), mime_type: 'text/plain' });
  assert.ok(one.ok);
  assert.equal(messageIn(one.value, 'en'), 'Åäö');
});

test('anything but plain text in base64 is refused', () => {
  for (const wrong of [
    {},
    { message: 'ö' },
    { message: base64('x'), mime_type: 'text/markdown' },
    { message: base64('x'), mime_type: 'text/html' },
    { message: Buffer.of(0xff, 0xfe).toString('base64') },
    { message: base64('å'.repeat(4001)) },
    { message: 7 },
  ])
    assert.equal(read(wrong).ok, false, JSON.stringify(wrong));
  for (const text of ['', 'null', '[', '"x"']) assert.equal(parseUserMessage(text).ok, false, text);
});

test('whatever text comes, it is refused or read; never an exception', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      assert.equal(typeof parseUserMessage(text).ok, 'boolean');
      assert.equal(parseSignRequest(text).ok, false);
    }),
  );
});

test('data to be signed comes back byte for byte', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 64 }), (bytes) => {
      const tbs_data = Buffer.from(bytes).toString('base64');
      const parsed = parseSignRequest(JSON.stringify({ tbs_data, sign_message: { message: base64('Åäö') } }));
      assert.ok(parsed.ok);
      assert.deepEqual([...parsed.value.tbsData], [...bytes]);
    }),
  );
});
