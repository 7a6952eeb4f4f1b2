import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestHub } from '@ena/testkit/hub.ts';
import { Type } from 'typebox';
import type { OpenRoom, Room, RoomContext } from '../room.ts';
import { roomConfigurations } from './configuration.ts';
import { orderRooms } from './order.ts';

function room(id: string, more: Partial<Room> = {}): Room {
  return {
    id,
    names: { sv: `Rummet ${id}`, en: `The room ${id}` },
    contracts: [],
    needs: [],
    events: [],
    permissions: [],
    config: Type.Object({}),
    schema: undefined,
    migrations: {},
    open: async () => ({ routes: [] }),
    ...more,
  };
}

const sentence = (result: { ok: true } | { ok: false; error: unknown }) =>
  result.ok ? '' : String(result.error);

test('each room comes after all it needs, whatever the list’s order', () => {
  const rooms = [room('c', { needs: ['b'] }), room('a'), room('b', { needs: ['a'] })];
  const ordered = orderRooms(rooms);
  assert.ok(ordered.ok);
  assert.deepEqual(
    ordered.value.map((one) => one.id),
    ['a', 'b', 'c'],
  );
});

test('a room comes after what it wants, and does without where that is not there', async () => {
  const heard: string[] = [];
  const asking = room('blocks/a', {
    wants: ['blocks/b'],
    open: async (context) => {
      heard.push(context.wanted<{ word: string }>('blocks/b')?.word ?? 'ingen');
      assert.throws(() => context.wanted('blocks/z'), /does not name blocks\/z/);
      return { routes: [] };
    },
  });
  const asked = room('blocks/b', { open: async () => ({ routes: [], offer: { word: 'hej' } }) });
  for (const rooms of [[asking, asked], [asking]]) await (await startTestHub({ rooms })).stop();
  assert.deepEqual(heard, ['hej', 'ingen']);
  const circle = [room('a', { wants: ['b'] }), room('b', { needs: ['a'] })];
  assert.match(sentence(orderRooms(circle)), /circle: a → b → a\./);
});

test('a double, a missing need and a circle are each one sentence', () => {
  assert.match(sentence(orderRooms([room('a'), room('a')])), /a is in the list twice/);
  assert.match(
    sentence(orderRooms([room('a', { needs: ['x'] })])),
    /a needs x, which is not among the rooms/,
  );
  const circle = [room('a', { needs: ['b'] }), room('b', { needs: ['c'] }), room('c', { needs: ['b'] })];
  assert.match(sentence(orderRooms(circle)), /circle: b → c → b\./);
});

const config = Type.Object({
  hours: Type.Integer({ default: 96, minimum: 72, description: 'How long a statement holds' }),
  name: Type.String({ default: '' }),
});

test('configuration is what was given and the defaults for the rest', () => {
  const given = roomConfigurations([room('a', { config }), room('b', { config })], { a: { hours: 100 } });
  assert.ok(given.ok);
  assert.deepEqual(given.value.get('a'), { hours: 100, name: '' });
  assert.deepEqual(given.value.get('b'), { hours: 96, name: '' });
});

test('every mistake in the configuration is told at once, with what the key means and without its value', () => {
  const file = { a: { hours: 1, nmae: 'hemlig' }, b: 'fel', z: {} };
  const outcome = roomConfigurations([room('a', { config }), room('b', { config })], file);
  const told = outcome.ok ? [] : outcome.error;
  assert.equal(told.length, 4, told.join('\n'));
  assert.match(told.join('\n'), /"z" is not a room that runs here/);
  assert.match(told.join('\n'), /"a": there is no key nmae; the keys are hours, name\./);
  assert.match(told.join('\n'), /"a": hours .*It means: How long a statement holds\./);
  assert.doesNotMatch(told.join('\n'), /hemlig/);
});

test('a room reaches what it needs, gets its own schema, and all are stopped in reverse', async () => {
  const life: string[] = [];
  const lived = (id: string, more: Partial<OpenRoom> = {}): OpenRoom => ({
    routes: [],
    start: async () => void life.push(`start ${id}`),
    stop: async () => void life.push(`stop ${id}`),
    ...more,
  });
  const a = room('blocks/a', { open: async () => lived('a', { offer: { word: 'hej' } }) });
  const b = room('blocks/b', {
    needs: ['blocks/a'],
    schema: 'b',
    migrations: { '0001-x': { up: (db) => db.schema.createTable('x').addColumn('n', 'integer').execute() } },
    open: async (context: RoomContext<unknown, { x: { n: number } }>) => {
      life.push(`b hears ${context.room<{ word: string }>('blocks/a').word}`);
      await context.db.insertInto('x').values({ n: 1 }).execute();
      assert.throws(() => context.room('blocks/z'), /does not name blocks\/z in its needs/);
      return lived('b', { health: () => 'b is tired.' });
    },
  });
  const hub = await startTestHub({ rooms: [b, a] });
  const health = (await (await fetch(`${hub.url}/health`)).json()) as { reasons: string[] };
  assert.deepEqual(health.reasons, ['b is tired.']);
  await hub.stop();
  assert.deepEqual(life, ['b hears hej', 'start a', 'start b', 'stop b', 'stop a']);
});

test('a room that does not open is one sentence, and those before it are stopped', async () => {
  const life: string[] = [];
  const good = room('a', { open: async () => ({ routes: [], stop: async () => void life.push('stop a') }) });
  const bad = room('b', { needs: ['a'], open: () => Promise.reject(new Error('Its key folder is empty.')) });
  await assert.rejects(
    startTestHub({ rooms: [good, bad] }),
    /The room b does not open: Its key folder is empty\./,
  );
  assert.deepEqual(life, ['stop a']);
});

test('a room without a schema cannot touch the database', async () => {
  const greedy = room('a', {
    open: async ({ db }) => {
      await db.selectFrom('anything' as never).execute();
      return { routes: [] };
    },
  });
  await assert.rejects(startTestHub({ rooms: [greedy] }), /the room a has no database schema/);
});
