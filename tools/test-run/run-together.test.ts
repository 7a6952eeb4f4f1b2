import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { groupsOf } from './groups.ts';
import { runTogether } from './run-together.ts';

const root = join(import.meta.dirname, '..', '..');
let folder = '';
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'ena-together-'));
});
after(() => rmSync(folder, { recursive: true }));

function files(sources: Readonly<Record<string, string>>): string[] {
  return Object.entries(sources).map(([name, source]) => {
    const path = join(folder, name);
    writeFileSync(path, `import { after, before, test } from 'node:test';\n${source}`);
    return path;
  });
}

function run(sources: Readonly<Record<string, string>>) {
  return runTogether({ root, files: files(sources), limitMs: 20_000 });
}

test('each file has its own count, hooks and failures', async () => {
  const [a, b, c] = await run({
    'a.ts': "before(() => { globalThis.owner = 'a'; }); test('å', () => {}); test('ä', () => {});",
    'b.ts':
      "before(() => { globalThis.owner = 'b'; }); test('bad', () => { throw new Error('av ' + globalThis.owner); });",
    'c.ts': "throw new Error('at load');",
  });
  assert.deepEqual([a?.passed, a?.failures.length], [2, 0]);
  assert.equal(b?.failures[0]?.title, 'bad');
  assert.match(b?.failures[0]?.error ?? '', /av b/);
  assert.match(c?.failures[0]?.error ?? '', /at load/);
});

test('a file without a test has failed', async () => {
  const [, none] = await run({ 'd.ts': "test('one', () => {});", 'e.ts': '' });
  assert.match(none?.failures[0]?.error ?? '', /no test/);
});

test('where one ends the process, each runs again by itself, and the guilty one has failed', async () => {
  const [well, guilty] = await run({
    'f.ts': "test('one', () => {});",
    'g.ts': "test('two', () => process.exit(0));",
  });
  assert.deepEqual([well?.passed, well?.failures.length], [1, 0]);
  assert.equal(guilty?.failures.length, 1);
});

test('files that cannot be together have failed, though each does well alone', async () => {
  const [first] = await run({
    'h.ts': "test('one', () => { globalThis.marked = true; });",
    'i.ts': "test('two', () => { if (globalThis.marked) process.exit(0); });",
  });
  assert.match(first?.failures[0]?.error ?? '', /together with/);
});

test('unit tests are grouped by folder, at most thirty, the others run alone', () => {
  const many = Array.from({ length: 31 }, (_, at) => `rooms/blocks/x/y/${at}.test.ts`);
  const groups = groupsOf([...many, 'rooms/blocks/z/a.test.ts', 'rooms/blocks/z/b.pg.test.ts']);
  assert.deepEqual(
    groups.map((group) => group.length),
    [16, 15, 1, 1],
  );
});
