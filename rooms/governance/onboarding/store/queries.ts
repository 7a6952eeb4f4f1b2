import { type Kysely, type SelectQueryBuilder, sql } from 'kysely';
import type { Matter } from '../domain/matter.ts';
import type { ContactRole } from '../domain/person.ts';
import { entryOf, historyColumns, matterColumns, matterOf } from './rows.ts';
import type {
  ActedFor,
  CaseHandler,
  Listed,
  MatterFilter,
  OnboardingReader,
  OnboardingStore,
  Slice,
} from './store.ts';
import type { OnboardingTables } from './tables.ts';
import { onboardingWriter } from './writes.ts';

export type Db = Kysely<OnboardingTables>;

export function onboardingStore(db: Db): OnboardingStore {
  return { ...onboardingReader(db), ...onboardingWriter(db) };
}

function onboardingReader(db: Db): OnboardingReader {
  return {
    find: (id) => findOne(db, 'id', id),
    findBySecret: (hash) => findOne(db, 'secret_hash', hash),
    list: (filter, slice) => list(db, filter, slice),
    applicationOf: (number) => applicationOf(db, number),
    contactRoles: (number, person) => contactRoles(db, number, person),
    otherAdministrators: (number, except) => otherAdministrators(db, number, except),
    organisationsOf: (person, slice) => organisationsOf(db, person, slice),
    history: (id, slice) => history(db, id, slice),
    isCaseHandler: (person) => isCaseHandler(db, person),
    caseHandlers: (slice) => caseHandlers(db, slice),
  };
}

/** Index: matter_pkey or matter_secret_hash_key. */
async function findOne(db: Db, column: 'id' | 'secret_hash', value: string): Promise<Matter | undefined> {
  const row = await db
    .selectFrom('matter')
    .select(matterColumns)
    .where(column, '=', value)
    .executeTakeFirst();
  return row && matterOf(row);
}

/** Index: participant_key, matter_organisation or matter_queue. */
async function list(db: Db, filter: MatterFilter, slice: Slice): Promise<Listed<Matter>> {
  const rows = await filtered(db.selectFrom('matter'), filter)
    .select(matterColumns)
    .orderBy('matter.id', 'desc')
    .offset(slice.offset)
    .limit(slice.limit)
    .execute();
  const { total } = await filtered(db.selectFrom('matter'), filter)
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return { items: rows.map(matterOf), total: Number(total) };
}

type MatterQuery = SelectQueryBuilder<OnboardingTables, 'matter', object>;

function filtered(query: MatterQuery, filter: MatterFilter): MatterQuery {
  const { kinds, organisationNumber, states, personalNumber } = filter;
  let asked = query.where('matter.kind', 'in', kinds);
  if (organisationNumber !== undefined) {
    asked = asked.where('matter.organisation_number', '=', organisationNumber);
  }
  if (states !== undefined) {
    asked = asked.where((where) =>
      where.or(
        states.map(({ kind, state }) =>
          where.and([where('matter.kind', '=', kind), where('matter.state', '=', state)]),
        ),
      ),
    );
  }
  if (personalNumber === undefined) return asked;
  return asked.where((where) =>
    where.exists(
      where
        .selectFrom('participant')
        .select('participant.matter_id')
        .whereRef('participant.matter_id', '=', 'matter.id')
        .where('participant.personal_number', '=', personalNumber),
    ),
  );
}

/** Index: matter_one_application. */
async function applicationOf(db: Db, number: string): Promise<Matter | undefined> {
  const row = await db
    .selectFrom('matter')
    .select(matterColumns)
    .where('organisation_number', '=', number)
    .where('kind', '=', 'organisation')
    .where('state', '<>', 'withdrawn')
    .executeTakeFirst();
  return row && matterOf(row);
}

/** Index: participant_key. */
async function contactRoles(db: Db, number: string, person: string): Promise<readonly ContactRole[]> {
  const rows = await db
    .selectFrom('participant')
    .innerJoin('matter', 'matter.id', 'participant.matter_id')
    .select(sql<ContactRole>`matter.data ->> 'role'`.as('role'))
    .where('participant.personal_number', '=', person)
    .where('matter.organisation_number', '=', number)
    .where('matter.kind', '=', 'contact')
    .where('matter.state', '=', 'active')
    .execute();
  return [...new Set(rows.map(({ role }) => role))];
}

/** Index: participant_key. */
async function organisationsOf(db: Db, person: string, slice: Slice): Promise<Listed<ActedFor>> {
  const acting = db
    .selectFrom('participant')
    .innerJoin('matter', 'matter.id', 'participant.matter_id')
    .where('participant.personal_number', '=', person)
    .where('matter.kind', '=', 'contact')
    .where('matter.state', '=', 'active');
  const rows = await acting
    .select([
      'matter.organisation_number',
      sql<ContactRole[]>`array_agg(distinct matter.data ->> 'role')`.as('roles'),
    ])
    .groupBy('matter.organisation_number')
    .orderBy('matter.organisation_number')
    .offset(slice.offset)
    .limit(slice.limit)
    .execute();
  const { total } = await acting
    .select((select) => select.fn.count<number>('matter.organisation_number').distinct().as('total'))
    .executeTakeFirstOrThrow();
  const items = rows.map(({ organisation_number, roles }) => ({
    organisationNumber: organisation_number,
    roles,
  }));
  return { items, total: Number(total) };
}

/** Index: matter_organisation. */
async function otherAdministrators(db: Db, number: string, except: string): Promise<number> {
  const { total } = await db
    .selectFrom('matter')
    .select((select) => select.fn.countAll<number>().as('total'))
    .where('organisation_number', '=', number)
    .where('kind', '=', 'contact')
    .where('state', '=', 'active')
    .where(sql<string>`data ->> 'role'`, '=', 'administrative')
    .where('id', '<>', except)
    .executeTakeFirstOrThrow();
  return Number(total);
}

/** Index: history_key. */
async function history(db: Db, id: string, slice: Slice) {
  const rows = await db
    .selectFrom('history')
    .select(historyColumns)
    .where('matter_id', '=', id)
    .orderBy('number')
    .offset(slice.offset)
    .limit(slice.limit)
    .execute();
  const { total } = await db
    .selectFrom('history')
    .select((select) => select.fn.countAll<number>().as('total'))
    .where('matter_id', '=', id)
    .executeTakeFirstOrThrow();
  return { items: rows.map(entryOf), total: Number(total) };
}

async function isCaseHandler(db: Db, person: string): Promise<boolean> {
  const row = await db
    .selectFrom('case_handler')
    .select('id')
    .where('personal_number', '=', person)
    .executeTakeFirst();
  return row !== undefined;
}

async function caseHandlers(db: Db, slice: Slice): Promise<Listed<CaseHandler>> {
  const rows = await db
    .selectFrom('case_handler')
    .select(['id', 'personal_number', 'name', 'added_at'])
    .orderBy('id')
    .offset(slice.offset)
    .limit(slice.limit)
    .execute();
  const { total } = await db
    .selectFrom('case_handler')
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const items = rows.map(({ id, personal_number, name, added_at }) => ({
    id,
    personalNumber: personal_number,
    name,
    addedAt: added_at.getTime(),
  }));
  return { items, total: Number(total) };
}
