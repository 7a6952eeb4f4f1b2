import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Database } from '@ena/kernel/store/database.ts';
import type { Registration } from '../domain/registration.ts';
import type { StatisticsEntry } from '../domain/statistics-entry.ts';
import { migrations } from './migrations.ts';
import { createCompanyReader } from './queries.ts';
import type { CompanyReader, CompanyWriter, ImportRun } from './store.ts';
import type { CompanyTables } from './tables.ts';
import { createCompanyWriter } from './writes.ts';

const registration: Registration = {
  identity: { number: '5560000167', kind: 'organisation' },
  nameProtectionNumber: 1,
  country: 'SE-LAND',
  names: [
    { name: 'Åkeri Ö & Ä AB', type: 'FORETAGSNAMN', registeredOn: '2001-02-03' },
    { name: 'Bifirman', type: 'SARSKILT_FORETAGSNAMN', activity: 'Café' },
  ],
  form: 'AB',
  deregisteredOn: '2024-03-31',
  deregistrationReason: 'KKAV',
  proceedings: [{ code: 'KK', from: '2024-01-26' }],
  registeredOn: '1999-12-31',
  activity: 'Frakt av 24" skärmar; "bra"\növer två rader',
  address: {
    street: 'Storgatan 1',
    careOf: 'c/o Örn',
    postcode: '41101',
    city: 'GÖTEBORG',
    country: 'SE-LAND',
  },
};

const entry: StatisticsEntry = {
  identity: { number: '5560000167', kind: 'organisation' },
  name: 'ÅKERI Ö & Ä AB',
  legalForm: '49',
  active: false,
  advertisingRefused: true,
  industries: ['49410', '52100'],
  enteredOn: '2000-01-02',
  address: { street: 'STORGATAN 1', postcode: '41101', city: 'GÖTEBORG' },
  verified: true,
};

const start: ImportRun = {
  kind: 'bolagsverket',
  fingerprint: 'a',
  nextByte: 10,
  nextLine: 2,
  rows: 0,
  rejected: 0,
  reportBytes: 0,
  finished: false,
};

const next = (from: ImportRun, more: Partial<ImportRun> = {}) => {
  return {
    from,
    to: { ...from, nextByte: from.nextByte + 100, nextLine: from.nextLine + 1, rows: from.rows + 1, ...more },
  };
};

interface Open {
  readonly store: CompanyReader & CompanyWriter;
  readonly again: () => CompanyReader & CompanyWriter;
}

/** The contract of the store, on whatever engine `open` gives. `schema` names one that no other test has. */
export function companyStoreSuite(engine: string, open: () => Promise<Database>, schema: () => string): void {
  const fresh = async (): Promise<Open> => {
    const database = await open();
    const name = schema();
    const migrated = await database.migrate(name, migrations);
    assert.ok(migrated.ok, migrated.ok ? '' : migrated.error);
    const again = () => {
      const db = database.schema<CompanyTables>(name);
      return { ...createCompanyReader(db), ...createCompanyWriter(db) };
    };
    return { store: again(), again };
  };

  registrationTests(engine, fresh);
  statisticsTests(engine, fresh);
  importTests(engine, fresh);
  documentTests(engine, fresh);
}

function registrationTests(engine: string, fresh: () => Promise<Open>): void {
  test(`${engine}: a registration is read back as it was written, also with everything absent`, async () => {
    const { store } = await fresh();
    const bare: Registration = {
      identity: { number: '194009272719', kind: 'personal' },
      nameProtectionNumber: 0,
      names: [],
      proceedings: [],
    };
    await store.beginImport(start);
    assert.equal(await store.saveRegistrations([registration, bare], next(start)), 'saved');
    assert.deepEqual(await store.registrations('5560000167'), [registration]);
    assert.deepEqual(await store.registrations('194009272719'), [bare]);
    assert.deepEqual(await store.registrations('2021005489'), []);
  });

  test(`${engine}: registrations of one identity come in the order of the name-protection number`, async () => {
    const { store } = await fresh();
    await store.beginImport(start);
    await store.saveRegistrations(
      [3, 1, 2].map((n) => ({ ...registration, nameProtectionNumber: n })),
      next(start),
    );
    assert.deepEqual(
      (await store.registrations('5560000167')).map((r) => r.nameProtectionNumber),
      [1, 2, 3],
    );
  });

  test(`${engine}: a key that comes again replaces the row, and what is gone from it is gone`, async () => {
    const { store } = await fresh();
    await store.beginImport(start);
    const first = next(start);
    await store.saveRegistrations([registration], first);
    const { address, deregisteredOn, ...rest } = registration;
    assert.ok(address && deregisteredOn);
    await store.saveRegistrations([{ ...rest, names: [] }], next(first.to));
    assert.deepEqual(await store.registrations('5560000167'), [{ ...rest, names: [] }]);
  });

  test(`${engine}: names are found by their beginning, without regard to case; å, ä and ö are letters of their own; persons never`, async () => {
    const { store } = await fresh();
    await store.beginImport(start);
    const named = (
      number: string,
      name: string,
      kind: 'organisation' | 'personal' = 'organisation',
    ): Registration => ({
      ...registration,
      identity: { number, kind },
      names: [{ name, type: 'FORETAGSNAMN' }],
    });
    await store.saveRegistrations(
      [
        named('5560000001', 'Öbergs 100% Åkeri'),
        named('5560000002', 'öbergs_bygg'),
        named('5560000003', 'Obergs'),
        named('194009272719', 'Öbergs Åsa', 'personal'),
      ],
      next(start),
    );
    const numbers = async (text: string) => (await store.findByName(text, 10)).map((hit) => hit.number);
    assert.deepEqual(await numbers('ÖBERGS'), ['5560000001', '5560000002']);
    assert.deepEqual(await numbers('öbergs_'), ['5560000002']);
    assert.deepEqual(await numbers('öbergs 100%'), ['5560000001']);
    assert.deepEqual(await numbers('%'), []);
    assert.deepEqual(await numbers('  '), []);
    assert.equal((await store.findByName('öbergs', 1)).length, 1);
  });
}

function statisticsTests(engine: string, fresh: () => Promise<Open>): void {
  test(`${engine}: a statistics entry is read back as it was written`, async () => {
    const { store } = await fresh();
    const scb = { ...start, kind: 'scb' } as const;
    await store.beginImport(scb);
    assert.equal(await store.saveStatistics([entry], next(scb)), 'saved');
    assert.deepEqual(await store.statisticsEntry('5560000167'), entry);
    assert.equal(await store.statisticsEntry('2021005489'), undefined);
  });

  test(`${engine}: the public sector's table is taken once for each version`, async () => {
    const { store, again } = await fresh();
    const place = { countyCode: '10', seat: 'Karlskrona' };
    const row = (name: string): StatisticsEntry => ({
      identity: { number: '2120000829', kind: 'organisation' },
      name,
      industries: [],
      verified: false,
      place,
    });
    assert.equal(await store.seedPublicSector(1, [row('Karlskrona')]), true);
    assert.equal(await again().seedPublicSector(1, [row('wrong')]), false);
    assert.deepEqual(await store.statisticsEntry('2120000829'), row('Karlskrona'));
    assert.equal(await store.seedPublicSector(2, [row('Karlskrona kommun')]), true);
    assert.equal(await store.seedPublicSector(1, [row('older')]), false);
    assert.deepEqual(await store.statisticsEntry('2120000829'), row('Karlskrona kommun'));
  });

  test(`${engine}: a bulk row replaces the table's and keeps its place; the table never replaces a bulk row`, async () => {
    const { store } = await fresh();
    const seeded: StatisticsEntry = { ...entry, name: 'table', verified: false, place: { countyCode: '14' } };
    await store.seedPublicSector(1, [seeded]);
    const scb = { ...start, kind: 'scb' } as const;
    await store.beginImport(scb);
    await store.saveStatistics([entry], next(scb));
    await store.seedPublicSector(2, [seeded]);
    assert.deepEqual(await store.statisticsEntry('5560000167'), { ...entry, place: { countyCode: '14' } });
  });
}

function importTests(engine: string, fresh: () => Promise<Open>): void {
  test(`${engine}: a run stands where its rows stand`, async () => {
    const { store, again } = await fresh();
    assert.equal(await store.importRun('bolagsverket', 'a'), undefined);
    await store.beginImport(start);
    const step = next(start, { rejected: 7, reportBytes: 99 });
    await store.saveRegistrations([registration], step);
    assert.deepEqual(await again().importRun('bolagsverket', 'a'), step.to);
    assert.equal(await store.importRun('scb', 'a'), undefined);
  });

  test(`${engine}: a batch that the database refuses leaves neither rows nor a moved run`, async () => {
    const { store } = await fresh();
    await store.beginImport(start);
    const broken = { ...registration, nameProtectionNumber: 1000 };
    await assert.rejects(
      store.saveRegistrations([{ ...registration, nameProtectionNumber: 2 }, broken], next(start)),
    );
    assert.deepEqual(await store.registrations('5560000167'), []);
    assert.deepEqual(await store.importRun('bolagsverket', 'a'), start);
  });

  test(`${engine}: a step from where the run no longer stands is refused and writes nothing`, async () => {
    const { store } = await fresh();
    await store.beginImport(start);
    const first = next(start, { finished: true });
    assert.equal(await store.saveRegistrations([registration], first), 'saved');
    const late = { ...registration, nameProtectionNumber: 9 };
    assert.equal(await store.saveRegistrations([late], next(start)), 'overtaken');
    assert.equal(await store.saveRegistrations([late], next(first.to)), 'overtaken');
    assert.deepEqual(await store.registrations('5560000167'), [registration]);
    await store.beginImport(start);
    assert.deepEqual(await store.importRun('bolagsverket', 'a'), start);
  });
}

function documentTests(engine: string, fresh: () => Promise<Open>): void {
  test(`${engine}: documents are listed newest year first and their bytes come back unchanged`, async () => {
    const { store } = await fresh();
    const identity = { number: '5560000167', kind: 'organisation' } as const;
    const document = (id: string, periodEnd: string) => ({
      id,
      identity,
      mediaType: 'application/zip',
      periodEnd,
      registeredOn: '2025-06-01',
    });
    const bytes = Uint8Array.from({ length: 70_000 }, (_, i) => i % 256);
    assert.equal(await store.addDocument(document('a_paket', '2023-12-31'), bytes), true);
    assert.equal(
      await store.addDocument(document('b_paket', '2024-12-31'), new Uint8Array([80, 75, 3, 4])),
      true,
    );
    assert.equal(await store.addDocument(document('b_paket', '2020-12-31'), bytes), false);
    assert.deepEqual(await store.documents('5560000167'), [
      document('b_paket', '2024-12-31'),
      document('a_paket', '2023-12-31'),
    ]);
    assert.deepEqual(await store.documents('2021005489'), []);
    const read = await store.documentBytes('a_paket');
    assert.equal(read?.mediaType, 'application/zip');
    assert.deepEqual(Buffer.from(read?.bytes ?? []), Buffer.from(bytes));
    assert.equal(await store.documentBytes('c_paket'), undefined);
  });
}
