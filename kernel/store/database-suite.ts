import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { type Generated, type Kysely, sql } from 'kysely';
import { auditMigrations, openAuditTrail } from './audit-trail.ts';
import type { Database } from './database.ts';
import { keepPlan } from './kept-plans.ts';
import type { Migrations } from './migrate.ts';
import { transaction } from './transaction.ts';

interface Tables {
  readonly note: {
    id: Generated<number>;
    text: string;
    made: Date;
    day: string | null;
    blob: Uint8Array | null;
  };
}

const first: Migrations = {
  '0001-note': {
    up: (db) =>
      db.schema
        .createTable('note')
        .addColumn('id', 'bigint', (column) => column.primaryKey().generatedAlwaysAsIdentity())
        .addColumn('text', 'text', (column) => column.notNull().unique())
        .addColumn('made', 'timestamptz', (column) => column.notNull())
        .addColumn('day', 'date')
        .addColumn('blob', 'bytea')
        .execute(),
  },
};
const second: Migrations = {
  ...first,
  '0002-index': { up: (db) => sql`create index on note (made)`.execute(db).then(() => {}) },
};

/** What every engine under `Database` must hold. Run on PGlite by `npm test`, on PostgreSQL by `.ci/run`. */
export function databaseSuite(
  name: string,
  open: () => Promise<Database>,
  schemaOf: (stem: string) => string,
): void {
  describe(`database on ${name}`, () => {
    let database: Database;
    before(async () => {
      database = await open();
    });

    /** A schema of the test's own with the first migration applied. */
    const noted = async (): Promise<{ db: Kysely<Tables>; schema: string }> => {
      const schema = schemaOf('suite');
      assert.deepEqual(await database.migrate(schema, first), { ok: true, value: ['0001-note'] });
      return { db: database.schema<Tables>(schema), schema };
    };
    const made = new Date('2026-11-22T01:59:29.123Z');

    test('a row comes back with the types that the kernel promises', async () => {
      const { db } = await noted();
      const blob = new Uint8Array([0, 1, 0xff]);
      await db.insertInto('note').values({ text: 'Åre Östersund', made, day: '2026-03-29', blob }).execute();
      const row = await db
        .selectFrom('note')
        .select(['id', 'text', 'made', 'day', 'blob'])
        .executeTakeFirstOrThrow();
      assert.deepEqual(row, { id: 1, text: 'Åre Östersund', made, day: '2026-03-29', blob });
    });

    test('an int8 that a number cannot hold is refused, not rounded', async () => {
      const { db } = await noted();
      await assert.rejects(sql`select 9007199254740993::int8 as big`.execute(db), /does not fit/);
    });

    test('two schemas with one table name do not see each other', async () => {
      const [a, b] = [await noted(), await noted()];
      await a.db.insertInto('note').values({ text: 'a', made }).execute();
      assert.deepEqual(await b.db.selectFrom('note').select('id').execute(), []);
    });

    test('a transaction that rejects leaves nothing', async () => {
      const { db } = await noted();
      const work = transaction(db, async (trx) => {
        await trx.insertInto('note').values({ text: 'gone', made }).execute();
        throw new Error('stop');
      });
      await assert.rejects(work, /stop/);
      assert.deepEqual(await db.selectFrom('note').select('id').execute(), []);
    });

    test('the outer handle inside a transaction is an error, not a standstill', async () => {
      const { db } = await noted();
      const work = transaction(db, async () => db.selectFrom('note').select('id').execute());
      await assert.rejects(work, /outer database handle/);
    });

    test('a broken constraint keeps its code and leaves the handle usable', async () => {
      const { db } = await noted();
      await db.insertInto('note').values({ text: 'twice', made }).execute();
      const again = db.insertInto('note').values({ text: 'twice', made }).execute();
      await assert.rejects(again, { code: '23505', constraint: 'note_text_key' });
      assert.equal((await db.selectFrom('note').select('id').execute()).length, 1);
    });

    test('concurrent transactions all arrive', async () => {
      const { db } = await noted();
      const add = (n: number) =>
        transaction(db, async (trx) => {
          await trx
            .insertInto('note')
            .values({ text: `${n}`, made })
            .execute();
        });
      await Promise.all(Array.from({ length: 40 }, (_, n) => add(n)));
      assert.equal((await db.selectFrom('note').select('id').execute()).length, 40);
    });

    test('migrations run once, and only the new ones later', async () => {
      const { schema } = await noted();
      assert.deepEqual(await database.migrate(schema, first), { ok: true, value: [] });
      assert.deepEqual(await database.migrate(schema, second), { ok: true, value: ['0002-index'] });
    });

    test('two programs that start at once migrate once', async () => {
      const schema = schemaOf('race');
      const both = await Promise.all([database.migrate(schema, second), database.migrate(schema, second)]);
      const applied = both.flatMap((one) => (one.ok ? one.value : ['failed']));
      assert.deepEqual(applied.sort(), ['0001-note', '0002-index']);
    });

    test('a database newer than the code is refused with a sentence', async () => {
      const schema = schemaOf('newer');
      await database.migrate(schema, second);
      const outcome = await database.migrate(schema, first);
      assert.match(outcome.ok ? '' : outcome.error, /0002-index.*newer than the program/s);
    });

    test('a migration that sorts before an applied one is refused with a sentence', async () => {
      const { schema } = await noted();
      const outcome = await database.migrate(schema, { ...first, '0000-late': { up: async () => {} } });
      assert.match(outcome.ok ? '' : outcome.error, /0000-late .* sorts before 0001-note/);
    });

    test('a migration that fails leaves nothing of itself and the ones before it', async () => {
      const schema = schemaOf('broken');
      const broken: Migrations = {
        ...first,
        '0002-broken': {
          up: async (db) => {
            await db.schema.createTable('half').addColumn('id', 'integer').execute();
            throw new Error('broken off');
          },
        },
      };
      await assert.rejects(database.migrate(schema, broken), /broken off/);
      const tables = await sql<{ name: string }>`
        select table_name as name from information_schema.tables where table_schema = ${schema} order by 1`.execute(
        database.schema(schema),
      );
      assert.deepEqual(
        tables.rows.map((row) => row.name),
        ['ena_migration', 'note'],
      );
    });

    test('the audit trail takes rows and refuses to change or lose one', async () => {
      const schema = schemaOf('audit');
      await database.migrate(schema, auditMigrations);
      const db = database.schema<{ entry: { status: number; caller: string } }>(schema);
      const trail = openAuditTrail(db as Kysely<unknown>, { now: () => made.getTime() });
      const entry = { room: 'r', operation: 'o', caller: 'operator', status: 201, requestId: 'id' };
      await trail.record({ ...entry, caller: 'client:å,"{ä}\\ö' });
      await Promise.all(
        Array.from({ length: 5 }, (_, i) => trail.record({ ...entry, requestId: `{"å ${i}",null}` })),
      );
      assert.equal((await db.selectFrom('entry').select('status').execute()).length, 6);
      const found = await trail.find({ caller: 'operator', from: made.getTime(), limit: 2, offset: 4 });
      const first = { ...entry, requestId: '{"å 0",null}', at: made.getTime() };
      assert.deepEqual([found.total, found.rows], [5, [first]]);
      const alone = await trail.find({ caller: 'client:å,"{ä}\\ö', limit: 2, offset: 0 });
      assert.equal(alone.total, 1);
      await assert.rejects(db.updateTable('entry').set({ caller: 'nobody' }).execute(), /append only/);
      await assert.rejects(db.deleteFrom('entry').execute(), /append only/);
    });

    test('rows for the audit trail that come while others are written are not lost with them', async () => {
      const schema = schemaOf('audit');
      await database.migrate(schema, auditMigrations);
      const trail = openAuditTrail(database.schema(schema), { now: () => made.getTime() });
      const entry = { room: 'r', operation: 'o', caller: 'operator', status: 200, requestId: 'id' };
      const refused = assert.rejects(trail.record({ ...entry, status: 2 ** 40 }));
      await new Promise(setImmediate);
      await Promise.all(Array.from({ length: 20 }, () => trail.record(entry)));
      await refused;
      await trail.record(entry);
      assert.equal((await trail.find({ limit: 1, offset: 0 })).total, 21);
    });

    test('a statement whose plan is kept takes lists, documents, bytes and nothing', async () => {
      const { db } = await noted();
      const echo = keepPlan(
        sql`select ${''}::text[] as texts, ${''}::jsonb as document, ${''}::bytea as bytes,
                   ${''}::timestamptz as at, ${''}::text as text`.compile(db),
      );
      const ask = async (...parameters: unknown[]) =>
        (await db.executeQuery({ ...echo, parameters })).rows[0];
      const bytes = new Uint8Array([0, 0xff]);
      const nothing = { texts: null, document: null, bytes: null, at: null, text: null };
      for (const texts of [['å', 'ä,ö', ''], ['"', '\\', '{}'], ['NULL', null], [], ['a","b']]) {
        const row = { texts, document: { list: ['"å"'] }, bytes, at: made, text: 'null' };
        assert.deepEqual(
          await ask(texts, JSON.stringify(row.document), Buffer.from(bytes), made, 'null'),
          row,
        );
        assert.deepEqual(await ask(null, null, null, null, null), nothing);
      }
    });

    test('a statement whose plan is kept answers by its parameters, parsed once on a connection', async () => {
      const { db, schema } = await noted();
      const insert = keepPlan(db.insertInto('note').values({ text: '', made }).compile());
      const select = keepPlan(db.selectFrom('note').select('text').where('text', '=', '').compile());
      const write = (text: string) => db.executeQuery({ ...insert, parameters: [text, made] });
      const read = async (text: string) => (await db.executeQuery({ ...select, parameters: [text] })).rows;
      for (const text of ['Åre', 'Ö', 'a', 'b', 'c', 'd', 'e', 'f']) {
        await write(text);
        await assert.rejects(write(text), /note_text_key/);
        assert.deepEqual(await read(text), [{ text }]);
        assert.deepEqual(await read(`${text}?`), []);
      }
      await sql`alter table ${sql.table(`${schema}.note`)} add column more text`.execute(db);
      assert.deepEqual(await read('Ö'), [{ text: 'Ö' }]);
      const kept = await sql`select name from pg_prepared_statements where name like 'kept%'
        and statement like ${`%"${schema}"%`}`.execute(db);
      assert.equal(kept.rows.length > 0, true);
    });
  });
}
