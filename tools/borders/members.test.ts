import assert from 'node:assert/strict';
import { test } from 'node:test';
import { found } from '../source/in-tree.ts';
import { noCycles } from './cycles.ts';
import { appsUseManifests, memberArrows, noTestCodeAtRunTime } from './member-arrows.ts';
import { packagesAreDeclared, packagesInTheirPlace } from './packages.ts';
import { clientIsPortable, verifyRunsInBrowsers } from './portable.ts';

test('the kernel, the exchange, clients and apps import only what lies below them', () => {
  const arrows = found(memberArrows, {
    'kernel/a.ts': "import '@ena/rooms/blocks/x';",
    'exchange/a.ts': "\nimport type { X } from '../rooms/blocks/x/index.ts';",
    'client/a.ts': "import '@ena/exchange/a.ts';",
    'apps/portal/a.ts': "import '@ena/kernel/result.ts';",
    'apps/cli/a.ts': "import '../hub/main.ts';",
    'apps/connector/a.ts': "import '@ena/rooms/blocks/x';",
    'rooms/blocks/x/a.ts': "import '@ena/exchange/a.ts';",
    'conformance/a.test.ts': "import '@ena/testkit/a.ts';",
    'tools/a.ts': "import '../kernel/result.ts';",
  });
  assert.deepEqual(arrows, [
    'apps/cli/a.ts:1 apps/cli imports `../hub/main.ts`',
    'apps/connector/a.ts:1 apps/connector imports `@ena/rooms/blocks/x`',
    'apps/portal/a.ts:1 apps/portal imports `@ena/kernel/result.ts`',
    'client/a.ts:1 client imports `@ena/exchange/a.ts`',
    'conformance/a.test.ts:1 conformance imports `@ena/testkit/a.ts`',
    'exchange/a.ts:2 exchange imports `../rooms/blocks/x/index.ts`',
    'kernel/a.ts:1 kernel imports `@ena/rooms/blocks/x`',
    'rooms/blocks/x/a.ts:1 rooms imports `@ena/exchange/a.ts`',
    'tools/a.ts:1 tools imports `../kernel/result.ts`',
  ]);
});

test('the allowed arrows are allowed', () => {
  const arrows = found(memberArrows, {
    'apps/hub/a.ts': "import '@ena/rooms/blocks/x'; import '@ena/kernel/result.ts'; import './b.ts';",
    'apps/connector/a.ts': "import '@ena/exchange/a.ts';",
    'apps/cli/a.ts': "import '@ena/client/a.ts';",
    'kernel/a.test.ts': "import '@ena/testkit/a.ts';",
    'testkit/a.ts': "import '@ena/kernel/a.ts';",
  });
  assert.deepEqual(arrows, []);
});

test('a listed import may cross', () => {
  const row = 'conformance/x.test.ts kernel/crypto # vectors of a function';
  const files = {
    'tools/allowed-imports.txt': row,
    'conformance/x.test.ts': "import '@ena/kernel/crypto/a.ts';",
  };
  assert.deepEqual(found(memberArrows, files), []);
});

test('only tests use the testkit and test files', () => {
  assert.deepEqual(found(memberArrows, { 'kernel/a.ts': "import '@ena/testkit/clock.ts';" }), [
    'kernel/a.ts:1 kernel imports `@ena/testkit/clock.ts`',
  ]);
  const mixed = {
    'kernel/a.ts': "import './store-suite.ts';",
    'kernel/a.test.ts': "import './store-suite.ts';",
    'kernel/b.ts': "import './tests/x.ts';",
  };
  assert.deepEqual(found(noTestCodeAtRunTime, mixed), [
    'kernel/a.ts:1 imports the test file `./store-suite.ts`',
    'kernel/b.ts:1 imports the test file `./tests/x.ts`',
  ]);
});

test('an app reaches a room by its manifest only', () => {
  const files = {
    'apps/hub/a.ts':
      "import '@ena/rooms/blocks/x';\nimport '../../rooms/blocks/x/room.ts';\nimport '../../rooms/blocks/x/store/queries.ts';",
  };
  assert.deepEqual(found(appsUseManifests, files), [
    'apps/hub/a.ts:2 imports `../../rooms/blocks/x/room.ts`',
    'apps/hub/a.ts:3 imports `../../rooms/blocks/x/store/queries.ts`',
  ]);
});

const list = 'tools/allowed-packages.txt';

test('a package outside its place is found, with the place that may use it', () => {
  const files = {
    [list]: 'kernel/crypto jose # keys\nkernel/room.ts type:pino # shape\n',
    'kernel/crypto/a.ts': "import { x } from 'jose';",
    'kernel/http/a.ts': "import { x } from 'jose/jwk';\nimport { randomBytes } from 'node:crypto';",
    'kernel/room.ts': "import type { Logger } from 'pino';\nimport pino from 'pino';",
  };
  assert.deepEqual(found(packagesInTheirPlace, files), [
    'kernel/http/a.ts:1 imports `jose/jwk`',
    'kernel/http/a.ts:2 imports `node:crypto`',
    'kernel/room.ts:2 imports `pino`',
  ]);
});

test('a row that nothing needs, or without a reason, is found', () => {
  const files = {
    [list]: 'kernel/crypto jose node:crypto # keys\nkernel/log pino\n',
    'kernel/crypto/a.ts': "import 'jose';",
    'kernel/log/a.ts': "import 'pino';",
  };
  assert.deepEqual(found(packagesInTheirPlace, files), [
    `${list}:1 \`kernel/crypto node:crypto\` allows what nothing does`,
    `${list}:2 \`kernel/log pino\` has no reason`,
  ]);
});

test('what a member imports stands in its package.json', () => {
  const files = {
    'package.json': '{"devDependencies":{"fast-check":"1"}}',
    'apps/hub/package.json': '{"dependencies":{"@ena/kernel":"1",\n"jose":"1"}}',
    'apps/hub/a.ts': "import '@ena/kernel/a.ts'; import '@ena/rooms/blocks/x'; import 'pino';",
    'apps/hub/a.test.ts': "import 'fast-check'; import '@ena/testkit/a.ts';",
  };
  assert.deepEqual(found(packagesAreDeclared, files), [
    'apps/hub/a.ts:1 imports `@ena/rooms`, which apps/hub/package.json does not list',
    'apps/hub/a.ts:1 imports `pino`, which apps/hub/package.json does not list',
    'apps/hub/package.json:2 lists `jose`, which nothing in apps/hub/ imports',
  ]);
});

test('client/verify reaches no node: module and no package, however far', () => {
  const files = {
    'client/verify/a.ts': "import type { X } from 'node:fs';\nimport './b.ts';",
    'client/verify/b.ts': "import '@ena/kernel/merkle.ts';",
    'kernel/merkle.ts': "import { createHash } from 'node:crypto';",
  };
  const [first] = found(verifyRunsInBrowsers, files);
  assert.equal(
    first,
    'client/verify/a.ts:2 needs Node or a package: client/verify/a.ts → client/verify/b.ts → kernel/merkle.ts → node:crypto',
  );
  assert.deepEqual(found(verifyRunsInBrowsers, { ...files, 'kernel/merkle.ts': '' }), []);
});

test('the client takes types from any kernel file, values only from portable ones', () => {
  const files = {
    'client/a.ts':
      "import type { K } from '@ena/kernel/crypto/k.ts';\nimport { k } from '@ena/kernel/crypto/k.ts';\nimport '@ena/kernel/result.ts';",
    'kernel/crypto/k.ts': "import 'jose';",
    'kernel/result.ts': '',
  };
  assert.equal(found(clientIsPortable, files).length, 1);
  assert.match(found(clientIsPortable, files)[0] ?? '', /^client\/a\.ts:2 /);
});

test('a cycle is found with its way round; a cycle of types is none', () => {
  assert.deepEqual(
    found(noCycles, { 'a.ts': "import './b.ts';", 'b.ts': "import './c.ts';", 'c.ts': "\nimport './a.ts';" }),
    ['c.ts:2 imports itself: a.ts → b.ts → c.ts → a.ts'],
  );
  assert.deepEqual(
    found(noCycles, { 'a.ts': "import './b.ts';", 'b.ts': "import type { A } from './a.ts';" }),
    [],
  );
});
