import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { unambiguousJson } from './unambiguous-json.ts';

const read = (text: string) => unambiguousJson(Buffer.from(text));

test('what JSON.stringify writes is read as JSON.parse reads it', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'grapheme' }), (value) => {
      const text = JSON.stringify(value);
      assert.deepEqual(read(text), JSON.parse(text));
    }),
  );
});

test('a member that stands twice is refused at every depth, however its name is spelled', () => {
  for (const text of [
    '{"kod":1,"kod":2}',
    '{"kod":1,"kod":1}',
    '{"k\\u006fd":1,"kod":2}',
    '[{"å":{"ö":1,"ä":[],"ö":2}}]',
    '{"a":{"b":1},"a":{"c":1}}',
    '{"__proto__":1,"__proto__":2}',
    '{"a\\"":1,"a\\"":2}',
  ])
    assert.equal(read(text), undefined, text);
});

test('the same name in different objects, or as a value, is no double', () => {
  for (const text of [
    '{"a":{"a":1},"b":{"a":2}}',
    '[{"a":1},{"a":2}]',
    '{"a":"a","b":["a","b","{","}",":"]}',
    '{"a":"\\\\","b":"\\":","c":"{\\"a\\":1,\\"a\\":2}"}',
  ])
    assert.deepEqual(read(text), JSON.parse(text), text);
});

test('bytes that are no UTF-8, and texts that are no JSON, are refused', () => {
  assert.equal(unambiguousJson(Buffer.from([0x22, 0xff, 0x22])), undefined);
  assert.equal(unambiguousJson(Buffer.from([0x22, 0xc3, 0x22])), undefined);
  for (const text of ['', '{', '{"a":1}x', '\uFEFF{}', "{'a':1}"]) assert.equal(read(text), undefined, text);
});
