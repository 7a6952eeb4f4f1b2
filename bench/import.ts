// Imports a file of the shape of `bolagsverket_bulkfil.txt`: `npm run bench:import -- [--rows 2900000] [--database postgres://…]`.
// Without --database the embedded PGlite is used. With it a database of the bench's own is made there and dropped.
// Everything that is printed is measured in this one run; the file and the database are removed at the end.
import { createReadStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createInProcessBus } from '@ena/kernel/events/in-process.ts';
import { createLogger } from '@ena/kernel/log/logger.ts';
import { createMetrics } from '@ena/kernel/metrics/metrics.ts';
import { type Database, openDatabase } from '@ena/kernel/store/database.ts';
import { systemClock } from '@ena/kernel/time.ts';
import { type CompanyOffer, company, showProgressOn } from '@ena/rooms/base-data/company';

const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '2900000' },
    database: { type: 'string' },
    batch: { type: 'string', default: '2000' },
  },
});
const rows = Number(options.rows);
const mebibyte = 1024 * 1024;

const header =
  'organisationsidentitet;namnskyddslopnummer;registreringsland;organisationsnamn;organisationsform;avregistreringsdatum;' +
  'avregistreringsorsak;pagandeAvvecklingsEllerOmstruktureringsforfarande;registreringsdatum;verksamhetsbeskrivning;postadress\n';
const trades = [
  'Åkeri',
  'Bygg & Måleri',
  'Redovisning',
  'Konsult',
  'Café',
  'Fastigheter',
  'Snickeri',
  'Hälsa och vård',
];
const towns = ['KARLSKRONA', 'ÖREBRO', 'LULEÅ', 'VÄXJÖ', 'GÖTEBORG', 'SKELLEFTEÅ', 'HÄRNÖSAND', 'ÅRE'];
const activity =
  'Bolaget ska bedriva handel med och uthyrning av skärmar, verktyg och arbetskläder, konsultation inom bygg samt äga och förvalta fast och lös egendom och därmed förenlig verksamhet';

function number(i: number): string {
  const nine = String(502_000_000 + i);
  let sum = 0;
  for (let at = 0; at < 9; at++) {
    const digit = Number(nine[at]) * (at % 2 === 0 ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return nine + String((10 - (sum % 10)) % 10);
}

/** Every tenth is deregistered, every hundredth holds a stray quote, every ten-thousandth is broken. */
function line(i: number): string {
  if (i % 10_000 === 9_999) return '"not a row";"1"\n';
  const trade = trades[i % trades.length];
  const town = towns[(i >> 3) % towns.length];
  const gone = i % 10 === 0 ? '"2019-06-30";"VERKUPP-AVORG"' : '"";""';
  const text = activity.slice(0, 40 + (i % 130)) + (i % 100 === 50 ? ', 24" skärm' : '');
  return (
    `"${number(i)}$ORGNR-IDORG";"1";"SE-LAND";"${town} ${trade} ${i} AB$FORETAGSNAMN-ORGNAM$2001-02-03";"AB-ORGFO";${gone};"";` +
    `"2001-02-03";"${text}";"Storgatan ${i % 90}$$${town}$${10_000 + (i % 80_000)}$SE-LAND"\n`
  );
}

async function generate(path: string): Promise<void> {
  const file = await open(path, 'w');
  await file.write(header);
  for (let from = 0; from < rows; from += 10_000) {
    const lines: string[] = [];
    for (let i = from; i < Math.min(rows, from + 10_000); i++) lines.push(line(i));
    await file.write(lines.join(''));
  }
  await file.close();
}

/** What it costs to have the file's lines as strings and do nothing with them. */
async function readLines(path: string): Promise<number> {
  let count = 0;
  let rest = '';
  for await (const chunk of createReadStream(path, { encoding: 'utf8', highWaterMark: mebibyte })) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    count += lines.length;
  }
  return count;
}

interface Place {
  readonly database: Database;
  remove(): Promise<void>;
}

async function openPlace(folder: string): Promise<Place> {
  if (options.database === undefined) {
    const opened = await openDatabase({ folder: join(folder, 'database') });
    if (!opened.ok) throw new Error(opened.error);
    return { database: opened.value, remove: () => opened.value.close() };
  }
  const name = `ena_bench_${process.pid}`;
  const admin = await openDatabase({ url: options.database, connections: 1 });
  if (!admin.ok) throw new Error(admin.error);
  await admin.value.administer(`create database ${name}`);
  const url = new URL(options.database);
  url.pathname = `/${name}`;
  const opened = await openDatabase({ url: url.href });
  if (!opened.ok) throw new Error(opened.error);
  const remove = async () => {
    await opened.value.close();
    await admin.value.administer(`drop database ${name} with (force)`);
    await admin.value.close();
  };
  return { database: opened.value, remove };
}

async function openCompany(database: Database, folder: string): Promise<CompanyOffer> {
  const migrated = await database.migrate('company', company.migrations);
  if (!migrated.ok) throw new Error(migrated.error);
  const log = createLogger({ level: 'error', program: 'bench' });
  const room = await company.open({
    db: database.schema('company'),
    clock: systemClock,
    log,
    config: {
      sourceDeadlineMs: 2000,
      callsPerMinute: 6000,
      documentBytes: mebibyte,
      importBatchRows: Number(options.batch),
    },
    events: createInProcessBus(company.events, { clock: systemClock, log }),
    audit: { record: async () => {} },
    personScopes: () => [],
    systemScopes: () => [],
    metrics: createMetrics(),
    isClient: async () => false,
    keyFolder: folder,
    publicUrl: 'http://127.0.0.1',
    sandbox: true,
    wanted: () => undefined,
    room: () => {
      throw new Error('this room needs no other');
    },
  });
  return room.offer as CompanyOffer;
}

async function timed<Value>(
  work: () => Promise<Value>,
): Promise<{ readonly value: Value; readonly seconds: number }> {
  const began = performance.now();
  const value = await work();
  return { value, seconds: (performance.now() - began) / 1000 };
}

async function run(folder: string): Promise<void> {
  const path = join(folder, 'bolagsverket_bulkfil.txt');
  console.log(`${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}`);
  const written = await timed(() => generate(path));
  console.log(
    `file: ${rows} rows, ${Math.round(statSync(path).size / mebibyte)} MiB, written in ${written.seconds.toFixed(1)} s`,
  );
  const lines = await timed(() => readLines(path));
  const place = await openPlace(folder);
  try {
    const offer = await openCompany(place.database, folder);
    const peak = { atTenth: 0, whole: 0 };
    const show = showProgressOn(process.stderr, () => Date.now());
    const sample = () => {
      peak.whole = Math.max(peak.whole, process.memoryUsage.rss());
    };
    const timer = setInterval(sample, 50);
    const before = process.cpuUsage();
    const imported = await timed(() =>
      offer.importBulkFile({
        kind: 'bolagsverket',
        path,
        showProgress: (progress, last) => {
          sample();
          if (progress.bytes <= progress.totalBytes / 10) peak.atTenth = peak.whole;
          show(progress, last);
        },
      }),
    );
    clearInterval(timer);
    const cpu = process.cpuUsage(before);
    if (imported.value.kind !== 'imported') throw new Error(`the import ended as ${imported.value.kind}`);
    const { rows: taken, rejected } = imported.value;
    const found = await offer.findOrganisation(number(Math.floor(rows / 2)));
    console.log(`engine: ${place.database.engine}`);
    console.log(
      `rows/s: ${Math.round((taken + rejected) / imported.seconds)} (${taken} taken, ${rejected} rejected, ${imported.seconds.toFixed(1)} s)`,
    );
    console.log(
      `CPU of this process: ${((cpu.user + cpu.system) / (taken + rejected)).toFixed(1)} µs/row` +
        (place.database.engine === 'postgresql'
          ? ', without the database server'
          : ', with the database in it'),
    );
    console.log(
      `peak RSS: ${Math.round(peak.atTenth / mebibyte)} MiB at 10 %, ${Math.round(peak.whole / mebibyte)} MiB at 100 %`,
    );
    console.log(`memory ratio 100 % / 10 %: ${(peak.whole / peak.atTenth).toFixed(2)}`);
    console.log(
      `time ratio import / reading the ${lines.value} lines alone: ${(imported.seconds / lines.seconds).toFixed(1)} (${lines.seconds.toFixed(1)} s)`,
    );
    console.log(`the middle row is found by its number: ${found.kind}`);
  } finally {
    await place.remove();
  }
}

const folder = mkdtempSync(join(tmpdir(), 'ena-bench-'));
try {
  await run(folder);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
