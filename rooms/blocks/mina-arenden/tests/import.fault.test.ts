import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { isPersonalNumber } from '@ena/kernel/personal-number.ts';
import { openDatabase } from '@ena/kernel/store/database.ts';
import { temporaryFolder } from '@ena/testkit/folder.ts';
import { countsIn } from './counts-in.ts';
import { event } from './running-room.ts';

const program = fileURLToPath(new URL('./import-child.ts', import.meta.url));
const people = 150;
const eventsOfEach = 10;

function numberOf(i: number): string {
  const eleven = `19800101${String(100 + i).padStart(3, '0')}`;
  return [...'0123456789'].map((digit) => eleven + digit).find(isPersonalNumber) ?? '';
}

/** Round after round everybody, so that whoever comes late is in every part of the file. Every hundredth row is wrong. */
function history(): string {
  const rows = Array.from({ length: people * eventsOfEach }, (_, i) => {
    const kund = { identifierare: numberOf(i % people), typ: 'Personnummer' };
    const row = JSON.stringify(event(`å-${i}`, { part: { kund }, rubrik: `Händelse ${i}` }));
    return i % 100 === 50 ? `trasig\n${row}` : row;
  });
  return rows.join('\n');
}

interface Told {
  readonly rows?: number;
  readonly kind?: string;
}

/** Runs the import; kills it as soon as so many rows are in. Answers its last line if it was let end. */
async function run(folder: string, path: string, minutes: number, killAt: number) {
  const args = [program, folder, path, String(minutes)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const exit = once(child, 'exit');
  let last: Told = {};
  for await (const line of createInterface({ input: child.stdout })) {
    last = JSON.parse(line);
    if (last.kind === undefined && Number(last.rows) >= killAt) child.kill('SIGKILL');
  }
  const [code] = await exit;
  return code === 0 ? last : undefined;
}

/** What a killed run left: customers without a pointer, and notes that the index may lack some. */
async function leftIn(folder: string) {
  const opened = await openDatabase({ folder: join(folder, 'database') });
  if (!opened.ok) throw new Error(opened.error);
  const counts = countsIn(opened.value);
  const left = {
    events: await counts.events(),
    customers: await counts.customers(),
    pointers: await counts.pointers(),
    notes: await counts.notes(),
  };
  await opened.value.close();
  return left;
}

test('killed again and again, an import of cases ends with every event once, and with everyone in the index', async () => {
  using folder = temporaryFolder();
  const path = join(folder.path, 'historik.ndjson');
  writeFileSync(path, history());
  const all = people * eventsOfEach;
  for (const [i, killAt] of [100, 500, 1200].entries()) {
    assert.equal(await run(folder.path, path, 11 * i, killAt), undefined, 'it was killed');
    const { events, customers, pointers, notes } = await leftIn(folder.path);
    assert.ok(events >= killAt, 'what was said to be in is in');
    assert.ok(pointers === customers || notes > 0, 'whom the index lacks it is noted that it may lack');
  }
  const told = await run(folder.path, path, 33, Number.POSITIVE_INFINITY);
  assert.ok(told !== undefined);
  const { report, ...counts } = told as Told & { report: string };
  assert.deepEqual(counts, {
    kind: 'imported',
    rows: all,
    rejected: all / 100,
    reportPath: `${path}.rejected.tsv`,
    events: all,
    pointers: people,
  });
  assert.equal(new Set(report.trim().split('\n')).size, 1 + all / 100);
});
