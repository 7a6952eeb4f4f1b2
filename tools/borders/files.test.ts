import assert from 'node:assert/strict';
import { test } from 'node:test';
import { found } from '../source/in-tree.ts';
import { scan } from '../source/scan.ts';
import { functionsOf } from './functions.ts';
import { guardedGlobals } from './globals.ts';
import { names, noExportAll } from './names.ts';
import { sizes } from './sizes.ts';

function spans(source: string): string[] {
  return functionsOf(scan(source)).map(({ first, last }) => `${first}-${last}`);
}

test('functions, methods and arrows are measured from header to closing brace', () => {
  assert.deepEqual(spans('function a(): void {\n  if (x) {\n    y();\n  }\n}'), ['1-5']);
  assert.deepEqual(spans('export const a = async (x: { y: 1 }): Promise<{ z: 2 }> => {\n  return x;\n};'), [
    '1-3',
  ]);
  assert.deepEqual(spans('class A {\n  async #b(c: string): Promise<void> {\n    await c;\n  }\n}'), ['2-4']);
  assert.deepEqual(spans('const a = {\n  b() {\n    return 1;\n  },\n};'), ['2-4']);
  assert.deepEqual(
    spans('function a(\n  b: string,\n  c: string,\n): { readonly d: string } {\n  return { d: b };\n}'),
    ['1-6'],
  );
  assert.deepEqual(spans('export function a(): {\n  b: string;\n} {\n  return 1;\n}'), ['1-5']);
});

test('blocks that are no functions are not', () => {
  assert.deepEqual(spans('for (const a of b) {\n  c();\n}'), []);
  assert.deepEqual(spans('if (a) {\n} else if (b()) {\n  c();\n} else {\n}'), []);
  assert.deepEqual(spans('export interface A {\n  b: string;\n}'), []);
  assert.deepEqual(spans('try {\n  a();\n} catch (b) {\n  c();\n}'), []);
  assert.deepEqual(spans('switch (a(b)) {\n  case 1: {\n    break;\n  }\n}'), []);
  assert.deepEqual(spans('while (\n  a(b) &&\n  c(d)\n) {\n  e();\n}'), []);
});

function functionOf(lines: number): string {
  return `function a() {\n${'  x();\n'.repeat(lines - 2)}}\n`;
}

test('a file over 400 lines and a function over 60 are found, exactly', () => {
  assert.deepEqual(found(sizes, { 'a.ts': `${'x();\n'.repeat(400)}` }), []);
  assert.deepEqual(found(sizes, { 'a.ts': `${'x();\n'.repeat(401)}` }), ['a.ts:401 401 lines']);
  assert.deepEqual(found(sizes, { 'a.ts': functionOf(60) }), []);
  assert.deepEqual(found(sizes, { 'a.ts': functionOf(61) }), ['a.ts:1 a function of 61 lines']);
});

test('a listed file may be long, and the list keeps no stale row', () => {
  const list = { 'tools/size-exceptions.txt': 'a.ts # a table of 500 rows\nb.ts # gone\n' };
  assert.deepEqual(found(sizes, { ...list, 'a.ts': functionOf(61) }), [
    'tools/size-exceptions.txt:2 `b.ts` allows what nothing does',
  ]);
});

test('a suite in a test file is measured without the tests in it', () => {
  const inner = `  test('x', () => {\n${'    x();\n'.repeat(38)}  });\n`;
  const suite = `describe('y', () => {\n${inner}${inner}});\n`;
  assert.deepEqual(found(sizes, { 'a.test.ts': suite }), []);
  const shared = suite.replace('describe(', 'exercise(');
  assert.deepEqual(found(sizes, { 'a.test.ts': shared }), []);
  assert.deepEqual(found(sizes, { 'a.ts': shared }), ['a.ts:1 a function of 82 lines']);
});

test('drawers and names out of kebab-case are found', () => {
  assert.deepEqual(
    found(names, {
      'kernel/utils/a.ts': '',
      'kernel/helpers.ts': '',
      'kernel/myFile.ts': '',
      'kernel/my-file.pg.test.ts': '',
    }),
    [
      'kernel/helpers.ts:1 `helpers.ts` says nothing',
      'kernel/myFile.ts:1 is not in kebab-case',
      'kernel/utils/a.ts:1 `utils` says nothing',
    ],
  );
});

test('export * is found', () => {
  assert.deepEqual(found(noExportAll, { 'a.ts': "export * from './b.ts';\nexport { c } from './c.ts';" }), [
    'a.ts:1 exports all of `./b.ts`',
  ]);
});

test('time, chance, the environment and the network enter through their files only', () => {
  const source = [
    'const a = Date.now();',
    'const b = new Date();',
    'const c = new Date(a);',
    'const d = Math.random();',
    'const e = process.env.HOME;',
    'const f = await fetch(e);',
    'const g = this.#fetch(e), h = cache.fetch(e);',
    "const i = 'Date.now()'; // process.env",
  ].join('\n');
  assert.deepEqual(found(guardedGlobals, { 'kernel/a.ts': source }), [
    'kernel/a.ts:1 reads the clock (`Date.now`)',
    'kernel/a.ts:2 reads the clock (`new Date()`)',
    'kernel/a.ts:4 reads chance (`Math.random`)',
    'kernel/a.ts:5 reads the environment (`process.env`)',
    'kernel/a.ts:6 reads fetch (`fetch(`)',
  ]);
  assert.deepEqual(found(guardedGlobals, { 'kernel/a.test.ts': source }), []);
  assert.deepEqual(
    found(guardedGlobals, { 'kernel/time.ts': 'Date.now()', 'apps/hub/config/env.ts': 'process.env' }),
    [],
  );
});
