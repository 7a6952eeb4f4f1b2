import assert from 'node:assert/strict';
import type { Disk } from './disk.ts';
import { Journal } from './journal.ts';
import { type JournalScan, journalStart, scanJournal } from './journal-scan.ts';

/* For tests: what a journal's folder holds, and the journal taken over as recovery does. */

export interface Found {
  readonly bodies: readonly string[];
  readonly scan: JournalScan;
}

export async function found(folder: string): Promise<Found> {
  const bodies: string[] = [];
  const scan = await scanJournal(folder, journalStart, ({ records }) => {
    bodies.push(...records.map(({ body }) => body.toString()));
    return true;
  });
  return { bodies, scan };
}

export async function reopen(folder: string, segmentBytes = 4 << 20, disk?: Disk): Promise<Journal> {
  const { scan } = await found(folder);
  if (scan.kind !== 'clean' && scan.kind !== 'torn') assert.fail(JSON.stringify(scan));
  return Journal.start({ folder, segmentBytes, ...(disk && { disk }) }, scan.end);
}
