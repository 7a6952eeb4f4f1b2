import { transaction } from '@ena/kernel/store/transaction.ts';
import { type Kysely, sql, type Transaction } from 'kysely';
import type { Matter, Moved } from '../domain/matter.ts';
import { namedPersons } from '../domain/roles.ts';
import { entryRow, matterRow, secretOf } from './rows.ts';
import type { CaseHandler, CreateOutcome, OnboardingWriter, Once } from './store.ts';
import type { OnboardingTables } from './tables.ts';

type Db = Kysely<OnboardingTables>;
type Trx = Transaction<OnboardingTables>;

export function onboardingWriter(db: Db): OnboardingWriter {
  return {
    create: (first, more, once) => transaction(db, (trx) => create(trx, [first, ...more], once)),
    save: (steps, revision, born) => transaction(db, (trx) => save(trx, steps, revision, born)),
    addCaseHandler: (handler) => addCaseHandler(db, handler),
    removeCaseHandler: (id) => removeCaseHandler(db, id),
  };
}

async function create(trx: Trx, steps: readonly Moved[], once: Once | undefined): Promise<CreateOutcome> {
  const matter = lastOf(steps);
  const before = once && (await takeKey(trx, once, matter));
  if (before !== undefined) return before;
  if (await insertMatter(trx, steps)) return { kind: 'created' };
  if (once !== undefined) await freeKey(trx, once);
  return { kind: 'taken' };
}

/** Of two calls at once, the second waits here for the first and then finds what it made. Index: once_key. */
async function takeKey(trx: Trx, once: Once, matter: Matter): Promise<CreateOutcome | undefined> {
  const { who, key, digest } = once;
  const taken = await trx
    .insertInto('once')
    .values({ who, key, digest, matter_id: matter.id, at: new Date(matter.changedAt) })
    .onConflict((conflict) => conflict.doNothing())
    .returning('key')
    .executeTakeFirst();
  if (taken !== undefined) return undefined;
  const row = await trx
    .selectFrom('once')
    .select(['digest', 'matter_id'])
    .where('who', '=', who)
    .where('key', '=', key)
    .executeTakeFirstOrThrow();
  return row.digest === digest ? { kind: 'repeated', matterId: row.matter_id } : { kind: 'key-reused' };
}

async function freeKey(trx: Trx, { who, key }: Once): Promise<void> {
  await trx.deleteFrom('once').where('who', '=', who).where('key', '=', key).execute();
}

async function insertMatter(trx: Trx, steps: readonly Moved[]): Promise<boolean> {
  const matter = lastOf(steps);
  const made = await trx
    .insertInto('matter')
    .values({ ...matterRow(matter), secret_hash: secretOf(matter) })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (made === undefined) return false;
  await insertEntries(trx, steps);
  await nameParticipants(trx, matter);
  return true;
}

async function save(
  trx: Trx,
  steps: readonly Moved[],
  revision: number,
  born: readonly Moved[] = [],
): Promise<'saved' | 'raced'> {
  const matter = lastOf(steps);
  if (endsAdministrator(matter) && !(await leavesAdministrator(trx, matter))) return 'raced';
  const { id, created_at: _, ...row } = matterRow(matter);
  const moved = await trx
    .updateTable('matter')
    .set({ ...row, secret_hash: secretOf(matter) })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .executeTakeFirst();
  if (moved.numUpdatedRows === 0n) return 'raced';
  await insertEntries(trx, steps);
  await nameParticipants(trx, matter);
  if (born.length > 0) await insertMatter(trx, born);
  return 'saved';
}

function endsAdministrator(matter: Matter): boolean {
  if (matter.kind !== 'contact' || matter.data.role !== 'administrative') return false;
  return matter.said.step === 'remove';
}

/** Two administrators who remove each other at once would leave none: the second waits for the first and is refused. */
async function leavesAdministrator(trx: Trx, { id, organisationNumber }: Matter): Promise<boolean> {
  const rows = await trx
    .selectFrom('matter')
    .select(['id', sql<string>`data ->> 'role'`.as('role')])
    .where('organisation_number', '=', organisationNumber)
    .where('kind', '=', 'contact')
    .where('state', '=', 'active')
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.some((row) => row.id !== id && row.role === 'administrative');
}

function lastOf(steps: readonly Moved[]): Matter {
  const last = steps.at(-1);
  if (last === undefined) throw new Error('a change has at least one step');
  return last.matter as Matter;
}

async function insertEntries(trx: Trx, steps: readonly Moved[]): Promise<void> {
  await trx.insertInto('history').values(steps.map(entryRow)).execute();
}

async function nameParticipants(trx: Trx, matter: Matter): Promise<void> {
  const persons = namedPersons(matter);
  await trx.deleteFrom('participant').where('matter_id', '=', matter.id).execute();
  if (persons.length === 0) return;
  await trx
    .insertInto('participant')
    .values(persons.map((personal_number) => ({ matter_id: matter.id, personal_number })))
    .execute();
}

async function addCaseHandler(db: Db, handler: CaseHandler): Promise<boolean> {
  const { id, personalNumber, name, addedAt } = handler;
  const row = await db
    .insertInto('case_handler')
    .values({ id, personal_number: personalNumber, name, added_at: new Date(addedAt) })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

async function removeCaseHandler(db: Db, id: string): Promise<boolean> {
  const removed = await db.deleteFrom('case_handler').where('id', '=', id).executeTakeFirst();
  return removed.numDeletedRows > 0n;
}
