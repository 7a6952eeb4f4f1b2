import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseTilePath, rightmostTiles, tileExists, tilePath } from './tiles.ts';

test('paths are spelt as the specification does', () => {
  assert.equal(tilePath({ level: 0, index: 1234067, width: 256 }), 'tile/0/x001/x234/067');
  assert.equal(tilePath({ level: 'entries', index: 0, width: 112 }), 'tile/entries/000.p/112');
  assert.equal(tilePath({ level: 12, index: 999, width: 1 }), 'tile/12/999.p/1');
  assert.equal(tilePath({ level: 1, index: 1000, width: 256 }), 'tile/1/x001/000');
});

test('a path survives a round trip', () => {
  const names = fc.record(
    {
      level: fc.oneof(fc.integer({ min: 0, max: 63 }), fc.constant('entries' as const)),
      index: fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
      width: fc.integer({ min: 1, max: 256 }),
    },
    { noNullPrototype: true },
  );
  fc.assert(fc.property(names, (name) => assert.deepEqual(parseTilePath(tilePath(name)), name)));
});

test('no other spelling is accepted', () => {
  const bad = [
    'tile/64/000',
    'tile/00/000',
    'tile/0/00',
    'tile/0/0000',
    'tile/0/x000/000',
    'tile/0/x001/x000',
    'tile/0/001/000',
    'tile/0/000.p/0',
    'tile/0/000.p/256',
    'tile/0/000.p/01',
    'tile/0/000.p/',
    'tile/0/000/',
    '/tile/0/000',
    'tile/data/000',
    'tile/0/../000',
    'tile/-1/000',
    `tile/0/${'x999/'.repeat(6)}999`,
    'tile/0/000\n',
  ];
  for (const path of bad) assert.equal(parseTilePath(path), undefined, path);
});

test('a tree of 70,000 has the tiles that the specification counts', () => {
  assert.deepEqual(rightmostTiles(70_000), [
    { level: 0, index: 273, width: 112 },
    { level: 1, index: 1, width: 17 },
    { level: 2, index: 0, width: 1 },
  ]);
  assert.deepEqual(rightmostTiles(256), [{ level: 1, index: 0, width: 1 }]);
  assert.deepEqual(rightmostTiles(0), []);
  assert.equal(tileExists(70_000, { level: 0, index: 272, width: 256 }), true);
  assert.equal(tileExists(70_000, { level: 0, index: 273, width: 113 }), false);
  assert.equal(tileExists(70_000, { level: 3, index: 0, width: 1 }), false);
  assert.equal(tileExists(70_000, { level: 'entries', index: 273, width: 112 }), true);
});
