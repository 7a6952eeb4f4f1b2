import assert from 'node:assert/strict';
import { test } from 'node:test';
import { found } from '../source/in-tree.ts';
import { needsAreAcyclic, roomDoors } from './room-doors.ts';
import { roomLayers } from './room-layers.ts';
import { roomShape } from './room-shape.ts';
import { noSelectStar, ownSchema } from './sql.ts';

test('a room reaches another through its index and only if it needs it', () => {
  const files = {
    'rooms/blocks/a/room.ts': "export const a = { needs: ['base-data/company'] };",
    'rooms/blocks/a/use-cases/x.ts': [
      "import '#rooms/base-data/company';",
      "import '#rooms/base-data/person';",
      "import '../../b/index.ts';",
      "import '@ena/rooms/base-data/company';",
      "import '#rooms/blocks/a';",
      "import '../domain/y.ts';",
    ].join('\n'),
  };
  assert.deepEqual(found(roomDoors, files), [
    'rooms/blocks/a/use-cases/x.ts:2 uses `#rooms/base-data/person` without need',
    'rooms/blocks/a/use-cases/x.ts:3 reaches into another room: `../../b/index.ts`',
    'rooms/blocks/a/use-cases/x.ts:4 reaches into another room: `@ena/rooms/base-data/company`',
    'rooms/blocks/a/use-cases/x.ts:5 imports itself as `#rooms/blocks/a`',
  ]);
});

test('needs name rooms that exist and draw no circle', () => {
  const files = {
    'rooms/blocks/a/room.ts': "const r = {\n  needs: [\n    'blocks/b',\n    'blocks/none',\n  ],\n};",
    'rooms/blocks/b/room.ts': "const r = { needs: ['blocks/c'] };",
    'rooms/blocks/c/room.ts': "const r = { needs: ['blocks/a'] };",
    'rooms/blocks/d/room.ts':
      "import { bId } from '#rooms/blocks/b';\nimport { eId } from '#rooms/blocks/e';\nconst r = { needs: [bId, eId] };",
  };
  assert.deepEqual(found(needsAreAcyclic, files), [
    "rooms/blocks/a/room.ts:3 'blocks/b' needs this room in turn",
    "rooms/blocks/a/room.ts:4 needs 'blocks/none', which is no room",
    "rooms/blocks/b/room.ts:1 'blocks/c' needs this room in turn",
    "rooms/blocks/c/room.ts:1 'blocks/a' needs this room in turn",
    "rooms/blocks/d/room.ts:3 needs 'blocks/e', which is no room",
  ]);
});

test('domain is pure and wire names stay at the mouth', () => {
  const files = {
    'rooms/blocks/a/domain/x.ts':
      "import '../wire/m.ts';\nimport type { R } from '../store/store.ts';\nimport '@ena/kernel/result.ts';\nimport '@ena/kernel/http/route.ts';\nimport 'node:fs';",
    'rooms/blocks/a/use-cases/x.ts':
      "import '../wire/m.ts';\nimport '../http/h.ts';\nimport '../domain/x.ts';",
    'rooms/blocks/a/http/h.ts': "import '../wire/m.ts';\nimport '../use-cases/x.ts';",
    'rooms/blocks/a/wire/m.ts': "import '../domain/x.ts';\nimport 'typebox';\nimport '../store/store.ts';",
    'rooms/blocks/a/index.ts': "import './wire/m.ts';",
    'rooms/blocks/a/use-cases/x.test.ts': "import '../wire/m.ts';",
  };
  assert.deepEqual(found(roomLayers, files), [
    'rooms/blocks/a/domain/x.ts:1 domain/ imports wire/ (`../wire/m.ts`)',
    'rooms/blocks/a/domain/x.ts:2 domain/ imports store/ (`../store/store.ts`)',
    'rooms/blocks/a/domain/x.ts:4 domain/ imports `@ena/kernel/http/route.ts`',
    'rooms/blocks/a/domain/x.ts:5 domain/ imports `node:fs`',
    'rooms/blocks/a/index.ts:1 wire names leave wire/ through `./wire/m.ts`',
    'rooms/blocks/a/use-cases/x.ts:1 wire names leave wire/ through `../wire/m.ts`',
    'rooms/blocks/a/use-cases/x.ts:2 use-cases/ imports http/ (`../http/h.ts`)',
    'rooms/blocks/a/wire/m.ts:3 wire/ imports store/ (`../store/store.ts`)',
  ]);
});

test('a listed file may import wire', () => {
  const files = {
    'tools/allowed-wire-imports.txt':
      'rooms/blocks/a/import # the published file has the names of the contract\n',
    'rooms/blocks/a/import/x.ts': "import '../wire/m.ts';",
  };
  assert.deepEqual(found(roomLayers, files), []);
});

test('a room without one of the slots, or with a strange one, is found', () => {
  const slots = [
    'README.md',
    'room.ts',
    'index.ts',
    'divergences.md',
    'events.ts',
    'errors.ts',
    'config.ts',
    'http/routes.ts',
  ];
  const whole = Object.fromEntries(slots.map((slot) => [`rooms/blocks/a/${slot}`, '']));
  assert.deepEqual(found(roomShape, whole), []);
  const { 'rooms/blocks/a/divergences.md': _gone, ...rest } = whole;
  assert.deepEqual(found(roomShape, { ...rest, 'rooms/blocks/a/services/x.ts': '', 'rooms/loose.ts': '' }), [
    'rooms/blocks/a/divergences.md:1 is missing',
    'rooms/blocks/a/services/x.ts:1 `services/` is no slot of a room',
    'rooms/loose.ts:1 stands outside the groups',
  ]);
});

test('SQL outside the schema of the room is found, in the query builder and in text', () => {
  const files = {
    'rooms/base-data/company/store/queries.ts': [
      "db.selectFrom('company.organisation').select('name');",
      "db.selectFrom('person.person as p').select('p.name');",
      "db.withSchema('person');",
      'sql`UPDATE traceability.record SET x = 1`;',
      'sql`CREATE SCHEMA IF NOT EXISTS company`;',
      'sql`select o.name from organisation o join public.seat s on s.id = o.id`;',
      "const sentence = 'comes from person.name';",
    ].join('\n'),
  };
  assert.deepEqual(found(ownSchema, files), [
    'rooms/base-data/company/store/queries.ts:2 touches the schema `person`',
    'rooms/base-data/company/store/queries.ts:3 touches the schema `person`',
    'rooms/base-data/company/store/queries.ts:4 touches the schema `traceability`',
    'rooms/base-data/company/store/queries.ts:6 touches the schema `public`',
  ]);
});

test('a room names its schema after itself', () => {
  const manifest = (schema: string): Record<string, string> => ({
    'rooms/blocks/trust-framework/room.ts': `export const r = { schema: '${schema}' };`,
  });
  assert.deepEqual(found(ownSchema, manifest('trust_framework')), []);
  assert.deepEqual(found(ownSchema, manifest('trust')), [
    'rooms/blocks/trust-framework/room.ts:1 names its schema `trust`',
  ]);
});

test('SELECT * is found in text and in the query builder, COUNT(*) is not', () => {
  const files = {
    'kernel/a.ts':
      'f(`SELECT * FROM x`);\ndb.selectAll();\nf("select o.* from o");\nf("select count(*) from o");',
  };
  assert.deepEqual(found(noSelectStar, files), [
    'kernel/a.ts:1 selects every column',
    'kernel/a.ts:3 selects every column',
    'kernel/a.ts:2 selects every column',
  ]);
});
