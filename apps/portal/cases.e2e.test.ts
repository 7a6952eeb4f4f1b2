import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { TestHub } from '@ena/testkit/hub.ts';
import type { Browser, Page } from 'playwright-core';
import { believableCases, believableParties, casePath, lm } from './tests/believable-cases.ts';
import {
  assertAccessible,
  assertEveryView,
  assertReflows,
  screenshot,
  startBrowser,
} from './tests/browser.ts';
import { portalOptions, publicUrl, startPortal, testClientKey } from './tests/start-portal.ts';
import { startTestProvider, type TestProvider } from './tests/test-provider.ts';
import { event, serveToldCases, type ToldCases } from './tests/told-cases.ts';
import { led } from './tests/walking.ts';

let told: ToldCases;
let provider: TestProvider;
let portal: TestHub;
let browser: Browser;

before(async () => {
  told = await serveToldCases();
  told.parties = believableParties;
  told.producers = { ...believableCases };
  const key = await testClientKey();
  provider = await startTestProvider(async () => [key.publicJwk]);
  portal = await startPortal(
    portalOptions({
      hubUrl: told.url,
      deadlineMs: 20_000,
      logIn: { issuer: provider.issuer, key, scopes: ['cases:own'] },
      rooms: [
        { id: 'blocks/mina-arenden', names: { sv: 'Mina ärenden', en: 'My cases' }, contracts: [], apis: [] },
      ],
    }),
  );
  const port = new URL(portal.url).port;
  browser = await startBrowser([`--host-resolver-rules=MAP portal.localhost:80 127.0.0.1:${port}`]);
});

after(async () => {
  await browser?.close();
  await portal?.stop();
  await Promise.all([told?.close(), provider?.close()]);
});

/** Logged in, at the page; what the browser could not do is a fault. */
async function opened(path: string, javaScriptEnabled: boolean): Promise<{ page: Page; wrong: string[] }> {
  const context = await browser.newContext({ javaScriptEnabled, reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const wrong: string[] = [];
  page.on('pageerror', (error) => wrong.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') wrong.push(message.text());
  });
  await page.goto(`${publicUrl}/portal/log-in?next=${path}`);
  assert.equal(page.url(), publicUrl + path);
  return { page, wrong };
}

const main = (page: Page) => page.innerText('main');
const follow = (page: Page, name: string) =>
  led(page, () => page.getByRole('main').getByRole('link', { name }).first().click());

describe('cases in a browser', () => {
  for (const script of [true, false]) {
    it(`are found, chosen, opened and searched: script ${script}`, async () => {
      const { page, wrong } = await opened('/arenden', script);
      assert.equal(await page.locator('h1').count(), 1);
      assert.match(
        await main(page),
        /Lantmäteriet svarade inte i tid\. Listan visas utan ärenden därifrån\./,
      );
      if (script) {
        await page.click('summary');
        await assertEveryView(page, 'cases-list');
        await page.setViewportSize({ width: 1200, height: 900 });
      } else await page.click('summary');
      await page.selectOption('#lage', 'Väntar på dig');
      await led(page, () => page.getByRole('button', { name: 'Visa' }).press('Enter'));
      assert.match(page.url(), /\/arenden\?myndighet=&omrade=&lage=atgard$/);
      assert.deepEqual(await page.locator('h3').allInnerTexts(), ['Komplettera din ansökan om bygglov']);

      await follow(page, 'Komplettera din ansökan');
      assert.equal(new URL(page.url()).pathname, casePath);
      assert.match(await main(page), /skala 1:100 <b>och<\/b> måttsatt/);
      if (script) await assertEveryView(page, 'cases-case');
      await follow(page, 'Till alla ärenden');

      await page.click('summary');
      await page.fill('#text', 'Åsgatan');
      await led(page, () => page.getByRole('button', { name: 'Sök' }).press('Enter'));
      assert.equal(page.url(), `${publicUrl}/arenden`);
      assert.match(await main(page), /Du sökte efter Åsgatan\./);

      await page.goto(`${publicUrl}/foretag`);
      if (script) await assertAccessible(page);
      await follow(page, 'Se företagets ärenden');
      if (script) await assertEveryView(page, 'cases-whose');
      await page.getByLabel('Åkeriet i Åmål AB').check();
      await led(page, () => page.getByRole('main').getByRole('button').first().click());
      assert.match(await page.innerText('.who'), /Företräder Åkeriet i Åmål AB/);
      assert.deepEqual(wrong, []);
      await page.context().close();
    });
  }

  it('show those who answer before those who do not, without a script', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    const seen = Promise.withResolvers<void>();
    const slow = { name: lm.name, events: [event(lm, 'Lagfart')], when: seen.promise };
    const { [lm.id]: before = slow } = told.producers;
    await page.goto(`${publicUrl}/portal/log-in?next=/tillganglighet`);
    told.producers[lm.id] = slow;
    await page.goto(`${publicUrl}/arenden`, { waitUntil: 'commit' });
    await page.getByText('Flyttanmälan är mottagen').waitFor();
    assert.equal(await page.getByText('Lagfart').count(), 0);
    seen.resolve();
    await page.getByText('Kom senare: Lantmäteriet').waitFor();
    await follow(page, 'Visa allt i en enda ordning');
    assert.equal(await page.getByText('Kom senare').count(), 0);
    told.producers[lm.id] = before;
    await context.close();
  });

  it('are printed without what only a screen needs', async () => {
    const { page } = await opened(casePath, true);
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.getByText('Föreläggande.pdf').isVisible(), true);
    for (const gone of ['nav', 'footer', '.back', '.save']) {
      assert.equal(await page.locator(gone).first().isVisible(), false, gone);
    }
    await assertReflows(page);
    await screenshot(page, 'cases-case-print');
    await page.goto(`${publicUrl}/arenden`);
    for (const gone of ['.filters', '.again', '.change'])
      assert.equal(await page.locator(gone).first().isVisible(), false, gone);
    await page.goto(`${publicUrl}/arenden?lage=atgard`);
    assert.equal(await page.getByText('Urval: Väntar på dig').isVisible(), true);
    await screenshot(page, 'cases-list-print');
    await page.context().close();
  });
});
