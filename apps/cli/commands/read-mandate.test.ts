import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { temporaryFolder } from '@ena/testkit/folder.ts';
import { readMandate } from './read-mandate.ts';

const context = (id: string) => ({
  fullmaktsgivare: { id, namn: 'Öst' },
  _sig: { protected: 'x', signature: 'y' },
});

test('of several contexts the subject’s own is sent, of one that one, for the provider to judge; none that fits is told', () => {
  using folder = temporaryFolder();
  const file = join(folder.path, 'behörighet.json');
  const inFile = (content: object | string) =>
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  const value = (subject?: string) => {
    const read = readMandate(file, subject);
    return read.kind === 'ok' ? read.value : read.kind;
  };
  inFile({ kontext: [context('5564362068'), context('198211242386')] });
  assert.deepEqual(value('198211242386'), context('198211242386'));
  assert.deepEqual(value(), context('5564362068'));
  assert.equal(value('2120000829'), 'failed');
  inFile(context('5564362068'));
  for (const subject of ['5564362068', '2120000829']) assert.deepEqual(value(subject), context('5564362068'));
  for (const wrong of ['{"kontext":[]}', '{', 'null', '[]', '{"kontext":[{}]}']) {
    inFile(wrong);
    assert.equal(value(), 'failed', wrong);
  }
  assert.equal(readMandate(join(folder.path, 'ingen.json'), undefined).kind, 'failed');
  assert.deepEqual(readMandate(undefined, undefined), { kind: 'ok', value: undefined });
});
