import { transaction } from '@ena/kernel/store/transaction.ts';
import { type Kysely, sql, type Transaction } from 'kysely';
import type { DocumentEntry } from '../domain/document.ts';
import type { StatisticsEntry } from '../domain/statistics-entry.ts';
import { type IncomingRow, registrationRow, statisticsRow } from './rows.ts';
import type { CompanyWriter, ImportRun, ImportStep, StepOutcome } from './store.ts';
import type { CompanyTables, RegistrationTable, StatisticsTable } from './tables.ts';

type Db = Kysely<CompanyTables>;

export function createCompanyWriter(db: Db): CompanyWriter {
  return {
    seedPublicSector: (version, entries) => seedPublicSector(db, version, entries),
    addMissing: (entries) => addMissing(db, entries),
    beginImport: (run) => beginImport(db, run),
    saveRegistrations: (rows, step) =>
      takeStep(db, step, async (trx) => {
        await putRegistrations(trx, rows.map(registrationRow));
      }),
    saveStatistics: (rows, step) =>
      takeStep(db, step, async (trx) => {
        await putStatistics(
          trx,
          rows.map((row) => statisticsRow(row, 'bulk')),
        );
      }),
    addDocument: (document, bytes) => addDocument(db, document, bytes),
  };
}

/** The row of the version is locked first, so of several processes one takes the table. */
function seedPublicSector(db: Db, version: number, entries: readonly StatisticsEntry[]): Promise<boolean> {
  return transaction(db, async (trx) => {
    await trx
      .insertInto('public_sector_seed')
      .values({ id: 1, version: 0 })
      .onConflict((on) => on.doNothing())
      .execute();
    const taken = await trx
      .updateTable('public_sector_seed')
      .set({ version })
      .where('id', '=', 1)
      .where('version', '<', version)
      .executeTakeFirst();
    if (taken.numUpdatedRows === 0n) return false;
    await putStatistics(
      trx,
      entries.map((entry) => statisticsRow(entry, 'table')),
    );
    return true;
  });
}

async function addMissing(db: Db, entries: readonly StatisticsEntry[]): Promise<void> {
  await transaction(db, async (trx) => {
    const numbers = entries.map(({ identity }) => identity.number);
    const there = await trx
      .selectFrom('statistics_entry')
      .select('identity')
      .where('identity', 'in', numbers)
      .execute();
    const known = new Set(there.map(({ identity }) => identity));
    const missing = entries.filter(({ identity }) => !known.has(identity.number));
    await putStatistics(
      trx,
      missing.map((entry) => statisticsRow(entry, 'table')),
    );
  });
}

async function beginImport(db: Db, run: ImportRun): Promise<void> {
  const { kind, fingerprint, ...place } = run;
  await db
    .insertInto('import_run')
    .values({ kind, fingerprint, ...placeColumns(place) })
    .onConflict((on) => on.columns(['kind', 'fingerprint']).doUpdateSet(placeColumns(place)))
    .execute();
}

function placeColumns(place: Omit<ImportRun, 'kind' | 'fingerprint'>) {
  return {
    next_byte: place.nextByte,
    next_line: place.nextLine,
    rows: place.rows,
    rejected: place.rejected,
    report_bytes: place.reportBytes,
    finished: place.finished,
  };
}

/** Moves the run on and saves, or does neither: the run is moved only from where this process believes it stands. */
function takeStep(
  db: Db,
  { from, to }: ImportStep,
  save: (trx: Transaction<CompanyTables>) => Promise<void>,
): Promise<StepOutcome> {
  return transaction(db, async (trx) => {
    const moved = await trx
      .updateTable('import_run')
      .set(placeColumns(to))
      .where('kind', '=', from.kind)
      .where('fingerprint', '=', from.fingerprint)
      .where('next_byte', '=', from.nextByte)
      .where('finished', '=', false)
      .executeTakeFirst();
    if (moved.numUpdatedRows === 0n) return 'overtaken';
    await save(trx);
    return 'saved';
  });
}

const registrationColumns = [
  'identity',
  'identity_kind',
  'name_protection_number',
  'country',
  'names',
  'search_name',
  'form',
  'deregistered_on',
  'deregistration_reason',
  'proceedings',
  'registered_on',
  'activity',
  'street',
  'care_of',
  'postcode',
  'city',
  'address_country',
] as const satisfies readonly (keyof RegistrationTable)[];

const registrationRecord = sql<'row'>`row(identity text, identity_kind text, name_protection_number int2, country text,
  names jsonb, search_name text, form text, deregistered_on date, deregistration_reason text, proceedings jsonb,
  registered_on date, activity text, street text, care_of text, postcode text, city text, address_country text)`;

/** One parameter for the whole batch: PostgreSQL unfolds the JSON, which is three times as fast as a parameter a cell. */
async function putRegistrations(
  trx: Transaction<CompanyTables>,
  rows: readonly IncomingRow<RegistrationTable>[],
): Promise<void> {
  if (rows.length === 0) return;
  await trx
    .insertInto('registration')
    .columns(registrationColumns)
    .expression(
      trx
        .selectFrom(
          sql<RegistrationTable>`json_to_recordset(${JSON.stringify(rows)}::json)`.as<'row'>(
            registrationRecord,
          ),
        )
        .select(registrationColumns),
    )
    .onConflict((on) =>
      on
        .columns(['identity', 'name_protection_number'])
        .doUpdateSet(excluded(registrationColumns))
        .where(changed('registration', registrationColumns)),
    )
    .execute();
}

const statisticsColumns = [
  'identity',
  'identity_kind',
  'name',
  'search_name',
  'legal_form',
  'active',
  'advertising_refused',
  'industries',
  'entered_on',
  'street',
  'care_of',
  'postcode',
  'city',
  'address_country',
  'verified',
  'source',
  'county_code',
  'seat',
] as const satisfies readonly (keyof StatisticsTable)[];

const statisticsRecord = sql<'row'>`row(identity text, identity_kind text, name text, search_name text, legal_form text,
  active boolean, advertising_refused boolean, industries jsonb, entered_on date, street text, care_of text,
  postcode text, city text, address_country text, verified boolean, source text, county_code text, seat text)`;

/** A bulk row keeps the place that the public sector's table gave; the table never replaces a bulk row. */
async function putStatistics(
  trx: Transaction<CompanyTables>,
  rows: readonly IncomingRow<StatisticsTable>[],
): Promise<void> {
  if (rows.length === 0) return;
  const replaced = statisticsColumns.filter((column) => column !== 'county_code' && column !== 'seat');
  await trx
    .insertInto('statistics_entry')
    .columns(statisticsColumns)
    .expression(
      trx
        .selectFrom(
          sql<StatisticsTable>`json_to_recordset(${JSON.stringify(rows)}::json)`.as<'row'>(statisticsRecord),
        )
        .select(statisticsColumns),
    )
    .onConflict((on) =>
      on
        .column('identity')
        .doUpdateSet({
          ...excluded(replaced),
          county_code: sql<string | null>`coalesce(excluded.county_code, statistics_entry.county_code)`,
          seat: sql<string | null>`coalesce(excluded.seat, statistics_entry.seat)`,
        })
        .where(sql<boolean>`(excluded.source = 'bulk' or statistics_entry.source = 'table')`)
        .where(changed('statistics_entry', statisticsColumns)),
    )
    .execute();
}

/** `column = excluded.column` for each. */
function excluded(columns: readonly string[]) {
  return Object.fromEntries(columns.map((column) => [column, sql.ref(`excluded.${column}`)]));
}

/** Leaves rows alone that the new delivery does not change: a weekly file then writes a few per cent of its rows. */
function changed(table: string, columns: readonly string[]) {
  const mine = columns.map((column) => `${table}.${column}`).join(', ');
  const theirs = columns.map((column) => `excluded.${column}`).join(', ');
  return sql<boolean>`(${sql.raw(mine)}) is distinct from (${sql.raw(theirs)})`;
}

async function addDocument(db: Db, document: DocumentEntry, bytes: Uint8Array): Promise<boolean> {
  const outcome = await db
    .insertInto('document')
    .values({
      id: document.id,
      identity: document.identity.number,
      identity_kind: document.identity.kind,
      media_type: document.mediaType,
      period_end: document.periodEnd,
      registered_on: document.registeredOn,
      bytes,
    })
    .onConflict((on) => on.column('id').doNothing())
    .executeTakeFirst();
  return (outcome.numInsertedOrUpdatedRows ?? 0n) > 0n;
}
