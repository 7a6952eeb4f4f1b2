import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import type { TestHub } from '@ena/testkit/hub.ts';
import type { AxeResults } from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { authorizeUrl, relyingParty } from './relying-party.ts';
import { startIdentity } from './started.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'EN-301-549', 'best-practice'];
const views: Readonly<Record<string, BrowserContextOptions>> = {
  light: { colorScheme: 'light', viewport: { width: 1200, height: 900 } },
  dark: { colorScheme: 'dark', viewport: { width: 1200, height: 900 } },
  '320 pixels': { colorScheme: 'light', viewport: { width: 320, height: 700 } },
};

async function assertAccessible(page: Page): Promise<void> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate<AxeResults, string[]>(
    (values) =>
      (globalThis as unknown as { axe: typeof import('axe-core') }).axe.run(document, {
        runOnly: { type: 'tag', values },
      }),
    tags,
  );
  assert.deepEqual(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
    [],
  );
  const [content = 0, window = 0] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    innerWidth,
  ]);
  assert.ok(content <= window, `the page is ${content} wide in a window of ${window}`);
}

describe('the log-in pages in a browser', () => {
  const party = relyingParty('https://rp.example');
  let hub: TestHub;
  let browser: Browser;
  let url: string;
  before(async () => {
    const back = { redirect_uris: ['http://127.0.0.1:9/callback', 'https://rp.example/callback'] };
    hub = await startIdentity([{ ...party.config, ...back }]);
    const message = Buffer.from('Välkommen till Åmåls e-tjänst').toString('base64');
    url = authorizeUrl(`${hub.url}/identity`, party.config.client_id, {
      'https://id.oidc.se/param/userMessage': JSON.stringify({ 'message#sv': message }),
    });
    browser = await chromium.launch({
      executablePath: '/usr/bin/chromium',
      args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-dev-shm-usage'],
    });
  });
  after(() => browser.close());

  for (const [name, view] of Object.entries(views)) {
    test(`are accessible in both languages, also when something is wrong: ${name}`, async () => {
      const context = await browser.newContext({ ...view, locale: 'sv-SE' });
      const page = await context.newPage();
      await page.goto(url);
      assert.equal(await page.locator('h1').textContent(), 'Logga in');
      await assertAccessible(page);
      await page.getByRole('link', { name: 'In English' }).click();
      assert.equal(await page.locator('html').getAttribute('lang'), 'en');
      await assertAccessible(page);
      await page.goto(`${hub.url}/identity/login/inloggning-som-saknas`);
      await assertAccessible(page);
      await page.goto(`${hub.url}/identity/session/end/success`);
      await assertAccessible(page);
      await context.route('https://rp.example/**', (route) =>
        route.fulfill({ status: 200, body: 'tillbaka' }),
      );
      await page.goto(url);
      await page.getByLabel('Person').selectOption({ index: 1 });
      await page.getByRole('button', { name: 'Fortsätt med testlegitimation' }).click();
      await page.waitForURL(/^https:\/\/rp\.example/);
      await page.goto(`${hub.url}/identity/session/end`);
      assert.equal(await page.locator('h1').textContent(), 'Vill du logga ut?');
      await assertAccessible(page);
      await context.close();
    });
  }

  test('work without script, by keyboard, from the choice to log-out', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, locale: 'sv-SE' });
    const page = await context.newPage();
    await context.route('https://rp.example/**', (route) => route.fulfill({ status: 200, body: 'tillbaka' }));
    await page.goto(url);
    await page.getByLabel('Person').selectOption({ index: 3 });
    await page.getByLabel('4', { exact: true }).check();
    await page.getByRole('button', { name: 'Fortsätt med testlegitimation' }).press('Enter');
    await page.waitForURL(/^https:\/\/rp\.example\/callback\?code=/);
    await page.goto(`${hub.url}/identity/session/end`);
    assert.equal(await page.locator('h1').textContent(), 'Vill du logga ut?');
    await page.getByRole('button', { name: 'Ja, logga ut' }).press('Enter');
    await page.waitForURL(/session\/end\/success/);
    assert.equal(await page.locator('h1').textContent(), 'Du är utloggad');
    await context.close();
  });
});
