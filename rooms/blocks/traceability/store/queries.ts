import { sha256Hex } from '@ena/kernel/crypto/digest.ts';
import { type ExpressionBuilder, type Kysely, type Selectable, sql } from 'kysely';
import type { Inconsistency } from '../domain/inconsistency.ts';
import type { WitnessedLog } from '../domain/witnessed-log.ts';
import type { ExpectedHead, KeptInconsistency, Slice, WitnessStore } from './store.ts';
import type { InconsistencyTable, TraceabilityTables, WitnessedLogTable } from './tables.ts';

type Db = Kysely<TraceabilityTables>;

export function witnessStore(db: Db): WitnessStore {
  return {
    find: (origin) => findBy(db, 'origin', origin),
    findByHash: (hash) => findBy(db, 'origin_hash', hash),
    list: (offset, limit) => list(db, offset, limit),
    inconsistencies: (offset, limit) => inconsistencies(db, offset, limit),
    openMatters: () => openMatters(db),
    advance: (next, expected) => advance(db, next, expected),
    keep: (inconsistency) => keep(db, inconsistency),
    settle: (id) => settle(db, id),
  };
}

const logColumns = ['origin', 'organisation_number', 'size', 'root', 'checkpoint', 'cosigned_at'] as const;

function fromRow(row: Pick<Selectable<WitnessedLogTable>, (typeof logColumns)[number]>): WitnessedLog {
  return {
    origin: row.origin,
    organisationNumber: row.organisation_number,
    size: row.size,
    root: row.root,
    checkpoint: row.checkpoint,
    cosignedAt: row.cosigned_at,
  };
}

/** Index: witnessed_log_pkey or witnessed_log_origin_hash_key. */
async function findBy(
  db: Db,
  column: 'origin' | 'origin_hash',
  value: string,
): Promise<WitnessedLog | undefined> {
  const row = await db
    .selectFrom('witnessed_log')
    .select(logColumns)
    .where(column, '=', value)
    .executeTakeFirst();
  return row && fromRow(row);
}

/** Index: witnessed_log_pkey, in order. */
async function list(db: Db, offset: number, limit: number): Promise<Slice<WitnessedLog>> {
  const logs = db
    .selectFrom('witnessed_log')
    .select(logColumns)
    .orderBy('origin')
    .offset(offset)
    .limit(limit);
  const total = await count(db, 'witnessed_log');
  return { rows: (await logs.execute()).map(fromRow), total };
}

async function count(db: Db, table: keyof TraceabilityTables): Promise<number> {
  const { total } = await db
    .selectFrom(table)
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return Number(total);
}

const evidenceColumns = [
  'id',
  'origin',
  'kind',
  'size',
  'root',
  'checkpoint',
  'against',
  'seen_at',
  'settled',
] as const;

function fromEvidence(
  row: Pick<Selectable<InconsistencyTable>, (typeof evidenceColumns)[number]>,
): KeptInconsistency {
  const { id, origin, kind, size, root, checkpoint, settled } = row;
  return {
    id,
    origin,
    kind,
    size,
    root,
    checkpoint,
    settled,
    against: row.against ?? undefined,
    seenAt: row.seen_at,
  };
}

/** Few rows in a sound federation; no index beside the key, whose ids sort by time. */
async function inconsistencies(db: Db, offset: number, limit: number): Promise<Slice<KeptInconsistency>> {
  const newest = db.selectFrom('inconsistency').select(evidenceColumns).orderBy('id', 'desc');
  const rows = await newest.offset(offset).limit(limit).execute();
  return { rows: rows.map(fromEvidence), total: await count(db, 'inconsistency') };
}

async function openMatters(db: Db): Promise<readonly Pick<KeptInconsistency, 'origin' | 'kind'>[]> {
  return db
    .selectFrom('inconsistency')
    .leftJoin('witnessed_log', 'witnessed_log.origin', 'inconsistency.origin')
    .select(['inconsistency.origin', 'inconsistency.kind'])
    .distinct()
    .where('inconsistency.settled', '=', false)
    .where((where) =>
      where.or([
        where('inconsistency.kind', '=', 'fork'),
        where('witnessed_log.cosigned_at', 'is', null),
        where('inconsistency.seen_at', '>', where.ref('witnessed_log.cosigned_at')),
      ]),
    )
    .orderBy('inconsistency.origin')
    .execute();
}

/** Index: witnessed_log_pkey. The row lock of the update or the unique key decides between two at once. */
async function advance(
  db: Db,
  next: WitnessedLog,
  expected: ExpectedHead | undefined,
): Promise<'advanced' | 'overtaken'> {
  const head = {
    organisation_number: next.organisationNumber,
    size: next.size,
    root: next.root,
    checkpoint: next.checkpoint,
    cosigned_at: next.cosignedAt,
  };
  const written =
    expected === undefined
      ? await db
          .insertInto('witnessed_log')
          .values({ origin: next.origin, origin_hash: sha256Hex(next.origin), ...head })
          .onConflict((conflict) => conflict.doNothing())
          .returning('origin')
          .executeTakeFirst()
      : await db
          .updateTable('witnessed_log')
          .set(head)
          .where('origin', '=', next.origin)
          .where((where) => isHead(where, expected))
          .returning('origin')
          .executeTakeFirst();
  return written === undefined ? 'overtaken' : 'advanced';
}

function isHead(where: ExpressionBuilder<TraceabilityTables, 'witnessed_log'>, expected: ExpectedHead) {
  return where.and([where('size', '=', expected.size), where('root', '=', expected.root)]);
}

/** Index: inconsistency_once. */
async function keep(db: Db, inconsistency: Inconsistency & { readonly id: string }): Promise<boolean> {
  const { id, origin, kind, size, root, checkpoint, against, seenAt } = inconsistency;
  const kept = await db
    .insertInto('inconsistency')
    .values({ id, origin, kind, size, root, checkpoint, against: against ?? null, seen_at: seenAt })
    .onConflict((conflict) => conflict.constraint('inconsistency_once').doNothing())
    .returning('id')
    .executeTakeFirst();
  return kept !== undefined;
}

async function settle(db: Db, id: string): Promise<boolean> {
  const settled = await db
    .updateTable('inconsistency')
    .set({ settled: sql<boolean>`true` })
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  return settled !== undefined;
}
