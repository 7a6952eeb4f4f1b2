import assert from 'node:assert/strict';
import { test } from 'node:test';
import { found } from '../source/in-tree.ts';
import { readProject } from '../source/project.ts';
import { treeOf } from '../source/tree.ts';
import { divergences } from './divergences.ts';
import { codesAreUsed, errorCodes } from './error-codes.ts';
import { contractNamesStayInWire, roomsInGlossary, wireNamesInGlossary } from './glossary.ts';
import { roomReadme } from './room-readme.ts';
import { routesInSource } from './routes-in-source.ts';

const routes = [
  "import { base } from './base.ts';",
  `const v1 = \`\${base}/v1\`;`,
  "const row = { method: 'PUT' } as const;",
  'export const table = [',
  `  { operation: 'readOne', method: 'GET', path: \`\${v1}/things/:id\`, handler: () => ok({ path: 'not this' }) },`,
  "  { ...row, operation: 'saveOne', path: base },",
  '];',
].join('\n');
const room = {
  'rooms/blocks/a/http/routes.ts': routes,
  'rooms/blocks/a/http/base.ts': "export const base = '/a';",
};

test('routes are read from the source, with constants filled in', () => {
  const rows = routesInSource(readProject(treeOf(room)), 'blocks/a').map(
    ({ line, operation, method, path }) => [line, operation, method, path],
  );
  assert.deepEqual(rows, [
    [5, 'readOne', 'GET', '/a/v1/things/:id'],
    [6, 'saveOne', 'PUT', '/a'],
  ]);
});

function readme(rows: readonly string[]): Record<string, string> {
  const heading = ['| operation | method | path | file |', '|---|---|---|---|'];
  return { ...room, 'rooms/blocks/a/README.md': [...heading, ...rows].join('\n') };
}

test('a README that equals the routes is right, in either way of writing them', () => {
  const apart = readme(['| readOne | GET | `/a/v1/things/{id}` | x |', '| `saveOne` | PUT | /a | x |']);
  assert.deepEqual(found(roomReadme, apart), []);
  const together = readme(['| readOne | `GET /a/v1/things/:id` | x |', '| saveOne | `PUT /a` | x |']);
  assert.deepEqual(found(roomReadme, together), []);
});

test('a missing, stale or misnamed row of the README is found', () => {
  const files = readme(['| readOther | GET | `/a/v1/things/{id}` | x |', '| gone | DELETE | /a | x |']);
  assert.deepEqual(found(roomReadme, files), [
    "rooms/blocks/a/README.md:3 the README's row for `GET /a/v1/things/:id` does not name the operation `readOne`",
    'rooms/blocks/a/http/routes.ts:6 `PUT /a` is not in the README',
    'rooms/blocks/a/README.md:4 `DELETE /a` is not a route of the room',
  ]);
});

test('every divergence names a test that exists', () => {
  const rows = [
    '| section | what | why | test |',
    '|---|---|---|---|',
    '| 1 | x | y | `tests/a.test.ts: refuses å` |',
    '| 2 | x | y | `tests/a.test.ts` |',
    '| 3 | x | y | tests/a.test.ts "refuses å" |',
    '| 4 | x | y | none |',
    '| 5 | x | y | `tests/none.test.ts` |',
    '| 6 | x | y | `tests/a.test.ts: refuses ö` |',
  ];
  const files = {
    'rooms/blocks/a/divergences.md': rows.join('\n'),
    'rooms/blocks/a/tests/a.test.ts': "test('refuses å', () => {});",
    'exchange/divergences.md': rows.slice(0, 3).join('\n'),
  };
  assert.deepEqual(found(divergences, files), [
    'exchange/divergences.md:3 `tests/a.test.ts` does not exist',
    'rooms/blocks/a/divergences.md:6 names no test',
    'rooms/blocks/a/divergences.md:7 `tests/none.test.ts` does not exist',
    'rooms/blocks/a/divergences.md:8 `tests/a.test.ts` holds no test "refuses ö"',
  ]);
});

const catalogue = [
  '/** `type` is `urn:ena:problem:a:<slug>`. */',
  'export const errors = {',
  "  'not-there': { status: 404 },",
  '  unused: { status: 500 },',
  '};',
].join('\n');

test('a code outside the catalogue, or of a scope without one, is found; so is a code that nothing answers', () => {
  const files = {
    'rooms/blocks/a/errors.ts': catalogue,
    'rooms/blocks/a/http/x.ts':
      "f('urn:ena:problem:a:not-there');\nf('urn:ena:problem:a:typo');\nf('urn:ena:problem:b:x');\nrefuse('not-there');",
  };
  assert.deepEqual(found(errorCodes, files), [
    'rooms/blocks/a/http/x.ts:2 `urn:ena:problem:a:typo` is not in the catalogue',
    'rooms/blocks/a/http/x.ts:3 `urn:ena:problem:b:x` is of a scope without a catalogue',
  ]);
  assert.deepEqual(found(codesAreUsed, files), [
    'rooms/blocks/a/errors.ts:4 nothing answers `urn:ena:problem:a:unused`',
  ]);
});

const glossary = [
  '| Swedish | in contracts | in code | meaning | source |',
  '|---|---|---|---|---|',
  '| Rum | | Room | x | y |',
  '| organisationsnamn | `organisationsnamn`, `namn` | name | x | y |',
  '| dokument | `document` | document | x | y |',
].join('\n');

test('rooms and wire names stand in the glossary', () => {
  const manifest = (sv: string): string => `export const r = {\n  names: { sv: '${sv}', en: 'Room' } };`;
  assert.deepEqual(
    found(roomsInGlossary, { 'docs/glossary.md': glossary, 'rooms/blocks/a/room.ts': manifest('Rum') }),
    [],
  );
  assert.deepEqual(
    found(roomsInGlossary, { 'docs/glossary.md': glossary, 'rooms/blocks/a/room.ts': manifest('Annat') }),
    ['rooms/blocks/a/room.ts:2 "Annat" = "Room" is not in docs/glossary.md'],
  );
  const wire =
    'const A = Type.Object({\n  organisationsnamn: Type.String(),\n  postadress: Type.String(),\n  status: Type.String(),\n});';
  assert.deepEqual(
    found(wireNamesInGlossary, { 'docs/glossary.md': glossary, 'rooms/blocks/a/wire/x.ts': wire }),
    ['rooms/blocks/a/wire/x.ts:3 `postadress` has no row in the glossary'],
  );
});

test('contract names do not reach the inner layers', () => {
  const source = 'const namn = 1;\nconst document = 2; // namn';
  const files = {
    'docs/glossary.md': glossary,
    'rooms/blocks/a/domain/x.ts': source,
    'rooms/blocks/a/wire/x.ts': source,
  };
  assert.deepEqual(found(contractNamesStayInWire, files), [
    'rooms/blocks/a/domain/x.ts:1 the contract name `namn` in domain/',
  ]);
});
