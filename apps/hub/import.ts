import { join } from 'node:path';
import { type Database, openDatabase } from '@ena/kernel/store/database.ts';
import { systemClock } from '@ena/kernel/time.ts';
import { type CompanyOffer, company, showProgressOn } from '@ena/rooms/base-data/company';
import { importOfProcess } from './config/env.ts';
import type { ImportInvocation } from './config/import.ts';
import { withRooms } from './import-rooms.ts';

/** Takes one bulk file into the company base data, beside the service (PostgreSQL) or instead of it (embedded). */
async function main(): Promise<void> {
  const wanted = importOfProcess();
  if (wanted.kind === 'stop') return end(wanted.code, wanted.text);
  const { folder, databaseUrl } = wanted.invocation;
  const database = await openDatabase({ url: databaseUrl, folder: join(folder, 'database') });
  if (!database.ok) return end(3, `${database.error}\n`);
  try {
    await take(wanted.invocation, database.value);
  } finally {
    await database.value.close();
  }
}

async function take(invocation: ImportInvocation, database: Database): Promise<void> {
  const { folder } = invocation;
  const done = await withRooms<CompanyOffer>([company], { database, folder }, async (offer) =>
    answer(await read(offer, invocation), invocation.json),
  );
  if (!done.ok) end(3, `${done.error}\n`);
}

function read(offer: CompanyOffer, { kind, file, again }: ImportInvocation) {
  return offer.importBulkFile({
    kind,
    path: file,
    again,
    showProgress: showProgressOn(process.stderr, () => systemClock.now()),
  });
}

function answer(outcome: Awaited<ReturnType<typeof read>>, json: boolean): void {
  const [code, sentences] = answerTo(outcome);
  end(code, json && code === 0 ? `${JSON.stringify({ ...outcome, told: sentences.trim() })}\n` : sentences);
}

type Answer = readonly [code: number, text: string];

/** What to say, and the exit code. */
function answerTo(outcome: Awaited<ReturnType<typeof read>>): Answer {
  switch (outcome.kind) {
    case 'imported':
      return [
        0,
        `${outcome.rows} rows taken in, ${outcome.rejected} skipped${outcome.rejected > 0 ? ` (see ${outcome.reportPath})` : ''}.\n${columns(outcome)}`,
      ];
    case 'already-imported':
      return [0, `This file was taken in before (${outcome.rows} rows); use --again to read it once more.\n`];
    case 'unreadable-file':
      return [1, `The file cannot be read: ${outcome.reason}\n`];
    case 'wrong-header':
      return [
        1,
        `The file’s first line lacks the columns ${outcome.missing.join(', ')}; is it the right kind of file?\n`,
      ];
    case 'unwritable-report':
      return [1, `The list of skipped rows cannot be written to ${outcome.reportPath}.\n`];
    case 'overtaken':
      return [1, 'Another import of the same kind has begun meanwhile; let it finish.\n'];
  }
}

function columns({
  missingColumns,
  unknownColumns,
}: {
  missingColumns: readonly string[];
  unknownColumns: readonly string[];
}): string {
  const missing =
    missingColumns.length > 0 ? `Columns that the file lacks: ${missingColumns.join(', ')}.\n` : '';
  return unknownColumns.length > 0
    ? `${missing}Columns that nobody reads: ${unknownColumns.join(', ')}.\n`
    : missing;
}

function end(code: number, text: string): void {
  (code === 0 ? process.stdout : process.stderr).write(text);
  process.exitCode = code;
}

await main();
