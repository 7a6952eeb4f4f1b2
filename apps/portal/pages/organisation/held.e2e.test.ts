import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '@ena/testkit/folder.ts';
import { freeBlock } from '@ena/testkit/ports.ts';
import type { Browser, Page } from 'playwright-core';
import { assertEveryView, startBrowser } from '../../tests/browser.ts';

/** The sandbox as `npm start` makes it: hub, portal and two connectors, which tell the hub what they hold. */
const ena = fileURLToPath(new URL('../../../cli/bin/ena.mjs', import.meta.url));
const folder = temporaryFolder();
const data = join(folder.path, 'sandlåda å');

let sandbox: ChildProcess;
let browser: Browser;
let url: string;

before(async () => {
  const base = await freeBlock();
  url = `http://127.0.0.1:${base}`;
  sandbox = spawn(
    process.execPath,
    [ena, 'start', '--sandbox', '--json', '--port', String(base), '--data', data],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  assert.ok(sandbox.stdout);
  await once(createInterface({ input: sandbox.stdout }), 'line');
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  const ended = once(sandbox, 'exit');
  sandbox.kill('SIGTERM');
  await ended;
  folder.remove();
});

async function logIn(page: Page, path: string, name: string): Promise<void> {
  await page.goto(`${url}/portal/log-in?next=${path}`);
  const value = await page.locator('#person option', { hasText: name }).first().getAttribute('value');
  await page.selectOption('#person', value ?? '');
  await page
    .locator('form', { has: page.locator('#person') })
    .locator('button[type=submit]')
    .click();
}

/** Reads the page anew until it says so: a connector tells the hub a moment after a change. */
async function says(page: Page, expected: RegExp): Promise<string> {
  for (let tries = 0; tries < 60; tries += 1) {
    const text = await page.innerText('main');
    if (expected.test(text)) return text;
    await new Promise((resolve) => setTimeout(resolve, 500));
    await page.reload();
  }
  return assert.fail(`the page never said ${expected}: ${await page.innerText('main')}`);
}

async function runEna(...args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [ena, ...args, '--data', data], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = await once(child, 'exit');
  assert.equal(code, 0);
}

describe('what stands in a connector, in the portal', () => {
  for (const javaScriptEnabled of [false, true]) {
    it(`a contact of Karlskrona sees its system and the grant that it has received: script ${javaScriptEnabled}`, async () => {
      const page = await (await browser.newContext({ javaScriptEnabled })).newPage();
      await logIn(page, '/organisation', 'Märta Exempelsson');
      await page.click('text=Karlskrona kommun >> nth=0');
      await page.click('text=System och behörigheter');
      assert.equal(page.url(), `${url}/organisation/2120000829/system`);
      assert.equal(await page.innerText('h1'), 'System och behörigheter: Karlskrona kommun');
      const text = await says(page, /Bolagsverket \(202100-5489\)/);
      assert.match(text, /Anslutningen berättade senast \d{4}-\d\d-\d\d \d\d:\d\d/);
      assert.match(text, /Körs på samma dator som anslutningen/);
      assert.match(text, /Ni har inte lämnat någon behörighet/);
      if (javaScriptEnabled) await assertEveryView(page, 'walk-connector');
    });
  }

  it('a contact of Bolagsverket sees the grant that it has given, and a new system soon after it is registered', async () => {
    const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
    await logIn(page, '/organisation/2021005489/system', 'Nils Testsson');
    await says(page, /Karlskrona kommun \(212000-0829\)/);
    await runEna('system', 'add', 'arkiv', '--org', '2021005489', '--auth', 'key');
    const text = await says(page, /arkiv/);
    assert.match(text, /Har en egen nyckel/);
    const other = await page.goto(`${url}/organisation/2120000829/system`);
    assert.equal(other?.status(), 403);
  });
});
