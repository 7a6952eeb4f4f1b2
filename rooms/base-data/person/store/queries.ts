import { keepPlan } from '@ena/kernel/store/kept-plans.ts';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { Person } from '../domain/person.ts';
import type { Relation } from '../domain/relation.ts';
import type { PersonStore } from './store.ts';
import type { PersonTable, PersonTables, RelationTable } from './tables.ts';

type Db = Kysely<PersonTables>;

const personColumns = ['personal_number', 'given_name', 'family_name', 'protection', 'died_on'] as const;
const relationColumns = ['id', 'kind', 'representative', 'represented', 'from_day', 'to_day'] as const;

/** Indexes of the queries: person_pkey, person_born, relation_pkey. */
export function personStore(db: Db): PersonStore {
  return {
    person: (personalNumber) => person(db, personalNumber),
    livingBornOn: (day) => livingBornOn(db, day),
    protectedAmong: protectedQuery(db),
    relation: (id) => relation(db, id),
    relations: (after, limit) => relations(db, after, limit),
    savePersons: (persons) => savePersons(db, persons),
    addMissing: (persons) => addMissing(db, persons),
    addRelation: (added) => addRelation(db, added),
    removeRelation: (id) => removeRelation(db, id),
  };
}

async function person(db: Db, personalNumber: string): Promise<Person | undefined> {
  const row = await db
    .selectFrom('person')
    .select(personColumns)
    .where('personal_number', '=', personalNumber)
    .executeTakeFirst();
  return row && personOf(row);
}

async function livingBornOn(db: Db, day: string): Promise<readonly Person[]> {
  const [year = '', month = '', date = ''] = day.split('-');
  const days = [date, String(Number(date) + 60)].map((digits) => `${year}${month}${digits}`);
  const rows = await db
    .selectFrom('person')
    .select(personColumns)
    .where(sql<string>`left(personal_number, 8)`, 'in', days)
    .where('died_on', 'is', null)
    .orderBy('personal_number')
    .execute();
  return rows.map(personOf);
}

/** Written down once: it is asked for every answer about mandates. */
function protectedQuery(db: Db): PersonStore['protectedAmong'] {
  const asked = keepPlan(
    db
      .selectFrom('person')
      .select('personal_number')
      .where('personal_number', '=', sql<string>`any(${[]}::text[])`)
      .where('protection', 'is not', null)
      .compile(),
  );
  return async (personalNumbers) => {
    if (personalNumbers.length === 0) return new Set();
    type Row = Pick<Selectable<PersonTable>, 'personal_number'>;
    const { rows } = await db.executeQuery<Row>({ ...asked, parameters: [personalNumbers] });
    return new Set(rows.map((row) => row.personal_number));
  };
}

async function relation(db: Db, id: string): Promise<Relation | undefined> {
  const row = await db.selectFrom('relation').select(relationColumns).where('id', '=', id).executeTakeFirst();
  return row && relationOf(row);
}

async function relations(db: Db, after: string, limit: number): Promise<readonly Relation[]> {
  const rows = await db
    .selectFrom('relation')
    .select(relationColumns)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(relationOf);
}

async function savePersons(db: Db, persons: readonly Person[]): Promise<void> {
  if (persons.length === 0) return;
  await db
    .insertInto('person')
    .values(persons.map(rowOf))
    .onConflict((conflict) =>
      conflict.column('personal_number').doUpdateSet((excluded) => ({
        given_name: excluded.ref('excluded.given_name'),
        family_name: excluded.ref('excluded.family_name'),
        protection: excluded.ref('excluded.protection'),
        died_on: excluded.ref('excluded.died_on'),
      })),
    )
    .execute();
}

async function addMissing(db: Db, persons: readonly Person[]): Promise<void> {
  await db
    .insertInto('person')
    .values(persons.map(rowOf))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function addRelation(db: Db, { from, to, ...rest }: Relation): Promise<boolean> {
  const added = await db
    .insertInto('relation')
    .values({ ...rest, from_day: from, to_day: to ?? null })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (added.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

async function removeRelation(db: Db, id: string): Promise<boolean> {
  const removed = await db.deleteFrom('relation').where('id', '=', id).executeTakeFirst();
  return removed.numDeletedRows > 0n;
}

function rowOf({ personalNumber, givenName, familyName, protection, diedOn }: Person): PersonTable {
  return {
    personal_number: personalNumber,
    given_name: givenName,
    family_name: familyName,
    protection: protection ?? null,
    died_on: diedOn ?? null,
  };
}

function personOf(row: Selectable<PersonTable>): Person {
  return {
    personalNumber: row.personal_number,
    givenName: row.given_name,
    familyName: row.family_name,
    ...(row.protection !== null && { protection: row.protection }),
    ...(row.died_on !== null && { diedOn: row.died_on }),
  };
}

function relationOf({ from_day, to_day, ...rest }: Selectable<RelationTable>): Relation {
  return { ...rest, from: from_day, ...(to_day !== null && { to: to_day }) };
}
