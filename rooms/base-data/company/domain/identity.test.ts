import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isPerson, parseIdentity } from './identity.ts';

const read: readonly [written: string, number: string, kind: string][] = [
  ['2120000829', '2120000829', 'organisation'],
  ['212000-0829', '2120000829', 'organisation'],
  ['162120000829', '2120000829', 'organisation'],
  ['16212000-0829', '2120000829', 'organisation'],
  ['  2021005489 ', '2021005489', 'organisation'],
  ['194009272719', '194009272719', 'personal'],
  ['19400927-2719', '194009272719', 'personal'],
  ['4009272719', '4009272719', 'personal'],
  ['197010632391', '197010632391', 'coordination'],
  ['3020000006', '3020000006', 'substitute'],
];

for (const [written, number, kind] of read) {
  test(`reads ${written.trim()} as ${kind}`, () => {
    assert.deepEqual(parseIdentity(written), { ok: true, value: { number, kind } });
  });
}

for (const written of [
  '',
  ' ',
  '21200008',
  '21200008290',
  '2120000829a',
  '２１２００００８２９',
  '182120000829',
  '4013272719',
  '200000000000',
  "2120000829'",
  'åäö',
]) {
  test(`refuses ${JSON.stringify(written)} as malformed`, () => {
    assert.deepEqual(parseIdentity(written), { ok: false, error: 'malformed' });
  });
}

for (const written of ['2120000828', '162120000828', '194009272718']) {
  test(`refuses ${written} for its check digit`, () => {
    assert.deepEqual(parseIdentity(written), { ok: false, error: 'check-digit' });
  });
}

test('whatever is accepted is read the same way again', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9]{8,12}-?[0-9]{0,4}$/), (text) => {
      const first = parseIdentity(text);
      if (first.ok) assert.deepEqual(parseIdentity(first.value.number), first);
    }),
    { numRuns: 2000 },
  );
});

test('one changed digit of an organisation number is always seen', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('2120000829', '2021005489', '5560000167'),
      fc.nat(9),
      fc.integer({ min: 1, max: 9 }),
      (number, at, by) => {
        const digits = [...number];
        digits[at] = String((Number(digits[at]) + by) % 10);
        const changed = parseIdentity(digits.join(''));
        assert.ok(!changed.ok || changed.value.kind !== 'organisation');
      },
    ),
  );
});

test('persons, their estates and their substitute numbers count as persons', () => {
  assert.deepEqual(
    (['personal', 'coordination', 'substitute', 'estate', 'organisation', 'foreign'] as const).map(isPerson),
    [true, true, true, true, false, false],
  );
});
