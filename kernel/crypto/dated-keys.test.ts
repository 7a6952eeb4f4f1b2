import assert from 'node:assert/strict';
import { sign, verify } from 'node:crypto';
import { renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { temporaryFolder } from '@ena/testkit/folder.ts';
import { inOrder, openDatedKeys } from './dated-keys.ts';
import { KeyFolderError } from './key-file.ts';

test('a key is on disk for its owner alone, is found again, and signs', (t) => {
  const folder = temporaryFolder();
  t.after(() => folder.remove());
  for (const alg of ['RS256', 'ES256'] as const) {
    const made = openDatedKeys(folder.path, alg, alg).make(1000);
    const [read] = openDatedKeys(folder.path, alg, alg).read();
    assert.deepEqual(read, made);
    assert.equal(statSync(join(folder.path, alg, `1000-${made.kid}.pem`)).mode & 0o777, 0o600);
    assert.equal('d' in made.publicJwk, false);
    const data = Buffer.from('Åäö');
    const signature = sign('sha256', data, { key: made.privateJwk, format: 'jwk' });
    assert.ok(verify('sha256', data, { key: made.publicJwk, format: 'jwk' }, signature));
  }
});

test('which key is in use follows from the clock', (t) => {
  const folder = temporaryFolder();
  t.after(() => folder.remove());
  const keys = openDatedKeys(folder.path, 'en', 'ES256');
  const [first, second, third] = [keys.make(1000), keys.make(2000), keys.make(3000)];
  const at = (now: number) => inOrder(keys.read(), now).map(({ kid }) => kid);
  assert.deepEqual(at(2500), [second.kid, third.kid, first.kid]);
  assert.deepEqual(at(3000), [third.kid, second.kid, first.kid]);
  assert.equal(at(0)[0], first.kid, 'the oldest, where the clock is before them all');
  keys.remove(first);
  assert.deepEqual(at(3000), [third.kid, second.kid]);
  assert.deepEqual(inOrder([], 0), []);
});

test('what another process made is seen by the next reading', (t) => {
  const folder = temporaryFolder();
  t.after(() => folder.remove());
  const [one, other] = [
    openDatedKeys(folder.path, 'två', 'ES256'),
    openDatedKeys(folder.path, 'två', 'ES256'),
  ];
  const made = one.make(1);
  assert.deepEqual(
    other.read().map(({ kid }) => kid),
    [made.kid],
  );
  one.remove(made);
  assert.deepEqual(other.read(), []);
});

test('a damaged file, a key under the name of another and a key of another kind are refused', (t) => {
  const folder = temporaryFolder();
  t.after(() => folder.remove());
  const keys = openDatedKeys(folder.path, 'tre', 'ES256');
  const made = keys.make(1);
  assert.throws(() => openDatedKeys(folder.path, 'tre', 'RS256').read(), KeyFolderError);
  const file = join(folder.path, 'tre', `1-${made.kid}.pem`);
  renameSync(file, join(folder.path, 'tre', `1-${'å'.replace('å', 'x').repeat(43)}.pem`));
  assert.throws(() => keys.read(), KeyFolderError);
  writeFileSync(file, 'trasig');
  assert.throws(() => openDatedKeys(folder.path, 'tre', 'ES256').read(), KeyFolderError);
});
