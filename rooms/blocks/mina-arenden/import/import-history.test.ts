import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createInProcessBus } from '@ena/kernel/events/in-process.ts';
import { silentLogger } from '@ena/kernel/log/logger.ts';
import { fixedClock } from '@ena/testkit/clock.ts';
import { openTestDatabase } from '@ena/testkit/database.ts';
import { temporaryFolder } from '@ena/testkit/folder.ts';
import fc from 'fast-check';
import { caseEvents } from '../events.ts';
import type { CaseStore } from '../store/store.ts';
import { freshStore } from '../store/tests/fresh-store.ts';
import { event } from '../tests/running-room.ts';
import { retractEvents } from '../use-cases/retract-events.ts';
import { splitCells } from './csv-assembler.ts';
import { type HistoryProgress, type ImportHistoryRequest, importHistory } from './import-history.ts';

const producer = {
  id: 'testkommunen',
  prefix: 'TESTKOP',
  name: 'Testkommunen',
  organisation: '2120000829',
  registeredAt: 0,
};

async function imported(
  text: string | Uint8Array,
  format: 'ndjson' | 'csv',
  batchRows = 3,
  store?: CaseStore,
) {
  const into = store ?? (await freshStore(openTestDatabase()));
  await into.register(producer, 'hash');
  using folder = temporaryFolder();
  const path = join(folder.path, 'historik');
  writeFileSync(path, text);
  const shown: [HistoryProgress, boolean][] = [];
  const request: ImportHistoryRequest = {
    producer: producer.id,
    path,
    format,
    showProgress: (progress, last) => shown.push([progress, last]),
  };
  const events = createInProcessBus(caseEvents, { clock: fixedClock(), log: silentLogger });
  const heard: string[] = [];
  for (const { name } of caseEvents)
    events.subscribe(name, ({ data }) => {
      heard.push(`${name} ${(data as { events: number }).events}`);
    });
  const outcome = await importHistory({ store: into, events, batchRows, now: () => 0 }, request);
  const report = outcome.kind === 'imported' ? readFileSync(outcome.reportPath, 'utf8') : '';
  return { store: into, outcome, report, shown, events, heard };
}

const count = (outcome: Awaited<ReturnType<typeof imported>>['outcome']) =>
  outcome.kind === 'imported' ? [outcome.rows, outcome.rejected] : outcome;

test('NDJSON is loaded in batches; rows that are wrong are reported by line and reason, without their values', async () => {
  const rows = [
    JSON.stringify(event('1')),
    '',
    '{"kundhandelseId": 191212121212',
    JSON.stringify(event('2', { tidpunkt: '2026-03-29 02:30:00' })),
    JSON.stringify(event('3', { rubrik: 'Åäö' })),
    JSON.stringify(event('4', { kundhandelseTyp: 'ANNAN.A.B' })),
    JSON.stringify({ kundhandelseId: '5' }),
    JSON.stringify(event('1', { rubrik: 'Nyare' })),
  ];
  const { store, outcome, report, shown } = await imported(`\ufeff${rows.join('\r\n')}`, 'ndjson');
  assert.deepEqual(count(outcome), [3, 4]);
  const lines = report.trim().split('\n');
  assert.deepEqual(
    lines.map((line) => line.split('\t')[0]),
    ['line', '3', '4', '6', '7'],
  );
  assert.match(lines[1] ?? '', /the line is not JSON/);
  assert.match(lines[2] ?? '', /\/tidpunkt: Swedish clocks skip/);
  assert.equal(report.includes('191212121212'), false);
  assert.deepEqual(
    (await store.find(producer.id, ['1', '3'])).map(({ title }) => title),
    ['Nyare', 'Åäö'],
  );
  assert.deepEqual(shown.map(([, last]) => last).at(-1), true);
  assert.equal(shown.at(-1)?.[0].bytes, shown.at(-1)?.[0].totalBytes);
});

const heading =
  'kundhandelseId;kund;kundTyp;rubrik;beskrivning;tidpunkt;kundhandelseTyp;producentarendetKraverKundatgard;producentarendetKlart;taggar;utokadInformation';

test('CSV is loaded with texts over several lines; a row that is wrong costs itself alone', async () => {
  const row = (id: string, description: string, more = '') =>
    `${id};191212121212;Personnummer;Rubrik å;${description};2026-08-20 09:12:00;TESTKOP.A.B;true;false;x|ö;${more}`;
  const text = [
    heading,
    row('1', '"rad ett\nrad ""två""; slut"', '"{""a"": 1}"'),
    row('2', 'text'),
    row('3', 'text', '{'),
    'för;få',
    row('4', '"text"efter'),
    row('5', 'text').replace('true', 'kanske'),
    row('6', 'sist'),
  ].join('\n');
  const { store, outcome, report } = await imported(text, 'csv');
  assert.deepEqual(count(outcome), [3, 4]);
  assert.deepEqual(
    report
      .trim()
      .split('\n')
      .map((line) => line.split('\t')[0]),
    ['line', '5', '6', '7', '8'],
  );
  const [first] = await store.find(producer.id, ['1']);
  assert.equal(first?.description, 'rad ett\nrad "två"; slut');
  assert.deepEqual([first?.tags, first?.extended, first?.needsAction], [['x', 'ö'], { a: 1 }, true]);
});

test('an extension comes along in either form, and is refused with its place', async () => {
  const ena = { progress: 40, toDo: { text: { sv: 'Skriv på – å' }, due: '2026-12-24 15:00:00' } };
  const wanted = { ...ena, toDo: { ...ena.toDo, due: Date.parse('2026-12-24T14:00:00Z') } };
  const lines = [
    event('1', { ena }),
    event('2', { ena: { toDo: { ...ena.toDo, due: '2026-03-29 02:30:00' } } }),
  ];
  const ndjson = await imported(lines.map((line) => JSON.stringify(line)).join('\n'), 'ndjson');
  assert.deepEqual((await ndjson.store.find(producer.id, ['1']))[0]?.extension, wanted);
  assert.match(ndjson.report, /^2\t\/ena\/toDo\/due: Swedish clocks skip/m);
  const cell = (value: object) => `"${JSON.stringify(value).replaceAll('"', '""')}"`;
  const row = '191212121212;Personnummer;R;B;2026-08-20 09:12:00;TESTKOP.A.B;true;false;;';
  const csv = await imported(
    `${heading};ena\n1;${row};${cell(ena)}\n2;${row};${cell({ progress: 101 })}\n3;${row};{\n4;${row};\n`,
    'csv',
  );
  assert.deepEqual(count(csv.outcome), [2, 2]);
  assert.match(csv.report, /^3\t\/ena\/progress: .*\n4\t.*ena is not JSON/m);
  const [first, last] = await csv.store.find(producer.id, ['1', '4']);
  assert.deepEqual([first?.extension, last?.extension], [wanted, undefined]);
});

test('what takes events back, and what lets them stand again, is told to the other rooms', async () => {
  const lines = ['1', '2'].map((id) => JSON.stringify(event(id))).join('\n');
  const { store, events, heard } = await imported(lines, 'ndjson');
  const tools = { store, events, clock: fixedClock() };
  const wanted = [
    { id: '1', reason: 'Fel.' },
    { id: 'okänd', reason: 'Fel.' },
  ];
  await retractEvents(tools, producer, wanted);
  await retractEvents(tools, producer, wanted);
  assert.deepEqual(heard, ['mina-arenden.events.loaded 2', 'mina-arenden.events.retracted 1']);
  const again = await imported(lines, 'ndjson', 3, store);
  assert.deepEqual(again.heard, ['mina-arenden.events.loaded 2', 'mina-arenden.events.reinstated 1']);
});

test('a comma divides as well where the heading has commas', async () => {
  const text = `${heading.replaceAll(';', ',')}\n1,191212121212,Personnummer,R,B,2026-08-20T09:12:00Z,TESTKOP.A.B,true,true,,\n`;
  assert.deepEqual(count((await imported(text, 'csv')).outcome), [1, 0]);
});

test('a heading that lacks columns, a file that is none and a producer that is none are told', async () => {
  const { outcome, store } = await imported('kundhandelseId;rubrik\n1;2\n', 'csv');
  assert.equal(outcome.kind === 'wrong-header' && outcome.columns.includes('tidpunkt'), true);
  assert.equal((await imported('', 'csv')).outcome.kind, 'wrong-header');
  const events = createInProcessBus(caseEvents, { clock: fixedClock(), log: silentLogger });
  const tools = { store, events, batchRows: 1, now: () => 0 };
  const asked = (changes: object) =>
    importHistory(tools, { producer: producer.id, path: '/no/such/file', format: 'csv', ...changes });
  assert.equal((await asked({})).kind, 'unreadable-file');
  assert.equal((await asked({ producer: 'ingen' })).kind, 'unknown-producer');
});

test('bytes that are not UTF-8 and a line beyond every measure cost their own line', async () => {
  const good = (id: string) => Buffer.from(`${JSON.stringify(event(id))}\n`);
  const bytes = Buffer.concat([
    good('1'),
    Buffer.from([0x22, 0xe5, 0x22, 0x0a]),
    Buffer.alloc(5_000_000, 'x'),
    Buffer.from('\n'),
    good('2'),
  ]);
  const { outcome, report } = await imported(bytes, 'ndjson');
  assert.deepEqual(count(outcome), [2, 2]);
  assert.deepEqual(
    report
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split('\t')[0]),
    ['2', '3'],
  );
});

test('the same file once more changes nothing', async () => {
  const text = ['1', '2', '3', '4'].map((id) => JSON.stringify(event(id))).join('\n');
  const { store } = await imported(text, 'ndjson');
  await imported(text, 'ndjson', 3, store);
  assert.equal(await store.count(producer.id), 4);
});

test('cells that are written between quotes are read back, whatever they hold', () => {
  const written = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1 }), (cells) => {
      assert.deepEqual(splitCells(cells.map(written).join(';'), ';'), cells);
    }),
  );
});

test('rubbish never breaks the reader of either form', async () => {
  const store = await freshStore(openTestDatabase());
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 200 }),
      fc.constantFrom('ndjson', 'csv'),
      async (bytes, format) => {
        const { outcome } = await imported(bytes, format as 'ndjson' | 'csv', 3, store);
        assert.ok(['imported', 'wrong-header'].includes(outcome.kind));
      },
    ),
    { numRuns: 40 },
  );
});
