import { join } from 'node:path';
import { type Database, openDatabase } from '@ena/kernel/store/database.ts';
import { systemClock } from '@ena/kernel/time.ts';
import { showProgressOn } from '@ena/rooms/base-data/company';
import { indexing } from '@ena/rooms/blocks/indexing';
import { type CaseOffer, minaArenden } from '@ena/rooms/blocks/mina-arenden';
import { caseImportOfProcess } from './config/env.ts';
import type { CaseImportInvocation } from './config/import-cases.ts';
import { withRooms } from './import-rooms.ts';

/** Takes a producer's history into Mina ärenden, beside the hub (PostgreSQL) or instead of it (embedded). */
async function main(): Promise<void> {
  const wanted = caseImportOfProcess();
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

async function take(invocation: CaseImportInvocation, database: Database): Promise<void> {
  const { folder, producer } = invocation;
  const rooms = [indexing, minaArenden];
  const done = await withRooms<CaseOffer>(rooms, { database, folder }, async (offer) =>
    end(...answerTo(producer, await read(offer, invocation))),
  );
  if (!done.ok) end(3, `${done.error}\n`);
}

function read(offer: CaseOffer, { producer, format, file }: CaseImportInvocation) {
  return offer.importHistory({
    producer,
    format,
    path: file,
    showProgress: showProgressOn(process.stderr, () => systemClock.now()),
  });
}

type Answer = readonly [code: number, text: string];

/** What to say, and the exit code. */
function answerTo(producer: string, outcome: Awaited<ReturnType<typeof read>>): Answer {
  switch (outcome.kind) {
    case 'imported': {
      const { rows, rejected, reportPath: report } = outcome;
      return [0, `${JSON.stringify({ producer, rows, rejected, report })}\n`];
    }
    case 'unknown-producer':
      return [1, `There is no producer ${producer}; see ena cases producer list.\n`];
    case 'unreadable-file':
      return [1, `The file cannot be read: ${outcome.reason}\n`];
    case 'wrong-header':
      return [1, `The file’s first line lacks, or has twice, the columns ${outcome.columns.join(', ')}.\n`];
    case 'unwritable-report':
      return [1, `The list of skipped rows cannot be written to ${outcome.reportPath}.\n`];
    case 'raced':
      return [1, `Someone loads the same events meanwhile; ${outcome.rows} were taken in. Run it again.\n`];
  }
}

function end(code: number, text: string): void {
  (code === 0 ? process.stdout : process.stderr).write(text);
  process.exitCode = code;
}

await main();
