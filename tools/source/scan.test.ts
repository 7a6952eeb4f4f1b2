import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { importsOf } from './imports.ts';
import { resolveSpecifier } from './project.ts';
import { scan } from './scan.ts';

test('comments, strings and regular expressions are blanked, code and line breaks stay', () => {
  const { code } = scan("const a = 'x{'; // {\n/* {\n */ const b = /[/{]/g.test(a) ? 1 : 4 / 2;");
  assert.equal(code.replace(/ +/g, ' '), "const a = ' '; \n \n const b = .test(a) ? 1 : 4 / 2;");
});

test('an interpolation is code, the template around it is not', () => {
  const { code, literals } = scan(`f(\`from \${g({ a: \`in \${h}\` })} to\`, "å\\"ä")`);
  assert.equal(code, `f(\`     \${g({ a: \`   \${h}\` })}   \`, "    ")`);
  assert.deepEqual(
    literals.map(({ text }) => text),
    [`from \${g({ a: \`in \${h}\` })} to`, `in \${h}`, 'å\\"ä'],
  );
});

test('a scan keeps the length and the lines of any text', () => {
  fc.assert(
    fc.property(
      fc.string({
        unit: fc.constantFrom('`', '${', '}', "'", '"', '/', '*', '\\', '\n', 'a', ' ', '[', '='),
      }),
      (text) => {
        const { code } = scan(text);
        assert.equal(code.length, text.length);
        assert.equal(code.split('\n').length, text.split('\n').length);
      },
    ),
  );
});

function listed(source: string): string[] {
  return importsOf(scan(source)).map(({ specifier, line, typeOnly, exportsAll }) =>
    [specifier, line, typeOnly ? 'type' : '', exportsAll ? 'all' : ''].join(' ').trim(),
  );
}

test('every form of import is seen, with its line', () => {
  const source = [
    "import { a } from './a.ts';",
    "import type { B } from './b.ts';",
    "import {\n  c,\n  type D,\n} from './c.ts';",
    "import './e.ts';",
    "export { f } from './f.ts';",
    "export * from './g.ts';",
    "export type { H } from './h.ts';",
    "const i = await import('./i.ts');",
    "function j(k: import('./k.ts').K): void {}",
  ].join('\n');
  assert.deepEqual(listed(source), [
    './a.ts 1',
    './b.ts 2 type',
    './c.ts 3',
    './e.ts 7',
    './f.ts 8',
    './g.ts 9  all',
    './h.ts 10 type',
    './i.ts 11',
    './k.ts 12 type',
  ]);
});

test('what looks like an import in a text or a comment is none', () => {
  assert.deepEqual(
    listed("// import './a.ts'\nconst t = \"import { b } from './b.ts'\";\nexport const from = 'c';"),
    [],
  );
});

test('specifiers resolve as the package maps say', () => {
  const from = 'rooms/blocks/a/http/routes.ts';
  const path = (specifier: string): unknown => {
    const target = resolveSpecifier(from, specifier);
    return target.kind === 'file' ? target.path : `${target.kind} ${target.name}`;
  };
  assert.equal(path('../wire/x.ts'), 'rooms/blocks/a/wire/x.ts');
  assert.equal(path('#rooms/base-data/company'), 'rooms/base-data/company/index.ts');
  assert.equal(path('@ena/rooms/base-data/company'), 'rooms/base-data/company/room.ts');
  assert.equal(path('@ena/kernel/http/route.ts'), 'kernel/http/route.ts');
  assert.equal(path('@ena/hub/main.ts'), 'apps/hub/main.ts');
  assert.equal(path('@electric-sql/pglite/live'), 'package @electric-sql/pglite');
  assert.equal(path('node:fs'), 'builtin node:fs');
});
