import assert from 'node:assert/strict';
import { test } from 'node:test';
import { found } from '../source/in-tree.ts';
import { dependencyPage } from './dependencies.ts';
import { decisionRecords, noMachineWords, readmeMap, scriptsExist } from './house-pages.ts';
import { linksResolve } from './links.ts';
import { anchors, links, tableRows } from './markdown.ts';

test('tables, links and headings are read, examples in code are not', () => {
  const text =
    '# Å b!\n| a | b |\n|---|:-:|\n| `x` | y \\| z |\n```\n| no | no |\n[no](no)\n```\n[yes](yes.md#c "t") `[no](no)`\n# Å b!\n';
  assert.deepEqual(tableRows(text), [{ line: 4, cells: ['`x`', 'y \\| z'] }]);
  assert.deepEqual(links(text), [{ line: 9, target: 'yes.md#c' }]);
  assert.deepEqual([...anchors(text)], ['å-b', 'å-b-1']);
});

test('a link that leads nowhere, or to a heading that is not there, is found', () => {
  const files = {
    'README.md':
      '[a](docs/a.md) [b](docs/b.md) [c](docs/a.md#part-one) [d](docs/a.md#none) [e](https://x.se) [f](docs/) [g](#top)\n# Top',
    'docs/a.md': '## Part one\n[up](../README.md) [down](nothing/)',
  };
  assert.deepEqual(found(linksResolve, files), [
    'README.md:1 `docs/b.md` leads to docs/b.md, which does not exist',
    'README.md:1 docs/a.md has no heading `#none`',
    'docs/a.md:2 `nothing/` leads to docs/nothing/, which does not exist',
  ]);
});

const heading = '| package | for what | why | instead |\n|---|---|---|---|\n';

test('dependencies and their page agree, versions are exact and the same everywhere', () => {
  const files = {
    'package.json': '{"devDependencies":{\n"a":"1.0.0",\n"b":"^1.0.0"}}',
    'kernel/package.json': '{"dependencies":{\n"a":"1.0.1",\n"@ena/x":"1"}}',
    'docs/dependencies.md': `${heading}| \`a\`, \`gone\` | x | y | z |\n| \`b\` | x | | z |\n`,
  };
  assert.deepEqual(found(dependencyPage, files), [
    'docs/dependencies.md:3 `gone` is no dependency',
    'docs/dependencies.md:4 an empty cell',
    'kernel/package.json:2 `a` is 1.0.1 here and 1.0.0 in package.json',
    'package.json:2 `a` is 1.0.0 here and 1.0.1 in kernel/package.json',
    'package.json:3 `b` is not pinned (`^1.0.0`)',
  ]);
  const bare = { 'package.json': '{"dependencies":{\n"a":"1.0.0"}}', 'docs/dependencies.md': heading };
  assert.deepEqual(found(dependencyPage, bare), ['package.json:2 `a` has no row in docs/dependencies.md']);
});

test('a top folder without a line in the README is found', () => {
  const files = {
    'README.md': '`kernel/`  the kernel\n| rooms/ | the rooms |\nsee bench/exchange.ts',
    'kernel/a.ts': '',
    'rooms/b.ts': '',
    'bench/c.ts': '',
    '.ci/run': '',
  };
  assert.deepEqual(found(readmeMap, files), ['README.md:1 `bench/` has no line']);
});

test('a script that package.json has not is found', () => {
  const files = {
    'package.json': '{"scripts":{"start":"x","new-room":"y"}}',
    'a.md': 'npm start\nnpm test\nnpm run new-room -- b\n`npm run gone`\nnpm ci',
  };
  assert.deepEqual(found(scriptsExist, files), [
    'a.md:2 `npm test` is no script of package.json',
    'a.md:4 `npm run gone` is no script of package.json',
  ]);
});

test('a decision record has its parts and a date', () => {
  const whole = '# T\n## Decision\n## Rationale\n## Approach\n';
  const files = {
    'docs/decisions/2026-11-22-a.md': whole,
    'docs/decisions/b.md': '**Decision.** x\n\n**Rationale.** y\n\n**Approach.** z\n',
    'docs/decisions/2026-11-22-c.md': '## Decision',
  };
  assert.deepEqual(found(decisionRecords, files), [
    'docs/decisions/2026-11-22-c.md:1 has no part Rationale',
    'docs/decisions/2026-11-22-c.md:1 has no part Approach',
    'docs/decisions/b.md:1 the name has no date',
  ]);
});

test('folders of one machine and hosts of registries are found', () => {
  const folder = ['', 'home', 'anna', 'x'].join('/');
  const host = ['https:/', 'registry.example.org', 'x'].join('/');
  const files = {
    'a.md': `see ${folder}`,
    'b.json': `"resolved": "${host}"`,
    'c.ts': "fetch('/network/work/x'); get('/admin/v1/homes');",
  };
  assert.deepEqual(found(noMachineWords, files), [
    `a.md:1 a path of one machine: \`${folder.slice(0, -2)}\``,
    `b.json:1 the address of a package registry: \`${host.slice(0, -2)}\``,
  ]);
});
