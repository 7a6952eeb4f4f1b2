// Rules on the rooms as they are when loaded: the manifests, and what their routes tables say.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { roomsOf, routesInSource } from './docs/routes-in-source.ts';
import { isTest, roomOf } from './source/places.ts';
import { houseRoot } from './source/print-findings.ts';
import { readProject } from './source/project.ts';
import { treeOnDisk } from './source/tree.ts';

interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
}

/** What these rules read of a manifest (kernel/room.ts has the whole of it). */
interface Manifest {
  readonly id: string;
  readonly names: { readonly sv: string; readonly en: string };
  readonly contracts: readonly {
    readonly title: string;
    readonly owner: string;
    readonly version: string;
    readonly url: string;
  }[];
  readonly needs: readonly string[];
  readonly events: readonly { readonly name: string; readonly schema: Schema; readonly summary: string }[];
  readonly permissions: readonly { readonly id: string; readonly sv: string; readonly en: string }[];
  readonly config: Schema;
  readonly schema: string | undefined;
  readonly migrations: Readonly<Record<string, unknown>>;
}

function isManifest(value: unknown): value is Manifest {
  return typeof value === 'object' && value !== null && 'id' in value && 'needs' in value && 'open' in value;
}

const project = readProject(treeOnDisk(houseRoot));
const rooms = roomsOf(project);
const manifests = new Map<string, Manifest>();
for (const room of rooms) {
  const loaded: Record<string, unknown> = await import(
    pathToFileURL(join(houseRoot, 'rooms', room, 'room.ts')).href
  );
  const found = Object.values(loaded).filter(isManifest);
  assert.equal(
    found.length,
    1,
    `rooms/${room}/room.ts exports ${found.length} manifests; export exactly one Room`,
  );
  for (const manifest of found) manifests.set(room, manifest);
}
const all = [...manifests.values()];

function unique(values: readonly string[], what: string): void {
  const twice = values.filter((value, i) => values.indexOf(value) !== i);
  assert.deepEqual(twice, [], `${what} must be unique in the house`);
}

test('there are rooms', () => {
  assert.ok(rooms.length > 0);
});

test('ids, names, schemas, events and permissions are unique in the house', () => {
  unique(
    all.map(({ id }) => id),
    'ids',
  );
  unique(
    all.map(({ names }) => names.sv),
    'Swedish names',
  );
  unique(
    all.map(({ names }) => names.en),
    'English names',
  );
  unique(
    all.flatMap(({ schema }) => schema ?? []),
    'database schemas',
  );
  unique(
    all.flatMap(({ events }) => events.map(({ name }) => name)),
    'event names',
  );
  unique(
    all.flatMap(({ permissions }) => permissions.map(({ id }) => id)),
    'permissions',
  );
});

test('needs lead to rooms and draw no circle', () => {
  const reach = (id: string, trail: readonly string[]): void => {
    assert.ok(!trail.includes(id), `${[...trail, id].join(' → ')}: let one of them publish an event instead`);
    const manifest = manifests.get(id);
    assert.ok(manifest, `${trail.at(-1)} needs '${id}', which is no room`);
    for (const need of manifest.needs) reach(need, [...trail, id]);
  };
  for (const { id } of all) reach(id, []);
});

function undescribed(schema: Schema, path: string): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, key]) => {
    const here = `${path}${name}`;
    if (key.properties !== undefined) return undescribed(key, `${here}.`);
    const missing = [
      (key.description ?? '').length < 15 && 'a description',
      key.default === undefined && 'a default',
    ].filter(Boolean);
    return missing.length > 0 ? [`${here} has not ${missing.join(' and ')}`] : [];
  });
}

for (const [room, manifest] of manifests) {
  test(`${room}: the manifest says what it must`, () => {
    assert.equal(manifest.id, room, 'the id is the path under rooms/');
    assert.ok(manifest.names.sv.trim() !== '' && manifest.names.en.trim() !== '', 'both names are given');
    for (const { title, owner, version, url } of manifest.contracts) {
      assert.ok(
        title !== '' && owner !== '' && version !== '',
        `contract "${title}" has title, owner and version`,
      );
      assert.equal(new URL(url).protocol, 'https:', `contract "${title}" says where its owner publishes it`);
    }
    const name = room.slice(room.indexOf('/') + 1);
    assert.ok(
      [undefined, name.replaceAll('-', '_')].includes(manifest.schema),
      'the schema has the name of the room',
    );
    const migrations = Object.keys(manifest.migrations);
    assert.deepEqual(migrations, migrations.toSorted(), 'migrations are listed in their order');
    assert.ok(
      migrations.every((migration) => /^\d{4}-[a-z0-9-]+$/.test(migration)),
      'migrations are named 0001-what',
    );
    assert.equal(
      manifest.schema === undefined,
      migrations.length === 0,
      'a schema has migrations, and only a schema has',
    );
  });

  test(`${room}: every event is described and named after the room`, () => {
    const form = new RegExp(`^${room.slice(room.indexOf('/') + 1)}\\.[a-z-]+\\.[a-z-]+$`);
    for (const { name, summary, schema } of manifest.events) {
      assert.match(name, form, 'events are named <room>.<noun>.<past participle>');
      assert.ok(
        summary.length > 10 && schema.type === 'object',
        `${name} has a summary and a schema of an object`,
      );
    }
  });

  test(`${room}: every configuration key has a description and a default`, () => {
    assert.deepEqual(undescribed(manifest.config, ''), []);
  });

  test(`${room}: every operation is exercised with the wrong calls`, () => {
    const routes = routesInSource(project, room);
    assert.ok(routes.length > 0, 'http/routes.ts lists operations');
    unique(
      routes.map(({ operation }) => operation),
      'operations of a room',
    );
    const unread = routes.filter(({ method, path }) => method === '' || path === '' || path.includes('${'));
    assert.deepEqual(unread, [], 'method and path are written as texts, so that readers and tools see them');
    const tests = project.sources.filter(({ path }) => roomOf(path) === room && isTest(path));
    const exercised = tests.some(({ scan }) => /\bexerciseRoutes\s*\(/.test(scan.code));
    assert.ok(exercised, 'call exerciseRoutes of @ena/testkit/route-matrix.ts in a test of the room');
  });
}
