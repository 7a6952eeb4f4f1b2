import assert from 'node:assert/strict';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { temporaryFolder } from '@ena/testkit/folder.ts';
import { openClientRegistry } from './client-registry.ts';
import { openOperatorToken } from './operator-token.ts';

test('clients are there after a restart, and the file holds no secret', () => {
  using folder = temporaryFolder();
  const file = join(folder.path, 'clients.json');
  const first = openClientRegistry(file);
  assert.ok(first.ok);
  const added = first.value.add({ id: 'a', organisation: '2120000829', scopes: ['x'] });
  assert.ok(added);
  assert.equal(first.value.add({ id: 'a', scopes: [] }), undefined);
  const again = openClientRegistry(file);
  assert.ok(again.ok);
  assert.equal(again.value.prove('a', added.secret)?.organisation, '2120000829');
  assert.equal(again.value.prove('a', `${added.secret}x`), undefined);
  assert.equal(again.value.prove('b', added.secret), undefined);
  assert.equal(readFileSync(file, 'utf8').includes(added.secret), false);
  assert.equal(statSync(file).mode & 0o777, 0o600);
});

test('a file that is no list of clients is one sentence', () => {
  using folder = temporaryFolder();
  const file = join(folder.path, 'clients.json');
  for (const text of ['{', '{}', '[{"id": "a"}]']) {
    writeFileSync(file, text);
    const opened = openClientRegistry(file);
    assert.match(opened.ok ? '' : opened.error, /clients\.json/, text);
  }
});

test('the operator token is made once, for its owner alone, and no other word is it', () => {
  using folder = temporaryFolder();
  const file = join(folder.path, 'deep', 'operator-token');
  const made = openOperatorToken(file);
  assert.ok(made.ok);
  const token = readFileSync(file, 'utf8');
  assert.equal(statSync(file).mode & 0o777, 0o600);
  const again = openOperatorToken(file);
  assert.ok(again.ok);
  assert.deepEqual([again.value(token), again.value(`${token}a`), again.value('')], [true, false, false]);
});

test('an operator token that anyone could guess is refused', () => {
  using folder = temporaryFolder();
  const file = join(folder.path, 'operator-token');
  writeFileSync(file, 'hemlig');
  const opened = openOperatorToken(file);
  assert.match(opened.ok ? '' : opened.error, /too short/);
});
