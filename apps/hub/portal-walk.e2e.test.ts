import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { silentLogger } from '@ena/kernel/log/logger.ts';
import { type RunningProgram, startProgram } from '@ena/kernel/rooms/program.ts';
import { systemClock } from '@ena/kernel/time.ts';
import { assertAccessible, assertReflows, screenshot, startBrowser } from '@ena/portal/tests/browser.ts';
import { company } from '@ena/rooms/base-data/company';
import { identity } from '@ena/rooms/blocks/identity';
import { traceability } from '@ena/rooms/blocks/traceability';
import { trustFramework } from '@ena/rooms/blocks/trust-framework';
import { feedback } from '@ena/rooms/governance/feedback';
import { onboarding } from '@ena/rooms/governance/onboarding';
import { openTestDatabase, testSchema } from '@ena/testkit/database.ts';
import { temporaryFolder } from '@ena/testkit/folder.ts';
import { freePort } from '@ena/testkit/hub.ts';
import type { Browser, Page } from 'playwright-core';
import type { HubConfig } from './config/env.ts';
import { portalMount } from './portal.ts';

/** The portal beside the real rooms, as the hub composes them; a person walks through it in a browser. */
const rooms = [trustFramework, identity, traceability, company, onboarding, feedback];
const folder = temporaryFolder();

let program: RunningProgram;
let browser: Browser;
let url: string;

before(async () => {
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  const config: HubConfig = {
    folder: folder.path,
    host: '127.0.0.1',
    port,
    publicUrl: url,
    rooms: undefined,
    sandbox: true,
    databaseUrl: undefined,
    logLevel: 'silent',
    configuration: {},
    portal: { watch: [] },
    exitWithParent: false,
  };
  mkdirSync(config.folder, { recursive: true });
  const suffix = testSchema('');
  const started = await startProgram({
    ...config,
    rooms,
    database: await openTestDatabase(),
    schemaName: (schema) => `${schema}${suffix}`,
    clock: systemClock,
    log: silentLogger,
    ownMounts: (opened) => portalMount(config, rooms, opened),
  });
  if (!started.ok) throw new Error(started.error.sentences.join(' '));
  program = started.value;
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await program?.stop();
  folder.remove();
});

async function newPage(javaScriptEnabled: boolean): Promise<Page> {
  const page = await (await browser.newContext({ javaScriptEnabled })).newPage();
  page.setDefaultTimeout(15_000);
  return page;
}

/** The sandbox's test e-identification: a person from the list, at level 3. */
async function identify(page: Page, name: string): Promise<void> {
  const value = await page.locator('#person option', { hasText: name }).first().getAttribute('value');
  await page.selectOption('#person', value ?? '');
  await page
    .locator('form', { has: page.locator('#person') })
    .locator('button[type=submit]')
    .click();
}

async function logIn(page: Page, path: string, name: string): Promise<void> {
  await page.goto(`${url}/portal/log-in?next=${path}`);
  await identify(page, name);
  assert.equal(page.url(), url + path);
}

async function seen(page: Page, name: string): Promise<void> {
  await assertAccessible(page);
  await assertReflows(page);
  await screenshot(page, `walk-${name}`);
}

describe('an organisation joins through the portal', () => {
  for (const [orgnr, name, javaScriptEnabled] of [
    ['212000-3005', 'Uppsala kommun', true],
    ['212000-2494', 'Åre kommun', false],
  ] as const) {
    it(`${name}, in four steps to the command that connects it: script ${javaScriptEnabled}`, async () => {
      const page = await newPage(javaScriptEnabled);
      await logIn(page, '/organisation', 'Wilma Testberg');
      assert.match(await page.innerText('.who'), /Inloggad som Wilma Testberg \(tillitsnivå 3\)/);

      await page.click('text=Ansök om anslutning');
      await page.fill('#orgnr', orgnr);
      await page.fill('#email', 'registrator@kommun.example');
      await page.getByRole('main').getByRole('button', { name: 'Skicka' }).click();
      assert.equal(await page.innerText('h1'), `Anslutning: ${name}`);
      if (javaScriptEnabled) await seen(page, 'application');
      const matter = page.url();

      await page.getByRole('button', { name: 'Skriv under' }).click();
      await identify(page, 'Wilma Testberg');
      assert.equal(page.url(), matter);
      assert.match(await page.innerText('main'), /Har skrivit under/);
      if (javaScriptEnabled) await seen(page, 'signed');

      await page.getByRole('button', { name: 'Visa kommandot' }).click();
      const command = await page.innerText('#command');
      assert.match(
        command,
        new RegExp(`^ena org add ${orgnr.replace('-', '')} --name "${name}" .*--join-token `),
      );
      if (javaScriptEnabled) await seen(page, 'command');

      const stranger = await newPage(false);
      await logIn(stranger, '/privat', 'Nils Testsson');
      const refused = await stranger.goto(matter);
      assert.equal(refused?.status(), 404);
    });
  }

  it('and the person acts for it, until they log out', async () => {
    const page = await newPage(false);
    await logIn(page, '/foretrad', 'Wilma Testberg');
    await page.getByLabel('Uppsala kommun').check();
    await page.getByRole('button', { name: 'Välj' }).click();
    assert.match(await page.innerText('.who'), /Företräder Uppsala kommun/);
    await page.goto(`${url}/organisation/2120003005/skot`);
    assert.equal(await page.innerText('h1'), 'Uppsala kommun');
    await page.getByRole('button', { name: 'Logga ut' }).click();
    assert.ok(!/id_token|Testberg/.test(page.url()), 'the address at log-out names nobody');
    await page.goto(`${url}/foretrad`);
    assert.match(await page.innerText('h1'), /Du behöver logga in/);
  });

  it('whoever is no case handler is told so', async () => {
    const page = await newPage(false);
    await logIn(page, '/privat', 'Wilma Testberg');
    const answer = await page.goto(`${url}/handlaggning`);
    assert.equal(answer?.status(), 403);
    assert.match(await page.innerText('h1'), /Du har inte rätt att se sidan/);
  });
});

describe('what was asked in the footer', () => {
  it('reaches the collector of ratings', async () => {
    const page = await newPage(false);
    await page.goto(`${url}/en/foretag`);
    await page.getByLabel('4', { exact: true }).check();
    await page.locator('.feedback button').click();
    assert.equal(await page.innerText('h1'), 'Thank you for your answer');
  });
});
