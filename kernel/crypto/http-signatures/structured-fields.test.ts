import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  type BareItem,
  type Dictionary,
  type Member,
  parseDictionary,
  parseInnerList,
  parseItem,
  serialiseDictionary,
  serialiseMember,
} from './structured-fields.ts';

const key = fc.stringMatching(/^[a-z*][a-z0-9_\-.*]{0,11}$/);
const bareItem: fc.Arbitrary<BareItem> = fc.oneof(
  fc
    .integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 })
    .map((n) => ({ kind: 'integer' as const, value: n + 0 })),
  fc
    .integer({ min: -999_999_999, max: 999_999_999 })
    .map((n) => ({ kind: 'decimal' as const, value: n / 1000 + 0 })),
  fc.stringMatching(/^[\x20-\x7e]{0,20}$/).map((value) => ({ kind: 'string' as const, value })),
  fc
    .stringMatching(/^[A-Za-z*][A-Za-z0-9!#$%&'*+\-.^_`|~:/]{0,12}$/)
    .map((value) => ({ kind: 'token' as const, value })),
  fc.uint8Array({ maxLength: 40 }).map((value) => ({ kind: 'binary' as const, value })),
  fc.boolean().map((value) => ({ kind: 'boolean' as const, value })),
);
const params = fc.array(fc.tuple(key, bareItem), { maxLength: 4 }).map((entries) => new Map(entries));
const ordinary = { noNullPrototype: true };
const item = fc.record({ kind: fc.constant('item' as const), value: bareItem, params }, ordinary);
const innerList = fc.record(
  { kind: fc.constant('inner-list' as const), items: fc.array(item, { maxLength: 5 }), params },
  ordinary,
);
const member: fc.Arbitrary<Member> = fc.oneof(item, innerList);
const dictionary: fc.Arbitrary<Dictionary> = fc
  .array(fc.tuple(key, member), { maxLength: 5 })
  .map((m) => new Map(m));

function refused(text: string): string {
  const parsed = parseDictionary(text);
  return parsed.ok ? 'accepted' : parsed.error;
}

describe('structured fields', () => {
  it('read back every dictionary they write', () => {
    fc.assert(
      fc.property(dictionary, (value) => {
        const text = serialiseDictionary(value);
        assert.ok(text !== undefined);
        const parsed = parseDictionary(text);
        assert.ok(parsed.ok, text);
        assert.deepEqual([...parsed.value], [...value]);
      }),
      { numRuns: 500 },
    );
  });

  it('never throw, whatever the text, and write canonically what they could read', () => {
    const grammar = fc.string({
      unit: fc.constantFrom(...'ab1-.*"\\:;=?(), \t%@=/å\u{1f600}\n'),
      maxLength: 40,
    });
    fc.assert(
      fc.property(fc.oneof(grammar, fc.string()), (text) => {
        const parsed = parseDictionary(text);
        if (!parsed.ok) return;
        const once = serialiseDictionary(parsed.value);
        assert.ok(once !== undefined);
        const again = parseDictionary(once);
        assert.ok(again.ok);
        assert.equal(serialiseDictionary(again.value), once);
      }),
      { numRuns: 2000 },
    );
  });

  it('read the forms of RFC 9651', () => {
    const parsed = parseDictionary(
      'a=?0, b, c;foo=bar, rating=1.5, feelings=(joy sadness);x, d=:aGVq:,\te="\\"\\\\"',
    );
    assert.ok(parsed.ok);
    assert.equal(
      serialiseDictionary(parsed.value),
      'a=?0, b, c;foo=bar, rating=1.5, feelings=(joy sadness);x, d=:aGVq:, e="\\"\\\\"',
    );
    assert.deepEqual(parseItem('  42;q=0.5 ').ok, true);
    assert.deepEqual(parseInnerList('( 1  2 )').ok, true);
    assert.equal(
      serialiseMember({ kind: 'item', value: { kind: 'decimal', value: 2 }, params: new Map() }),
      '2.0',
    );
    assert.equal(
      serialiseMember({ kind: 'item', value: { kind: 'decimal', value: 0.0025 }, params: new Map() }),
      '0.002',
    );
  });

  for (const [text, problem] of [
    ['a=1,', 'trailing-comma'],
    ['a=1 b=2', 'trailing-characters'],
    ['A=1', 'bad-key'],
    ['a=', 'bad-item'],
    ['a=1234567890123456', 'bad-number'],
    ['a=1.', 'bad-number'],
    ['a=1.2345', 'bad-number'],
    ['a=--1', 'bad-number'],
    ['a="x', 'bad-string'],
    ['a="\\x"', 'bad-string'],
    ['a="å"', 'bad-string'],
    ['a=:aGVq', 'bad-binary'],
    ['a=:aGVqa=:', 'bad-binary'],
    ['a=:aGV=:', 'bad-binary'],
    ['a=:aGVsbG8:', 'bad-binary'],
    ['a=?2', 'bad-boolean'],
    ['a=(1', 'bad-inner-list'],
    ['a=(1"x")', 'bad-inner-list'],
    ['a=((1))', 'bad-item'],
    ['a=@1659578233', 'bad-item'],
  ] as const) {
    it(`refuse ${text} as ${problem}`, () => assert.equal(refused(text), problem));
  }

  it('keep to the limits', () => {
    const parse = (text: string, limits: Parameters<typeof parseDictionary>[1]) =>
      parseDictionary(text, limits);
    assert.deepEqual(parse('a=1', { characters: 2 }), { ok: false, error: 'too-long' });
    assert.deepEqual(parse('a, b, c', { members: 2 }), { ok: false, error: 'too-many' });
    assert.deepEqual(parse('a=(1 2 3)', { items: 2 }), { ok: false, error: 'too-many' });
    assert.deepEqual(parse('a;x;y;z', { parameters: 2 }), { ok: false, error: 'too-many' });
    assert.deepEqual(parse('a=1, a=2', { duplicates: 'refuse' }), { ok: false, error: 'duplicate-key' });
  });

  it('let the last of equal keys win unless told otherwise', () => {
    const parsed = parseDictionary('a=1, b=2, a=3;x=1;x=2');
    assert.ok(parsed.ok);
    assert.equal(serialiseDictionary(parsed.value), 'a=3;x=2, b=2');
  });

  it('write nothing that could not be read: foreign characters, numbers out of range, bad keys', () => {
    const write = (value: BareItem, name = 'a') =>
      serialiseDictionary(new Map([[name, { kind: 'item', value, params: new Map() }]]));
    assert.equal(write({ kind: 'string', value: 'Växjö' }), undefined);
    assert.equal(write({ kind: 'string', value: 'a\nb' }), undefined);
    assert.equal(write({ kind: 'token', value: 'a b' }), undefined);
    assert.equal(write({ kind: 'integer', value: 1e15 }), undefined);
    assert.equal(write({ kind: 'decimal', value: 1e12 }), undefined);
    assert.equal(write({ kind: 'integer', value: 1 }, 'Å'), undefined);
  });
});
