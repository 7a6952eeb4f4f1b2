import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { buildVerifyPage } from './build-verify-page.ts';

const committed = new URL('../apps/portal/public/verify.html', import.meta.url);

describe('the page that verifies evidence', () => {
  it('is the one that its sources give', async () => {
    const built = await buildVerifyPage();
    const kept = await readFile(committed, 'utf8');
    assert.ok(
      built === kept,
      'apps/portal/public/verify.html is not up to date: run node tools/build-verify-page.ts',
    );
  });

  it('is built the same twice and names no folder of the machine', async () => {
    const built = await buildVerifyPage();
    assert.equal(built, await buildVerifyPage());
    assert.ok(!built.includes(process.cwd()));
    assert.match(built, /function verifyEvidence\(/);
  });

  it('asks for nothing from anywhere and has nothing of Node', async () => {
    const page = await readFile(committed, 'utf8');
    assert.ok(!/(?:src|href)="(?!#)/.test(page));
    assert.ok(!/\bfetch\(|XMLHttpRequest|WebSocket|import\(|require\(/.test(page));
    assert.match(page, /default-src 'none'; script-src 'sha256-[A-Za-z0-9+/]{43}='; style-src 'sha256-/);
  });
});
