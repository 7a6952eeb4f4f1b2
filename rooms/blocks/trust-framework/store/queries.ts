import type { JsonObject } from '@ena/kernel/federation/json.ts';
import { type Kysely, sql } from 'kysely';
import type { Entity } from '../domain/entity.ts';
import type { AnchorKeyLife, WithdrawalReason } from '../domain/rotation.ts';
import { entityColumns, fromRow, toRow } from './entity-row.ts';
import { gathered } from './gathered.ts';
import { remembered } from './remembered.ts';
import type { LogKey, TrustStore } from './store.ts';
import type { TrustFrameworkTables } from './tables.ts';

type Db = Kysely<TrustFrameworkTables>;

export function trustStore(db: Db): TrustStore {
  const revisionOf = gathered((entityIds: readonly string[]) => revisionsOf(db, entityIds));
  return {
    revisionOf,
    find: remembered(revisionOf, (entityId) => findActive(db, 'entity_id', entityId)),
    findByNumber: (number) => findActive(db, 'organisation_number', number),
    findEver: (number, entityId) => findEver(db, number, entityId),
    list: (offset, limit) => list(db, offset, limit),
    entityIds: (types) => entityIds(db, types),
    stateOf: (number) => stateOf(db, number),
    logKey: (origin) => logKey(db, origin),
    save: (entity, previous) => save(db, entity, previous),
    anchorKeys: () => anchorKeys(db),
    saveAnchorKey: (life) => saveAnchorKey(db, life),
  };
}

/** Index: entity_entity_id_key. */
async function revisionsOf(db: Db, entityIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('entity')
    .select(['entity_id', 'revision'])
    .where('entity_id', 'in', entityIds)
    .where('state', '=', 'active')
    .execute();
  return new Map(rows.map((row) => [row.entity_id, row.revision]));
}

/** Index: entity_entity_id_key or entity_pkey. */
async function findActive(
  db: Db,
  column: 'entity_id' | 'organisation_number',
  value: string,
): Promise<Entity | undefined> {
  const row = await db
    .selectFrom('entity')
    .select(entityColumns)
    .where(column, '=', value)
    .where('state', '=', 'active')
    .executeTakeFirst();
  return row && fromRow(row);
}

/** Indexes: entity_pkey, entity_entity_id_key; at most two rows. */
async function findEver(
  db: Db,
  organisationNumber: string,
  entityId: string,
): Promise<{ byNumber?: Entity; byId?: Entity }> {
  const rows = await db
    .selectFrom('entity')
    .select(entityColumns)
    .where((where) =>
      where.or([where('organisation_number', '=', organisationNumber), where('entity_id', '=', entityId)]),
    )
    .execute();
  const entities = rows.map(fromRow);
  const byNumber = entities.find((entity) => entity.organisationNumber === organisationNumber);
  const byId = entities.find((entity) => entity.entityId === entityId);
  return { ...(byNumber && { byNumber }), ...(byId && { byId }) };
}

/** Index: entity_pkey, in order. */
async function list(db: Db, offset: number, limit: number): Promise<{ entities: Entity[]; total: number }> {
  const rows = await db
    .selectFrom('entity')
    .select(entityColumns)
    .where('state', '=', 'active')
    .orderBy('organisation_number')
    .offset(offset)
    .limit(limit)
    .execute();
  const count = await db
    .selectFrom('entity')
    .select((select) => select.fn.countAll<number>().as('total'))
    .where('state', '=', 'active')
    .executeTakeFirstOrThrow();
  return { entities: rows.map(fromRow), total: Number(count.total) };
}

/** Index: entity_pkey. */
async function stateOf(db: Db, organisationNumber: string): Promise<'active' | 'revoked' | undefined> {
  const row = await db
    .selectFrom('entity')
    .select('state')
    .where('organisation_number', '=', organisationNumber)
    .executeTakeFirst();
  return row?.state;
}

/** Reads the whole table, by intent: the specification's listing has no pages. */
async function entityIds(db: Db, types: readonly string[]): Promise<string[]> {
  const all = db.selectFrom('entity').select('entity_id').where('state', '=', 'active').orderBy('entity_id');
  const asked = types.length === 0 ? all : all.where(sql<boolean>`entity_types @> ${[...types]}::text[]`);
  return (await asked.execute()).map((row) => row.entity_id);
}

/** Index: entity_log_origin_key. A revoked entity has no hosted configuration, hence no origin. */
async function logKey(db: Db, origin: string): Promise<LogKey | undefined> {
  const row = await db
    .selectFrom('entity')
    .select(['organisation_number', 'entity_id', sql<string>`hosted -> 'log' ->> 'vkey'`.as('vkey')])
    .where('log_origin', '=', origin)
    .executeTakeFirst();
  return row && { organisationNumber: row.organisation_number, entityId: row.entity_id, vkey: row.vkey };
}

async function save(db: Db, entity: Entity, previous: number | undefined): Promise<'saved' | 'raced'> {
  const row = toRow(entity);
  const saved =
    previous === undefined
      ? await db
          .insertInto('entity')
          .values(row)
          .onConflict((conflict) => conflict.doNothing())
          .returning('revision')
          .executeTakeFirst()
      : await db
          .updateTable('entity')
          .set(row)
          .where('organisation_number', '=', entity.organisationNumber)
          .where('revision', '=', previous)
          .returning('revision')
          .executeTakeFirst();
  return saved === undefined ? 'raced' : 'saved';
}

async function anchorKeys(db: Db): Promise<AnchorKeyLife[]> {
  const rows = await db
    .selectFrom('anchor_key')
    .select(['kid', 'announced_at', 'promoted_at', 'retired_at', 'withdrawn_at', 'jwk', 'reason'])
    .orderBy('announced_at')
    .orderBy('kid')
    .execute();
  return rows.map((row) => ({
    kid: row.kid,
    announcedAt: row.announced_at.getTime(),
    promotedAt: row.promoted_at?.getTime(),
    retiredAt: row.retired_at?.getTime(),
    withdrawnAt: row.withdrawn_at?.getTime(),
    ...(row.jwk !== null && { jwk: row.jwk as JsonObject }),
    ...(row.reason !== null && { reason: row.reason as WithdrawalReason }),
  }));
}

async function saveAnchorKey(db: Db, life: AnchorKeyLife): Promise<void> {
  const instant = (at: number | undefined) => (at === undefined ? null : new Date(at));
  const times = {
    announced_at: new Date(life.announcedAt),
    promoted_at: instant(life.promotedAt),
    retired_at: instant(life.retiredAt),
    withdrawn_at: instant(life.withdrawnAt),
    jwk: life.jwk === undefined ? null : JSON.stringify(life.jwk),
    reason: life.reason ?? null,
  };
  await db
    .insertInto('anchor_key')
    .values({ kid: life.kid, ...times })
    .onConflict((conflict) => conflict.column('kid').doUpdateSet(times))
    .execute();
}
