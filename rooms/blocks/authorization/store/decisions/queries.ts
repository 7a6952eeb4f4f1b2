import { type Kysely, sql } from 'kysely';
import type { RuleKind, RuleValues } from '../../domain/decision/rules.ts';
import { ruleColumns, toRule, toVersion, versionColumns } from './rule-row.ts';
import type { DecisionReader, DecisionStore, RuleChange } from './store.ts';
import type { DecisionTables } from './tables.ts';
import { decisionWriter } from './writes.ts';

type Db = Kysely<DecisionTables>;

export function decisionStore(db: Db): DecisionStore {
  const reader: DecisionReader = {
    changesAfter: (revision, limit) => changesAfter(db, revision, limit),
    find: (kind, id) => findBy(db, kind, 'id', id),
    findByKey: (kind, key) => findBy(db, kind, 'key', key),
    list: (kind, offset, limit) => list(db, kind, offset, limit),
    versions: (kind, id, offset, limit) => versions(db, kind, id, offset, limit),
  };
  return { ...reader, ...decisionWriter(db) };
}

/** Index: rule_revision_key. */
async function changesAfter(db: Db, revision: number, limit: number): Promise<readonly RuleChange[]> {
  const rows = await db
    .selectFrom('rule')
    .select(['revision', 'id', 'kind', 'document'])
    .where('revision', '>', revision)
    .orderBy('revision')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    revision: row.revision,
    id: row.id,
    kind: row.kind,
    value: (row.document ?? undefined) as RuleValues[RuleKind] | undefined,
  }));
}

/** Index: rule_pkey or rule_key. */
async function findBy(db: Db, kind: RuleKind, column: 'id' | 'key', value: string) {
  const row = await db
    .selectFrom('rule')
    .select(ruleColumns)
    .where('kind', '=', kind)
    .where(column, '=', value)
    .where('document', 'is not', null)
    .executeTakeFirst();
  return row && toRule(row);
}

/** Index: rule_list, in order. */
async function list(db: Db, kind: RuleKind, offset: number, limit: number) {
  const rows = await db
    .selectFrom('rule')
    .select(ruleColumns)
    .where('kind', '=', kind)
    .where('document', 'is not', null)
    .orderBy('id')
    .offset(offset)
    .limit(limit)
    .execute();
  const { total } = await db
    .selectFrom('rule')
    .select(sql<number>`count(*)`.as('total'))
    .where('kind', '=', kind)
    .where('document', 'is not', null)
    .executeTakeFirstOrThrow();
  return { rules: rows.map(toRule), total };
}

/** Index: rule_version_pkey. */
async function versions(db: Db, kind: RuleKind, id: string, offset: number, limit: number) {
  const all = db
    .selectFrom('rule_version')
    .innerJoin('rule', 'rule.id', 'rule_version.id')
    .where('rule.kind', '=', kind)
    .where('rule_version.id', '=', id);
  const rows = await all
    .select(versionColumns.map((name) => `rule_version.${name}` as const))
    .orderBy('rule_version.version', 'desc')
    .offset(offset)
    .limit(limit)
    .execute();
  const { total } = await all.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow();
  return { versions: rows.map(toVersion), total };
}
