import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { silentLogger } from '@ena/kernel/log/logger.ts';
import type { Room } from '@ena/kernel/room.ts';
import { startProgram } from '@ena/kernel/rooms/program.ts';
import { systemClock } from '@ena/kernel/time.ts';
import { startBrowser } from '@ena/portal/tests/browser.ts';
import { openTestDatabase, testSchema } from '@ena/testkit/database.ts';
import { temporaryFolder } from '@ena/testkit/folder.ts';
import { freePort } from '@ena/testkit/ports.ts';
import type { Browser, Page } from 'playwright-core';
import type { HubConfig } from '../config/env.ts';
import { portalMount } from '../portal.ts';

export interface WalkedPortal {
  readonly url: string;
  readonly browser: Browser;
  readonly operatorToken: string;
  stop(): Promise<void>;
}

/** The portal beside the real rooms, as the hub composes them, and a browser to walk through it. */
export async function startWalkedPortal(rooms: readonly Room[]): Promise<WalkedPortal> {
  const folder = temporaryFolder();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
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
  const browser = await startBrowser();
  const stop = async () => {
    await browser.close();
    await started.value.stop();
    folder.remove();
  };
  const operatorToken = readFileSync(join(folder.path, 'operator-token'), 'utf8');
  return { url, browser, operatorToken, stop };
}

/** The sandbox's test e-identification: a person from the list, at level 3. */
export async function identify(page: Page, name: string): Promise<void> {
  const value = await page.locator('#person option', { hasText: name }).first().getAttribute('value');
  await page.selectOption('#person', value ?? '');
  await page
    .locator('form', { has: page.locator('#person') })
    .locator('button[type=submit]')
    .click();
}
