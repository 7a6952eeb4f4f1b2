import { transaction } from '@ena/kernel/store/transaction.ts';
import { type Kysely, sql, type Transaction } from 'kysely';
import type { RuleKind, RuleValues } from '../../domain/decision/rules.ts';
import { ruleColumns, toRule } from './rule-row.ts';
import type { AddOutcome, DecisionWriter, NewRule, ReplaceOutcome, RuleEdit } from './store.ts';
import type { DecisionTables, RuleVersionTable } from './tables.ts';

type Db = Kysely<DecisionTables>;
type Trx = Transaction<DecisionTables>;

export function decisionWriter(db: Db): DecisionWriter {
  return {
    add: (rule) => transaction(db, (trx) => add(trx, rule)),
    replace: (edit, value) => transaction(db, (trx) => replace(trx, edit, value)),
    remove: (edit) => transaction(db, (trx) => remove(trx, edit)),
  };
}

/** The row of the revision is the lock that puts all writers in line. */
async function nextRevision(trx: Trx): Promise<number> {
  const { revision } = await trx
    .updateTable('rule_revision')
    .set((set) => ({ revision: set('revision', '+', 1) }))
    .where('id', '=', 1)
    .returning('revision')
    .executeTakeFirstOrThrow();
  return revision;
}

async function add(trx: Trx, rule: NewRule): Promise<AddOutcome> {
  const revision = await nextRevision(trx);
  const earlier = rule.request && (await madeBy(trx, rule.by, rule.request.key));
  if (earlier !== undefined) return repeated(earlier, rule);
  if (await isTaken(trx, rule)) return { kind: 'taken' };
  const row = await trx
    .insertInto('rule')
    .values({
      id: rule.id,
      kind: rule.kind,
      key: rule.key,
      version: 1,
      revision,
      document: json(rule.value),
      changed_at: rule.at,
      changed_by: rule.by,
      made_by: rule.by,
      request_key: rule.request?.key ?? null,
      request_hash: rule.request?.hash ?? null,
    })
    .returning(ruleColumns)
    .executeTakeFirstOrThrow();
  await note(trx, rule.kind, { ...row, change: 'made' });
  return { kind: 'added', rule: toRule(row) };
}

/** Index: rule_request_once. */
function madeBy(trx: Trx, by: string, key: string) {
  return trx
    .selectFrom('rule')
    .select([...ruleColumns, 'request_hash'])
    .where('made_by', '=', by)
    .where('request_key', '=', key)
    .executeTakeFirst();
}

type Earlier = NonNullable<Awaited<ReturnType<typeof madeBy>>>;

/** The same request again gets the rule as it is now; one whose rule is gone by now cannot be answered so. */
function repeated(earlier: Earlier, rule: NewRule): AddOutcome {
  if (earlier.request_hash !== rule.request?.hash || earlier.document === null) return { kind: 'key-reused' };
  return { kind: 'repeated', rule: toRule(earlier) };
}

/** Index: rule_key. */
async function isTaken(trx: Trx, { kind, key }: NewRule): Promise<boolean> {
  const row = await trx
    .selectFrom('rule')
    .select('id')
    .where('kind', '=', kind)
    .where('key', '=', key)
    .where('document', 'is not', null)
    .executeTakeFirst();
  return row !== undefined;
}

async function replace(trx: Trx, edit: RuleEdit, value: RuleValues[RuleKind]): Promise<ReplaceOutcome> {
  const row = await change(trx, edit, json(value));
  if (row === undefined) return { kind: await whyNot(trx, edit) };
  await note(trx, edit.kind, { ...row, change: 'replaced' });
  return { kind: 'replaced', rule: toRule(row) };
}

async function remove(trx: Trx, edit: RuleEdit): Promise<'removed' | 'unknown' | 'changed-meanwhile'> {
  const row = await change(trx, edit, null);
  if (row === undefined) return whyNot(trx, edit);
  await note(trx, edit.kind, { ...row, change: 'removed' });
  return 'removed';
}

/** Index: rule_pkey. Nothing where the version is another than the writer has seen. */
async function change(trx: Trx, { kind, id, version, at, by }: RuleEdit, document: unknown) {
  const revision = await nextRevision(trx);
  return trx
    .updateTable('rule')
    .set({ document, revision, version: version + 1, changed_at: at, changed_by: by })
    .where('id', '=', id)
    .where('kind', '=', kind)
    .where('version', '=', version)
    .where('document', 'is not', null)
    .returning(ruleColumns)
    .executeTakeFirst();
}

async function whyNot(trx: Trx, { kind, id }: RuleEdit): Promise<'unknown' | 'changed-meanwhile'> {
  const row = await trx
    .selectFrom('rule')
    .select('id')
    .where('id', '=', id)
    .where('kind', '=', kind)
    .where('document', 'is not', null)
    .executeTakeFirst();
  return row === undefined ? 'unknown' : 'changed-meanwhile';
}

/** Of entities only the fact of a change is kept: what was known of a person is not. */
async function note(
  trx: Trx,
  kind: RuleKind,
  { id, version, change: what, document, changed_at, changed_by }: RuleVersionTable,
): Promise<void> {
  const kept = kind === 'entity' || document === null ? null : json(document);
  await trx
    .insertInto('rule_version')
    .values({ id, version, change: what, document: kept, changed_at, changed_by })
    .execute();
}

function json(value: unknown) {
  return sql<unknown>`${JSON.stringify(value)}::jsonb`;
}
