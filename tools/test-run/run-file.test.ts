import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { treeOf } from '../source/tree.ts';
import { kindOf, selectTests } from './kinds.ts';
import { progressLine, summary, totalsOf } from './report.ts';
import { type FileResult, runFile } from './run-file.ts';
import { judgeSkips, skipList } from './skips.ts';

let root = '';
before(() => {
  root = mkdtempSync(join(tmpdir(), 'ena-run-file-'));
});
after(() => rmSync(root, { recursive: true }));

function run(source: string, limitMs = 20_000): Promise<FileResult> {
  writeFileSync(join(root, 'x.test.ts'), `import { test } from 'node:test';\n${source}`);
  return runFile({ root, file: 'x.test.ts', only: undefined, limitMs });
}

test('passing and failing tests are counted and the failure is shown in full', async () => {
  const result = await run(
    "test('åäö', () => {});\ntest('bad', () => { throw new Error('sju sjösjuka'); });",
  );
  assert.equal(result.passed, 1);
  assert.equal(result.failures.length, 1);
  assert.equal(result.failures[0]?.line, 3);
  assert.match(summary([result]), /x\.test\.ts:3\n {2}bad\n {4}Error: sju sjösjuka/);
  assert.match(progressLine(result, 1, 1), /^1\/1 FAIL x\.test\.ts {2}1 test, 1 failed/);
});

test('a file that crashes has failed, and what it printed is shown', async () => {
  const result = await run("throw new Error('at load');");
  assert.deepEqual(totalsOf([result]), { passed: 0, failed: 1, skipped: 0 });
  assert.match(summary([result]), /crashed with exit code 1[\s\S]*at load/);
});

test('a file without a test, and one that exits early, have failed', async () => {
  assert.match((await run('')).failures[0]?.error ?? '', /holds no test/);
  assert.match((await run("test('one', () => process.exit(0));")).failures[0]?.error ?? '', /holds no test/);
});

test('a file that leaves something open is killed, with what it started, and has failed', async () => {
  const result = await run("test('one', () => {});\nsetInterval(() => {}, 1000);", 1500);
  assert.equal(result.passed, 1);
  assert.match(result.failures[0]?.error ?? '', /still running after 1\.5 s/);
});

test('a skipped test fails unless the list gives a reason', async () => {
  const result = await run("test('needs the moon', { skip: 'no moon' }, () => {});");
  const unlisted = judgeSkips(result, treeOf({}));
  assert.match(unlisted.failures[0]?.error ?? '', /skipped \(no moon\)/);
  const listed = judgeSkips(
    result,
    treeOf({ [skipList]: 'x.test.ts needs the moon # there is none indoors\n' }),
  );
  assert.deepEqual(totalsOf([listed]), { passed: 0, failed: 0, skipped: 1 });
  const withoutReason = judgeSkips(result, treeOf({ [skipList]: 'x.test.ts needs the moon\n' }));
  assert.equal(withoutReason.failures.length, 1);
});

test('the kind of a test file is read off its name', () => {
  assert.equal(kindOf('kernel/id.test.ts'), 'unit');
  assert.equal(kindOf('kernel/store/x.pg.test.ts'), 'pg');
  assert.equal(kindOf('conformance/vectors/rfc9421.test.ts'), 'conformance');
  assert.equal(kindOf('conformance/kill.fault.test.ts'), 'fault');
  assert.equal(kindOf('kernel/id.ts'), undefined);
  const all = ['kernel/id.test.ts', 'kernel/x.pg.test.ts', 'kernelled/y.test.ts'];
  assert.deepEqual(selectTests(all, ['unit'], ['kernel/']), ['kernel/id.test.ts']);
});
