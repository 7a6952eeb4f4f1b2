import assert from 'node:assert/strict';
import { sign, verify } from 'node:crypto';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { temporaryFolder } from '@ena/testkit/folder.ts';
import { KeyFolderError } from './key-file.ts';
import { readOrMakeRsaKey } from './rsa-key-file.ts';

test('the key is made once, for its owner alone, and signs', (t) => {
  const folder = temporaryFolder();
  t.after(() => folder.remove());
  const made = readOrMakeRsaKey(folder.path, 'id-tokens');
  const read = readOrMakeRsaKey(folder.path, 'id-tokens');
  assert.equal(read.kid, made.kid);
  assert.deepEqual(readdirSync(folder.path), ['id-tokens.pem']);
  assert.equal(statSync(join(folder.path, 'id-tokens.pem')).mode & 0o777, 0o600);
  const data = Buffer.from('Åäö');
  const signature = sign('sha256', data, { key: made.privateJwk, format: 'jwk' });
  assert.ok(verify('sha256', data, read.publicKey, signature));
  assert.equal(read.publicKey.asymmetricKeyDetails?.modulusLength, 3072);
});

test('a damaged key is one sentence, not another key', (t) => {
  const folder = temporaryFolder();
  t.after(() => folder.remove());
  writeFileSync(join(folder.path, 'id-tokens.pem'), 'trasig');
  assert.throws(() => readOrMakeRsaKey(folder.path, 'id-tokens'), KeyFolderError);
});
