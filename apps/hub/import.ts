import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInProcessBus } from '@ena/kernel/events/in-process.ts';
import { createLogger } from '@ena/kernel/log/logger.ts';
import { roomConfigurations } from '@ena/kernel/rooms/configuration.ts';
import { type Database, openDatabase } from '@ena/kernel/store/database.ts';
import { systemClock } from '@ena/kernel/time.ts';
import { type CompanyOffer, company, showProgressOn } from '@ena/rooms/base-data/company';
import { importOfProcess } from './config/env.ts';
import type { ImportInvocation } from './config/import.ts';

/** Takes one bulk file into the company base data, beside the service (PostgreSQL) or instead of it (embedded). */
async function main(): Promise<void> {
  const read = importOfProcess();
  if (read.kind === 'stop') return end(read.code, read.text);
  const { folder, databaseUrl } = read.invocation;
  const database = await openDatabase({ url: databaseUrl, folder: join(folder, 'database') });
  if (!database.ok) return end(3, `${database.error}\n`);
  try {
    await take(read.invocation, database.value);
  } finally {
    await database.value.close();
  }
}

async function take({ kind, file, folder, again }: ImportInvocation, database: Database): Promise<void> {
  const offer = await openCompany(database, folder);
  if ('sentence' in offer) return end(3, `${offer.sentence}\n`);
  const outcome = await offer.importBulkFile({
    kind,
    path: file,
    again,
    showProgress: showProgressOn(process.stderr, () => systemClock.now()),
  });
  switch (outcome.kind) {
    case 'imported':
      return end(
        0,
        `${outcome.rows} rows taken in, ${outcome.rejected} skipped${outcome.rejected > 0 ? ` (see ${outcome.reportPath})` : ''}.\n${columns(outcome)}`,
      );
    case 'already-imported':
      return end(
        0,
        `This file was taken in before (${outcome.rows} rows); use --again to read it once more.\n`,
      );
    case 'unreadable-file':
      return end(1, `The file cannot be read: ${outcome.reason}\n`);
    case 'wrong-header':
      return end(
        1,
        `The file’s first line lacks the columns ${outcome.missing.join(', ')}; is it the right kind of file?\n`,
      );
    case 'unwritable-report':
      return end(1, `The list of skipped rows cannot be written to ${outcome.reportPath}.\n`);
    case 'overtaken':
      return end(1, 'Another import of the same kind has begun meanwhile; let it finish.\n');
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

async function openCompany(
  database: Database,
  folder: string,
): Promise<CompanyOffer | { readonly sentence: string }> {
  const migrated = await database.migrate('company', company.migrations);
  if (!migrated.ok) return { sentence: migrated.error };
  const configurations = roomConfigurations([company], {});
  if (!configurations.ok) return { sentence: configurations.error.join(' ') };
  const log = createLogger({ level: 'error', program: 'import' });
  const keyFolder = join(folder, 'keys', company.id);
  mkdirSync(keyFolder, { recursive: true, mode: 0o700 });
  const room = await company.open({
    db: database.schema('company'),
    clock: systemClock,
    log,
    config: configurations.value.get(company.id) as Parameters<typeof company.open>[0]['config'],
    events: createInProcessBus(company.events, { clock: systemClock, log }),
    audit: { record: async () => {} },
    keyFolder,
    publicUrl: 'http://127.0.0.1',
    sandbox: false,
    personScopes: () => [],
    room: () => {
      throw new Error('this room needs no other');
    },
  });
  return room.offer as CompanyOffer;
}

function end(code: number, text: string): void {
  (code === 0 ? process.stdout : process.stderr).write(text);
  process.exitCode = code;
}

await main();
