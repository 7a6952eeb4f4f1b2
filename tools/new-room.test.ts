import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { borders } from './borders/all.ts';
import { docRules } from './docs/all.ts';
import { glossaryWith, namesProblem, roomFiles } from './new-room/skeleton.ts';
import { describeFindings } from './source/finding.ts';
import { houseRoot } from './source/print-findings.ts';
import { readProject } from './source/project.ts';
import { treeOf, treeOnDisk } from './source/tree.ts';
import { runFile } from './test-run/run-file.ts';

const names = { id: 'neighbours/new-room-of-a-test', sv: 'Nytt rum på prov', en: 'New room on trial' };
const files = roomFiles(names);

// The room stands in a folder of its own that borrows the house's packages, so that the house itself is not touched.
let root = '';
before(() => {
  root = mkdtempSync(join(tmpdir(), 'ena-new-room-'));
  symlinkSync(join(houseRoot, 'node_modules'), join(root, 'node_modules'));
  mkdirSync(join(root, 'rooms'));
  cpSync(join(houseRoot, 'rooms/package.json'), join(root, 'rooms/package.json'));
  cpSync(join(houseRoot, 'biome.json'), join(root, 'biome.json'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const config = {
    extends: join(houseRoot, 'tsconfig.json'),
    compilerOptions: { typeRoots: [join(houseRoot, 'node_modules/@types')] },
    include: ['rooms'],
  };
  writeFileSync(join(root, 'tsconfig.json'), JSON.stringify(config));
});
after(() => rmSync(root, { recursive: true }));

test('a new room breaks no border and no rule of the documents', () => {
  const disk = treeOnDisk(houseRoot);
  const house = Object.fromEntries(
    disk.paths.filter((path) => /\.(?:ts|md|txt|json)$/.test(path)).map((path) => [path, disk.read(path)]),
  );
  const glossary = glossaryWith(house['docs/glossary.md'] ?? '', names);
  const project = readProject(treeOf({ ...house, ...files, 'docs/glossary.md': glossary }));
  const findings = [...borders, ...docRules].flatMap((rule) => rule.check(project));
  const own = findings.filter(
    ({ file }) => file.startsWith(`rooms/${names.id}`) || file === 'docs/glossary.md',
  );
  assert.ok(own.length === 0, describeFindings(own));
});

test('a new room has no type error', () => {
  const checked = spawnSync('tsc', ['--noEmit', '-p', root], { cwd: root, encoding: 'utf8' });
  assert.equal(checked.status, 0, checked.stdout);
});

test('a new room is free of lint once it is formatted', () => {
  const checked = spawnSync('biome', ['check', '--write', '--vcs-enabled=false', 'rooms'], {
    cwd: root,
    encoding: 'utf8',
  });
  assert.equal(checked.status, 0, checked.stdout + checked.stderr);
});

for (const file of ['domain/entry.test.ts', 'store/store.test.ts', 'tests/entries.test.ts']) {
  test(`the new room's ${file} passes`, async () => {
    const result = await runFile({
      root,
      file: `rooms/${names.id}/${file}`,
      only: undefined,
      limitMs: 60_000,
    });
    assert.deepEqual(result.failures, [], result.output);
    assert.ok(result.passed > 0);
  });
}

test('an id outside the groups, in the wrong form or without names is refused with what to write', () => {
  assert.equal(namesProblem(names), undefined);
  assert.match(namesProblem({ ...names, id: 'foo' }) ?? '', /Write <group>\/<name>/);
  assert.match(namesProblem({ ...names, id: 'blocks/Foo' }) ?? '', /kebab-case/);
  assert.match(namesProblem({ ...names, id: 'other/foo' }) ?? '', /groups are blocks/);
  assert.match(namesProblem({ ...names, en: '' }) ?? '', /--en "English name"/);
});
