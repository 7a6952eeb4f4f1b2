import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import type { TestContext } from 'node:test';
import type { Standing } from './requirements.ts';

const root = new URL('../../', import.meta.url);
const contracts = new URL('../shared/contracts/fapi/', root);

/** One of the files of the OpenID Foundation's tests, beside the project. */
export function readContract(name: string): Readonly<Record<string, unknown>> {
  return JSON.parse(readFileSync(new URL(name, contracts), 'utf8')) as Record<string, unknown>;
}

/** The requirements whose ids begin so; a row of the contract may name several. */
export function publishedRequirements(families: RegExp): readonly string[] {
  const rows = Object.keys(readContract('requirement-to-condition.json'));
  return [...new Set(rows.flatMap((row) => row.split(',')))].filter((id) => families.test(id));
}

/** Each id of the contract once, and nothing else. */
export function assertListed(rows: readonly Standing[], published: readonly string[]): void {
  assert.ok(published.length > 0);
  assert.deepEqual(rows.flatMap(({ ids }) => [...ids]).sort(), [...published].sort());
}

/** A title stands in its file as a text of its own: that of a test, or of a row of a table of tests. */
export function assertHeld(rows: readonly Standing[]): void {
  for (const row of rows) {
    if (!('heldBy' in row)) continue;
    const { file, title } = row.heldBy;
    assert.match(file, /\.test\.ts$/);
    assert.ok(existsSync(new URL(file, root)), `${file} is no file`);
    const text = readFileSync(new URL(file, root), 'utf8');
    const quoted = [`'${title}'`, `"${title}"`, `\`${title}\``];
    assert.ok(
      quoted.some((one) => text.includes(one)),
      `${file} has no test called: ${title}`,
    );
  }
}

/** What is not held has a sentence, and the counts are told. */
export function assertExplained(rows: readonly Standing[], t: TestContext): void {
  const count = { held: 0, notApplicable: 0, open: 0 };
  for (const row of rows) {
    const kind = 'heldBy' in row ? 'held' : 'notApplicable' in row ? 'notApplicable' : 'open';
    count[kind] += row.ids.length;
    if (!('heldBy' in row)) assert.ok(('open' in row ? row.open : row.notApplicable).length > 20);
  }
  t.diagnostic(`${count.held} held, ${count.notApplicable} not applicable, ${count.open} open`);
}
