import assert from 'node:assert/strict';
import { test } from 'node:test';
import { progressLine, showProgressOn } from './progress.ts';

const half = { bytes: 500, totalBytes: 1000, rows: 1_450_000, rejected: 12, rowsPerSecond: 29_000 };

test('a line tells share, rows, rate, rejects and time left', () => {
  assert.equal(progressLine(half, false), '50 %  1 450 000 rows  29 000 rows/s  12 rejected  50 s left');
  assert.ok(progressLine(half, true).startsWith('[████████████░░░░░░░░░░░░]  50 %'));
});

function shown(isTTY: boolean, times: readonly number[]): string {
  let text = '';
  let now = 0;
  const show = showProgressOn({ isTTY, write: (part: string) => (text += part) }, () => now);
  for (const [i, time] of times.entries()) {
    now = time;
    show(half, i === times.length - 1);
  }
  return text;
}

test('a terminal gets one line that is drawn over and ended once', () => {
  const text = shown(true, [0, 50, 250, 260]);
  assert.equal(text.split('\r').length - 1, 3);
  assert.equal(text.split('\n').length - 1, 1);
  assert.ok(text.endsWith('\n'));
});

test('a file gets a line every five seconds and one at the end', () => {
  assert.equal(shown(false, [0, 100, 4900, 5000, 5100]).split('\n').length - 1, 3);
});

test('an empty file is done at once', () => {
  assert.match(
    progressLine({ bytes: 0, totalBytes: 0, rows: 0, rejected: 0, rowsPerSecond: 0 }, false),
    /^100 %/,
  );
});
