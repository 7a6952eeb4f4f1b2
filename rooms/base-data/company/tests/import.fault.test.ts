import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { isOrganisationNumber } from '@ena/kernel/organisation-number.ts';
import { temporaryFolder } from '@ena/testkit/folder.ts';
import { bolagsverketRow, writeBolagsverketFile } from './bulk-files.ts';

const program = fileURLToPath(new URL('./import-child.ts', import.meta.url));
const good = 6000;

function numberOf(i: number): string {
  const nine = String(556_000_000 + i);
  return [...'0123456789'].map((digit) => nine + digit).find(isOrganisationNumber) ?? '';
}

/** Runs the import; kills it as soon as `rows` are in. Answers its last line if it was let end. */
async function run(folder: string, path: string, killAt: number): Promise<string | undefined> {
  const child = spawn(process.execPath, [program, folder, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exit = once(child, 'exit');
  let last: string | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    last = line;
    if (Number(line) >= killAt) child.kill('SIGKILL');
  }
  const [code] = await exit;
  return code === 0 ? last : undefined;
}

test('killed again and again, an import ends with every row once and every rejected line once', async () => {
  using folder = temporaryFolder();
  const rows = Array.from({ length: good }, (_, i) =>
    bolagsverketRow({ identity: `${numberOf(i)}$ORGNR-IDORG` }),
  );
  const path = writeBolagsverketFile(
    folder.path,
    rows.flatMap((row, i) => (i % 100 === 50 ? ['trasig', row] : [row])),
  );
  const data = join(folder.path, 'database');
  for (const killAt of [500, 2000, 4500])
    assert.equal(await run(data, path, killAt), undefined, 'it was killed');
  const last = await run(data, path, Number.POSITIVE_INFINITY);
  const outcome = JSON.parse(last ?? '{}');
  assert.equal(outcome.kind, 'imported');
  assert.ok(outcome.resumedAtLine > 4500);
  assert.deepEqual([outcome.rows, outcome.rejected, outcome.counted], [good, good / 100, good]);
  const lines = readFileSync(`${path}.rejected.tsv`, 'utf8').trim().split('\n').slice(1);
  assert.equal(new Set(lines).size, good / 100);
  assert.equal(lines.length, good / 100);
});
