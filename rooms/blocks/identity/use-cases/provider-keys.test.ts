import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { silentLogger } from '@ena/kernel/log/logger.ts';
import { day, hour } from '@ena/kernel/time.ts';
import { temporaryFolder } from '@ena/testkit/folder.ts';
import { openProviderKeys } from './provider-keys.ts';

function running() {
  const folder = temporaryFolder();
  let now = Date.UTC(2026, 10, 22, 12);
  const options = {
    folder: folder.path,
    clock: { now: () => now },
    log: silentLogger,
    keyDays: 90,
    overlapHours: 24,
  };
  return {
    folder,
    open: () => openProviderKeys(options),
    pass: (ms: number) => {
      now += ms;
    },
  };
}

const signing = (keys: readonly { alg: string; kid: string }[], alg = 'RS256') =>
  keys.filter((key) => key.alg === alg).map(({ kid }) => kid);

test('a key is published a day before it signs and a day after, by itself', (t) => {
  const { folder, open, pass } = running();
  t.after(() => folder.remove());
  const keys = open();
  const [first] = signing(keys.current());
  pass(88 * day);
  assert.deepEqual(signing(keys.current()), [first]);
  pass(day);
  const [still, next] = signing(keys.current());
  assert.equal(still, first);
  assert.notEqual(next, undefined, 'published, and does not sign yet');
  pass(day);
  assert.deepEqual(signing(keys.current()), [next, first]);
  pass(day + hour);
  assert.deepEqual(signing(keys.current()), [next]);
});

test('another process sees a rotation without a restart', (t) => {
  const { folder, open, pass } = running();
  t.after(() => folder.remove());
  const [one, other] = [open(), open()];
  const before = other.current();
  one.rotate(false);
  assert.equal(other.current(), before, 'the folder is not read at each use');
  pass(hour);
  assert.equal(signing(other.current()).length, 2);
  one.rotate(false);
  pass(hour);
  assert.equal(signing(other.current()).length, 2, 'one successor is enough');
  pass(24 * hour);
  assert.deepEqual(signing(other.current()), signing(one.current()));
  assert.notEqual(signing(other.current())[0], signing(before)[0]);
});

test('keys that leaked go at once', (t) => {
  const { folder, open } = running();
  t.after(() => folder.remove());
  const keys = open();
  const before = keys.current();
  const after = keys.rotate(true);
  assert.deepEqual([after.length, before.length], [3, 3]);
  for (const { kid } of before)
    assert.equal(
      after.some((key) => key.kid === kid),
      false,
    );
});

test('a folder that is damaged later leaves the keys as they were, and stops the next start', (t) => {
  const { folder, open, pass } = running();
  t.after(() => folder.remove());
  const keys = open();
  const before = keys.current();
  writeFileSync(join(folder.path, 'sign-es256', `1-${'k'.repeat(43)}.pem`), 'trasig nyckel åäö');
  pass(hour);
  assert.equal(keys.current(), before);
  assert.throws(open, /damaged/);
});
