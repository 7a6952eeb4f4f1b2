import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { temporaryFolder } from '@ena/testkit/folder.ts';
import { type ImportOutcome, type ImportRequest, importDelivery } from '../import/import-delivery.ts';
import type { ImportProgress } from '../import/progress.ts';
import type { CompanyReader, CompanyWriter } from '../store/store.ts';
import {
  bolagsverketHeader,
  bolagsverketRow,
  scbRow,
  writeBolagsverketFile,
  writeScbFile,
} from './bulk-files.ts';
import { openStore } from './open-store.ts';

type Store = CompanyReader & CompanyWriter;

const run = (store: Store, request: ImportRequest, batchRows = 2): Promise<ImportOutcome> =>
  importDelivery({ store, batchRows, now: () => performance.now() }, request);

/** Valid numbers of invented organisations. */
const numbers = [
  '5560000167',
  '5560000175',
  '5560000183',
  '5560000191',
  '5560000209',
  '5560000217',
  '5560000225',
];
const rowOf = (i: number) =>
  bolagsverketRow({
    identity: `${numbers[i]}$ORGNR-IDORG`,
    names: `Åkeri ${i} AB$FORETAGSNAMN-ORGNAM$2001-02-03`,
  });

test('a file is taken in; bad rows are listed by line and reason, and nothing of them stands in the report', async () => {
  using folder = temporaryFolder();
  const store = await openStore();
  const path = writeBolagsverketFile(folder.path, [
    rowOf(0),
    '"hemlig åäö";"1"',
    bolagsverketRow({ identity: '5560000168$ORGNR-IDORG' }),
    rowOf(1),
    '',
    bolagsverketRow({
      identity: `${numbers[2]}$ORGNR-IDORG`,
      activity: 'första raden\nandra raden 24" bred',
    }),
    bolagsverketRow({ registeredOn: '2023-02-30' }),
  ]);
  const outcome = await run(store, { kind: 'bolagsverket', path });
  const reportPath = `${path}.rejected.tsv`;
  assert.deepEqual(outcome, {
    kind: 'imported',
    rows: 3,
    rejected: 3,
    reportPath,
    resumedAtLine: undefined,
    missingColumns: [],
    unknownColumns: [],
  });
  assert.equal(
    readFileSync(reportPath, 'utf8'),
    'line\treason\n3\tthe row has 2 columns, the header 11\n4\torganisationsidentitet has a wrong check digit\n' +
      '9\tregistreringsdatum is not a date\n',
  );
  const [third] = await store.registrations('5560000183');
  assert.equal(third?.activity, 'första raden\nandra raden 24" bred');
  assert.equal((await store.registrations('5560000175'))[0]?.names[0]?.name, 'Åkeri 1 AB');
});

test("SCB's file is read as ISO 8859-1, and quotes in it are letters", async () => {
  using folder = temporaryFolder();
  const store = await openStore();
  const path = writeScbFile(folder.path, [
    scbRow({ PeOrgNr: '165560000167', Namn: 'ÅKERI "Ö', JurForm: '49', FtgStat: '1', Ng1: '49410' }),
    'för få',
    scbRow({ PeOrgNr: '194009272719', Namn: 'ÖRN ÅSA', JurForm: '10' }),
  ]);
  const outcome = await run(store, { kind: 'scb', path });
  assert.equal(outcome.kind === 'imported' && `${outcome.rows} ${outcome.rejected}`, '2 1');
  assert.equal((await store.statisticsEntry('5560000167'))?.name, 'ÅKERI "Ö');
  assert.equal((await store.statisticsEntry('194009272719'))?.legalForm, '10');
});

test('several registrations of one identity are kept apart, a repeated one is the later', async () => {
  using folder = temporaryFolder();
  const store = await openStore();
  const path = writeBolagsverketFile(folder.path, [
    bolagsverketRow({ number: '2', names: 'Två' }),
    bolagsverketRow({ number: '1', names: 'Ett, förr' }),
    bolagsverketRow({ number: '1', names: 'Ett' }),
    bolagsverketRow({ number: '2', names: 'Tvåan' }),
  ]);
  await run(store, { kind: 'bolagsverket', path }, 3);
  assert.deepEqual(
    (await store.registrations('5560000167')).map(({ names }) => names[0]?.name),
    ['Ett', 'Tvåan'],
  );
});

test('an import that broke off goes on at the last saved batch, and its report has each line once', async () => {
  using folder = temporaryFolder();
  const store = await openStore();
  const path = writeBolagsverketFile(folder.path, [
    rowOf(0),
    'x',
    rowOf(1),
    rowOf(2),
    'y',
    rowOf(3),
    rowOf(4),
    'z',
    rowOf(5),
  ]);
  let saves = 0;
  const breaking: Store = {
    ...store,
    saveRegistrations: (rows, step) => {
      saves += 1;
      return saves === 3 ? Promise.reject(new Error('power cut')) : store.saveRegistrations(rows, step);
    },
  };
  await assert.rejects(run(breaking, { kind: 'bolagsverket', path }), /power cut/);
  assert.deepEqual(await store.registrations(numbers[5] ?? ''), []);

  const seen: ImportProgress[] = [];
  const outcome = await run(store, {
    kind: 'bolagsverket',
    path,
    showProgress: (progress) => seen.push(progress),
  });
  assert.equal(outcome.kind, 'imported');
  assert.deepEqual(
    outcome.kind === 'imported' && [outcome.rows, outcome.rejected, outcome.resumedAtLine],
    [6, 3, 6],
  );
  const report = readFileSync(`${path}.rejected.tsv`, 'utf8').trim().split('\n');
  assert.deepEqual(
    report.map((line) => line.split('\t')[0]),
    ['line', '3', '6', '9'],
  );
  for (let i = 0; i < 6; i++)
    assert.equal((await store.registrations(numbers[i] ?? '')).length, 1, `row ${i}`);
  assert.equal(seen.at(-1)?.bytes, seen.at(-1)?.totalBytes);
});

test('a delivery that is in is not read again unless asked; the next delivery under the same name is', async () => {
  using folder = temporaryFolder();
  const store = await openStore();
  const path = writeBolagsverketFile(folder.path, [rowOf(0)]);
  assert.equal((await run(store, { kind: 'bolagsverket', path })).kind, 'imported');
  assert.deepEqual(await run(store, { kind: 'bolagsverket', path }), {
    kind: 'already-imported',
    rows: 1,
    rejected: 0,
  });
  assert.equal((await run(store, { kind: 'bolagsverket', path, again: true })).kind, 'imported');
  writeBolagsverketFile(folder.path, [rowOf(0), rowOf(1)]);
  utimesSync(path, 1, 1);
  const next = await run(store, { kind: 'bolagsverket', path });
  assert.equal(next.kind === 'imported' && next.rows, 2);
});

test('a column that the publisher renames is reported; without a needed one nothing is read', async () => {
  using folder = temporaryFolder();
  const store = await openStore();
  const renamed = bolagsverketHeader.replace('verksamhetsbeskrivning', 'beskrivning');
  const outcome = await run(store, {
    kind: 'bolagsverket',
    path: writeBolagsverketFile(folder.path, [rowOf(0)], renamed),
  });
  assert.deepEqual(outcome.kind === 'imported' && [outcome.missingColumns, outcome.unknownColumns], [
    ['verksamhetsbeskrivning'],
    ['beskrivning'],
  ]);
  const without = bolagsverketHeader.replace('organisationsidentitet', 'orgnr');
  assert.deepEqual(
    await run(store, { kind: 'bolagsverket', path: writeBolagsverketFile(folder.path, [rowOf(0)], without) }),
    {
      kind: 'wrong-header',
      missing: ['organisationsidentitet'],
    },
  );
});

test('two imports of one delivery at once: one goes on, the other stops', async () => {
  using folder = temporaryFolder();
  const store = await openStore();
  const path = writeBolagsverketFile(folder.path, [0, 1, 2, 3, 4, 5].map(rowOf));
  const outcomes = await Promise.all([
    run(store, { kind: 'bolagsverket', path }),
    run(store, { kind: 'bolagsverket', path, reportPath: `${path}.2` }),
  ]);
  assert.deepEqual(outcomes.map(({ kind }) => kind).sort(), ['imported', 'overtaken']);
  for (let i = 0; i < 6; i++) assert.equal((await store.registrations(numbers[i] ?? '')).length, 1);
});

test('what is no bulk file is refused with a sentence', async () => {
  using folder = temporaryFolder();
  const store = await openStore();
  const at = (name: string) => join(folder.path, name);
  writeFileSync(at('bulk.zip'), 'PK\u0003\u0004');
  writeFileSync(at('empty.txt'), '');
  writeFileSync(at('picture.txt'), `${'å'.repeat(40)}\n`);
  mkdirSync(at('folder'));
  const of = async (name: string) => run(store, { kind: 'bolagsverket', path: at(name) });
  assert.match(JSON.stringify(await of('bulk.zip')), /unpack it first/);
  assert.match(JSON.stringify(await of('empty.txt')), /no line of column names/);
  assert.match(JSON.stringify(await of('gone.txt')), /cannot be read \(ENOENT\)/);
  assert.equal((await of('folder')).kind, 'unreadable-file');
  assert.equal((await of('picture.txt')).kind, 'wrong-header');
  const path = writeBolagsverketFile(folder.path, [rowOf(0)]);
  const reportPath = join(folder.path, 'no', 'such', 'folder.tsv');
  assert.deepEqual(await run(store, { kind: 'bolagsverket', path, reportPath }), {
    kind: 'unwritable-report',
    reportPath,
  });
});
