// The published cases of OpenID Federation 1.0 metadata policies, through the command that operators use.
// Needs ../shared/contracts.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const vectors = fileURLToPath(
  new URL('../../../shared/contracts/openid-federation/metadata-policy-vectors-half.json', import.meta.url),
);

interface Ran {
  readonly code: number;
  readonly out: string;
}

function policy(file: string, ...more: string[]): Promise<Ran> {
  const command = ['apps/cli/bin/ena.mjs', 'federation', 'policy', '--cases', file, ...more];
  return new Promise((resolve) => {
    execFile(process.execPath, command, { cwd: root }, (error, out) =>
      resolve({ code: error === null ? 0 : Number(error.code), out }),
    );
  });
}

const cases: Record<string, unknown>[] = JSON.parse(readFileSync(vectors, 'utf8'));

test('all published cases come out as published', async () => {
  const { code, out } = await policy(vectors);
  assert.equal(out.trim(), `${cases.length} passed, 0 failed`);
  assert.equal(code, 0);
  assert.equal(cases.length, 1010);
});

test('a case that should come out otherwise is named, and the exit code says so', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ena-policy-'));
  try {
    const file = join(folder, 'fall.json');
    const [first, second] = cases;
    writeFileSync(file, JSON.stringify([first, { ...second, n: 'åäö', resolved: { annat: 'värde' } }]));
    const { code, out } = await policy(file, '--json');
    assert.equal(code, 1);
    const told = JSON.parse(out) as { passed: number; failed: number; failures: { n: unknown }[] };
    assert.deepEqual([told.passed, told.failed, told.failures[0]?.n], [1, 1, 'åäö']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
