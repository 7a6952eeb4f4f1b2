import type { JsonObject } from '@ena/kernel/federation/json.ts';
import type { Insertable, Kysely, Selectable } from 'kysely';
import type { AnchorRules } from '../domain/anchor-rules.ts';
import type { JsonMetadata } from '../domain/entity.ts';
import type { Member } from '../domain/member.ts';
import { gathered } from './gathered.ts';
import type { MemberStore, RulesStore } from './member-store.ts';
import { remembered } from './remembered.ts';
import type { MemberTable, TrustFrameworkTables } from './tables.ts';

type Db = Kysely<TrustFrameworkTables>;

const columns = [
  'entity_id',
  'kind',
  'organisation_number',
  'name',
  'federation_keys',
  'metadata',
  'entity_types',
  'intermediate',
  'constraints',
  'registration_policy',
  'location',
  'state',
  'revision',
] as const;

export function memberStore(db: Db): MemberStore {
  const revisionOf = gathered((entityIds: readonly string[]) => revisionsOf(db, entityIds));
  const findActive = async (entityId: string) => {
    const member = await find(db, entityId);
    return member?.state === 'active' ? member : undefined;
  };
  return {
    find: remembered(revisionOf, findActive),
    revisionOf,
    findEver: (entityId) => find(db, entityId),
    all: async () => (await active(db).execute()).map(fromRow),
    list: (offset, limit) => list(db, offset, limit),
    save: (member, previous) => save(db, member, previous),
  };
}

/** Index: member_pkey. */
async function find(db: Db, entityId: string): Promise<Member | undefined> {
  const row = await db
    .selectFrom('member')
    .select(columns)
    .where('entity_id', '=', entityId)
    .executeTakeFirst();
  return row && fromRow(row);
}

/** Index: member_pkey. */
async function revisionsOf(db: Db, entityIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('member')
    .select(['entity_id', 'revision'])
    .where('entity_id', 'in', entityIds)
    .where('state', '=', 'active')
    .execute();
  return new Map(rows.map((row) => [row.entity_id, row.revision]));
}

/** Index: member_pkey, in order. */
function active(db: Db) {
  return db.selectFrom('member').select(columns).where('state', '=', 'active').orderBy('entity_id');
}

async function list(db: Db, offset: number, limit: number): Promise<{ members: Member[]; total: number }> {
  const rows = await active(db).offset(offset).limit(limit).execute();
  const count = await db
    .selectFrom('member')
    .select((select) => select.fn.countAll<number>().as('total'))
    .where('state', '=', 'active')
    .executeTakeFirstOrThrow();
  return { members: rows.map(fromRow), total: Number(count.total) };
}

async function save(db: Db, member: Member, previous: number | undefined): Promise<'saved' | 'raced'> {
  const row = toRow(member);
  const saved =
    previous === undefined
      ? await db
          .insertInto('member')
          .values(row)
          .onConflict((conflict) => conflict.doNothing())
          .returning('revision')
          .executeTakeFirst()
      : await db
          .updateTable('member')
          .set(row)
          .where('entity_id', '=', member.entityId)
          .where('revision', '=', previous)
          .returning('revision')
          .executeTakeFirst();
  return saved === undefined ? 'raced' : 'saved';
}

/** The jsonb columns hold what `toRow` wrote from the same types. */
function fromRow(row: Pick<Selectable<MemberTable>, (typeof columns)[number]>): Member {
  return {
    entityId: row.entity_id,
    kind: row.kind,
    organisationNumber: row.organisation_number ?? undefined,
    name: row.name,
    federationKeys: row.federation_keys as JsonObject[],
    metadata: row.metadata as JsonMetadata,
    entityTypes: row.entity_types,
    intermediate: row.intermediate,
    constraints: (row.constraints ?? undefined) as JsonObject | undefined,
    registrationPolicy: row.registration_policy,
    location: row.location ?? undefined,
    state: row.state,
    revision: row.revision,
  };
}

function toRow(member: Member): Insertable<MemberTable> {
  return {
    entity_id: member.entityId,
    kind: member.kind,
    organisation_number: member.organisationNumber ?? null,
    name: member.name,
    federation_keys: JSON.stringify(member.federationKeys),
    metadata: JSON.stringify(member.metadata),
    entity_types: [...member.entityTypes],
    intermediate: member.intermediate,
    constraints: member.constraints === undefined ? null : JSON.stringify(member.constraints),
    registration_policy: [...member.registrationPolicy],
    location: member.location ?? null,
    state: member.state,
    revision: member.revision,
  };
}

export function rulesStore(db: Db): RulesStore {
  return {
    rules: async () => {
      const row = await db.selectFrom('anchor_rules').select(['rules', 'revision']).executeTakeFirst();
      return row && { ...(row.rules as Omit<AnchorRules, 'revision'>), revision: row.revision };
    },
    saveRules: async ({ revision, ...rules }, previous) => {
      const row = { id: 1, rules: JSON.stringify(rules), revision };
      const saved =
        previous === undefined
          ? await db
              .insertInto('anchor_rules')
              .values(row)
              .onConflict((conflict) => conflict.doNothing())
              .returning('revision')
              .executeTakeFirst()
          : await db
              .updateTable('anchor_rules')
              .set(row)
              .where('revision', '=', previous)
              .returning('revision')
              .executeTakeFirst();
      return saved === undefined ? 'raced' : 'saved';
    },
  };
}
