import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestEvent } from './event.ts';
import { eventsOf, tallyOf } from './tally.ts';

function line(name: string, nesting: number, more: Partial<TestEvent> = {}): string {
  return JSON.stringify({ event: 'pass', name, nesting, line: 1, ms: 1, ...more });
}

const failed = { event: 'fail', error: 'AssertionError: 1 !== 2' } as const;
const end = '{"event":"end"}';

const told = (lines: readonly string[]) => tallyOf(eventsOf(lines));

test('a suite counts as the tests inside it', () => {
  const tally = told([line('å', 1), line('ä', 1), line('suite', 0), line('alone', 0), end]);
  assert.equal(tally.passed, 3);
  assert.equal(tally.failures.length, 0);
  assert.equal(tally.ended, true);
});

test('a failing test inside a suite is one failure, named with its suite', () => {
  const tally = told([line('bad', 1, failed), line('suite', 0, { event: 'fail', inherited: true }), end]);
  assert.deepEqual(
    tally.failures.map(({ title }) => title),
    ['suite › bad'],
  );
  assert.equal(tally.passed, 0);
});

test('a parent that fails on its own account counts beside its children', () => {
  const tally = told([line('child', 1), line('parent', 0, failed), end]);
  assert.deepEqual([tally.passed, tally.failures.length], [1, 1]);
});

test('a skipped and a to-do test neither pass nor fail', () => {
  const tally = told([
    line('later', 0, { skipped: '' }),
    line('not here', 0, { skipped: 'no chromium' }),
    end,
  ]);
  assert.equal(tally.passed, 0);
  assert.deepEqual(
    tally.skips.map(({ reason }) => reason),
    ['', 'no chromium'],
  );
});

test('a file that was cut off is not ended', () => {
  const tally = told([line('one', 0), '{"event":"pa']);
  assert.deepEqual([tally.passed, tally.ended], [1, false]);
});
