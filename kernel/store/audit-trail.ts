import { type Kysely, sql } from 'kysely';
import type { Clock } from '../time.ts';
import type { AuditQuery, AuditReader, AuditTrail } from '../trace/audit.ts';
import { keepPlan } from './kept-plans.ts';
import type { Migrations } from './migrate.ts';

export const auditSchema = 'ena_audit';

interface AuditTables {
  readonly entry: {
    id: import('kysely').Generated<number>;
    at: Date;
    room: string;
    operation: string;
    caller: string;
    status: number;
    request_id: string;
  };
}

export const auditMigrations: Migrations = {
  '0001-entry': {
    async up(db) {
      await db.schema
        .createTable('entry')
        .addColumn('id', 'bigint', (column) => column.primaryKey().generatedAlwaysAsIdentity())
        .addColumn('at', 'timestamptz', (column) => column.notNull())
        .addColumn('room', 'text', (column) => column.notNull())
        .addColumn('operation', 'text', (column) => column.notNull())
        .addColumn('caller', 'text', (column) => column.notNull())
        .addColumn('status', 'integer', (column) => column.notNull())
        .addColumn('request_id', 'text', (column) => column.notNull())
        .execute();
      await db.schema.createIndex('entry_at').on('entry').column('at').execute();
      await sql`
        create function refuse_change() returns trigger language plpgsql as $$
        begin raise exception 'the audit trail is append only'; end $$`.execute(db);
      await sql`
        create trigger append_only before update or delete or truncate on entry
        for each statement execute function refuse_change()`.execute(db);
    },
  },
};

/**
 * The trail in the schema `ena_audit`. Rows are only ever added: a trigger refuses change and removal to every
 * role that may not alter the table itself. What comes while rows are being written waits, and is written by the next
 * statement: a disk that is slow to confirm, or a processor that has much to do, is asked once for many.
 */
export function openAuditTrail(db: Kysely<unknown>, clock: Clock): AuditTrail & AuditReader {
  const tables = db as Kysely<AuditTables>;
  const insert = insertOf(tables);
  let waiting: Waiting[] = [];
  let isWriting = false;

  const write = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        await insert(batch.map((one) => one.row));
        for (const one of batch) one.resolve();
      } catch (error) {
        for (const one of batch) one.reject(error);
      }
    }
    isWriting = false;
  };

  return {
    record: (entry) =>
      new Promise((resolve, reject) => {
        const { room, operation, caller, status, requestId } = entry;
        const row = { at: new Date(clock.now()), room, operation, caller, status, request_id: requestId };
        waiting.push({ row, resolve, reject });
        if (isWriting) return;
        isWriting = true;
        setImmediate(write);
      }),
    find: (query) => findRows(tables, query),
  };
}

const columns = ['at', 'room', 'operation', 'caller', 'status', 'request_id'] as const;

/**
 * Many rows by one statement, compiled once, whose text is the same however many they are. `unnest` stands in the
 * list of columns, for beside `from` every list would be copied to a store of its own first; times are numbers,
 * which cost a third of dates to read. For a single row the plain statement is cheaper.
 */
function insertOf(db: Kysely<AuditTables>): (rows: readonly Row[]) => Promise<unknown> {
  const insert = db.insertInto('entry').columns(columns);
  const one = keepPlan(insert.expression(sql<Row>`values (${sql.join(columns)})`).compile());
  const many = keepPlan(
    insert
      .expression(
        sql<Row>`
          select to_timestamp(unnest(${[]}::float8[])), unnest(${[]}::text[]), unnest(${[]}::text[]),
                 unnest(${[]}::text[]), unnest(${[]}::integer[]), unnest(${[]}::text[])`,
      )
      .compile(),
  );
  return (rows) => {
    const [first] = rows;
    if (first !== undefined && rows.length === 1) {
      return db.executeQuery({ ...one, parameters: columns.map((name) => first[name]) });
    }
    const times = rows.map((row) => row.at.getTime() / 1000);
    const lists = columns.slice(1).map((name) => rows.map((row) => row[name]));
    return db.executeQuery({ ...many, parameters: [times, ...lists] });
  };
}

async function findRows(db: Kysely<AuditTables>, query: AuditQuery): ReturnType<AuditReader['find']> {
  const matching = narrowed(db, query);
  const counted = await matching.select((e) => e.fn.countAll<string>().as('total')).executeTakeFirstOrThrow();
  const rows = await matching
    .select(['at', 'room', 'operation', 'caller', 'status', 'request_id as requestId'])
    .orderBy('id', 'desc')
    .limit(query.limit)
    .offset(query.offset)
    .execute();
  return { total: Number(counted.total), rows: rows.map((row) => ({ ...row, at: row.at.getTime() })) };
}

function narrowed(db: Kysely<AuditTables>, { from, to, room, operation, caller, requestId }: AuditQuery) {
  let rows = db.selectFrom('entry');
  if (from !== undefined) rows = rows.where('at', '>=', new Date(from));
  if (to !== undefined) rows = rows.where('at', '<', new Date(to));
  if (room !== undefined) rows = rows.where('room', '=', room);
  if (operation !== undefined) rows = rows.where('operation', '=', operation);
  if (caller !== undefined) rows = rows.where('caller', '=', caller);
  if (requestId !== undefined) rows = rows.where('request_id', '=', requestId);
  return rows;
}

type Row = Omit<AuditTables['entry'], 'id'>;

interface Waiting {
  readonly row: Row;
  resolve(): void;
  reject(error: unknown): void;
}
