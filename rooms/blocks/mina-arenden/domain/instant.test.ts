import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { dayInSweden, parseInstant } from './instant.ts';
import { writtenInSweden } from './swedish-clock.ts';

const parsed = (text: string) => {
  const at = parseInstant(text);
  return at.ok ? new Date(at.value).toISOString() : at.error;
};

test('RFC 3339 is read with any offset, and Swedish time without one', () => {
  assert.equal(parsed('2026-08-20T09:12:00+02:00'), '2026-08-20T07:12:00.000Z');
  assert.equal(parsed('2026-08-20t07:12:00.5z'), '2026-08-20T07:12:00.500Z');
  assert.equal(parsed('2026-08-20 09:12:00'), '2026-08-20T07:12:00.000Z');
  assert.equal(parsed('2026-12-20T09:12:00'), '2026-12-20T08:12:00.000Z');
  assert.equal(parsed('2026-08-20T09:12:00.123456789-03:30'), '2026-08-20T12:42:00.123Z');
});

test('what no clock and no calendar shows is refused', () => {
  for (const text of ['', '2026-08-20', '2026-08-20T24:00:00Z', '2026-08-20T09:12:60Z', '2026-08-20T09:12Z'])
    assert.equal(parsed(text), 'not-a-time', text);
  for (const text of ['2026-02-29T00:00:00Z', '2026-13-01T00:00:00Z', '0000-01-01T00:00:00Z'])
    assert.equal(parsed(text), 'no-such-day', text);
  assert.equal(parsed('2026-08-20T09:12:00+24:00'), 'not-a-time');
  assert.equal(parsed('2026-03-29 02:30:00'), 'no-such-time');
  assert.equal(parsed('2026-03-29T02:30:00+01:00'), '2026-03-29T01:30:00.000Z');
});

test('an instant is of a year of four figures, in Sweden too', () => {
  for (const text of ['0999-12-31T23:59:59Z', '1000-01-01T00:00:00+00:01', '9999-12-31T23:00:00Z'])
    assert.equal(parsed(text), 'too-far', text);
  assert.equal(parsed('1000-01-01T00:00:00Z'), '1000-01-01T00:00:00.000Z');
  assert.equal(parsed('9999-12-31 23:59:59'), '9999-12-31T22:59:59.000Z');
});

test('every instant that is written is read back as itself', () => {
  const min = new Date('1900-01-01');
  const instants = fc.date({ min, max: new Date('9999-12-31T22:59:59Z'), noInvalidDate: true });
  fc.assert(
    fc.property(instants, (date) => {
      assert.equal(parsed(writtenInSweden(date.getTime())), date.toISOString());
    }),
    { numRuns: 1000 },
  );
});

test('no text makes the reader fail in any other way than it says', () => {
  const near = fc.stringMatching(/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})?$/);
  fc.assert(
    fc.property(fc.oneof(fc.string(), near), (text) => {
      const at = parseInstant(text);
      if (at.ok) assert.ok(Number.isSafeInteger(at.value));
      else assert.ok(['not-a-time', 'no-such-day', 'no-such-time', 'too-far'].includes(at.error));
    }),
    { numRuns: 1000 },
  );
});

test('a day has 23 hours when summer time begins, 25 when it ends, and 24 else', () => {
  const hours = (text: string) => {
    const found = dayInSweden(text);
    return found && (found.until - found.from) / 3_600_000;
  };
  assert.equal(hours('2026-03-29'), 23);
  assert.equal(hours('2026-10-25'), 25);
  assert.equal(hours('2026-11-22'), 24);
  assert.equal(dayInSweden('2026-06-01')?.from, Date.parse('2026-05-31T22:00:00Z'));
  assert.equal(hours('2026-02-30'), undefined);
  assert.equal(hours('2026-6-1'), undefined);
  assert.equal(hours('9999-12-31'), 24);
  assert.equal(dayInSweden('0001-01-01')?.from, Date.parse('1000-01-01T00:00:00Z'));
});

test('days follow on one another without a gap', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40_000 }), (number) => {
      const text = (offset: number) =>
        new Date(Date.UTC(1990, 0, 1 + number + offset)).toISOString().slice(0, 10);
      assert.equal(dayInSweden(text(0))?.until, dayInSweden(text(1))?.from);
    }),
  );
});
