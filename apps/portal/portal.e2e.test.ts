import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { serve, type TestServer } from '@ena/client/tests/serve.ts';
import { startTestHub, type TestHub } from '@ena/testkit/hub.ts';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { portalRoutes } from './page.ts';
import { assertAccessible, assertReflows, screenshot, startBrowser, views } from './tests/browser.ts';

let browser: Browser;
let sources: TestServer;
let portal: TestHub;

const page = (items: readonly object[]) => ({
  items,
  _meta: { totalRecords: items.length, page: 1, limit: 100, count: items.length },
});
const operations = [{ method: 'POST', path: '/organisationer' }];

/** What a hub with two organisations tells; the company service is down. */
const told: Readonly<Record<string, object>> = {
  '/health': { status: 'ready', reasons: [] },
  '/karlskrona/health': { status: 'ready', reasons: [] },
  '/bolagsverket/health': {
    status: 'degraded',
    reasons: ['The hub has not answered for 3 hours; statements last another 69.'],
  },
  '/trust-framework/v1/organisations': page([
    {
      orgnr: '2120000829',
      entityId: 'https://2120000829.sandbox.localhost',
      name: 'Karlskrona kommun',
      services: [],
    },
    {
      orgnr: '2021005489',
      entityId: 'https://2021005489.sandbox.localhost',
      name: 'Bolagsverket',
      services: [{ id: 'foretagsinformation', title: 'Värdefulla datamängder om företag', operations }],
    },
  ]),
  '/traceability/v1/logs': page([
    {
      orgnr: '2021005489',
      origin: '2021005489.sandbox.localhost/log',
      size: 17,
      root: '',
      cosignedAt: '2026-03-02T09:00:02.000Z',
    },
  ]),
};

before(async () => {
  sources = await serve((request, response) => {
    const body = told[(request.url ?? '').split('?')[0] ?? ''];
    response
      .writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' })
      .end(JSON.stringify(body));
  });
  const routes = portalRoutes({
    hubUrl: sources.url,
    rooms: [
      room(
        'blocks/trust-framework',
        'Tillitsramverk',
        'Trust framework',
        'OpenID Federation 1.0',
        '/trust-framework/v1',
      ),
      room('blocks/traceability', 'Spårbarhet', 'Traceability', 'C2SP tlog-witness', '/traceability/v1'),
    ],
    watch: [
      {
        name: { sv: 'Karlskronas anslutning', en: 'Karlskrona’s connector' },
        url: `${sources.url}/karlskrona`,
        orgnr: '2120000829',
      },
      {
        name: { sv: 'Bolagsverkets anslutning', en: 'Bolagsverket’s connector' },
        url: `${sources.url}/bolagsverket`,
        orgnr: '2021005489',
      },
      { name: { sv: 'Företagsuppgifter', en: 'Company data' }, url: 'http://127.0.0.1:1' },
    ],
    sandbox: true,
    clock: { now: () => Date.parse('2026-03-02T09:00:05Z') },
    fetch,
  });
  portal = await startTestHub({ rooms: [], mounts: [{ room: 'apps/portal', routes }] });
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await portal?.stop();
  await sources?.close();
});

function room(id: string, sv: string, en: string, title: string, api: string) {
  return {
    id,
    names: { sv, en },
    contracts: [{ title, owner: 'C2SP', url: 'https://c2sp.org/' }],
    apis: [api],
  };
}

async function onPage(
  path: string,
  options: BrowserContextOptions,
  act: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext(options);
  const wrong: string[] = [];
  const opened = await context.newPage();
  opened.on('console', (message) => message.type() === 'error' && wrong.push(message.text()));
  opened.on(
    'response',
    (response) => response.status() >= 400 && wrong.push(`${response.status()} ${response.url()}`),
  );
  await opened.goto(portal.url + path);
  await act(opened);
  await context.close();
  assert.deepEqual(wrong, []);
}

describe('the front page, served by the hub’s server', () => {
  it('works without JavaScript, in both languages, with its style', () =>
    onPage('/', { javaScriptEnabled: false }, async (opened) => {
      assert.equal(await opened.textContent('h1'), 'Det här körs');
      assert.equal(await opened.locator('.card h3', { hasText: 'Karlskrona kommun' }).count(), 1);
      await opened.click('text=English');
      assert.equal(await opened.textContent('h1'), 'What is running');
      assert.ok((await opened.textContent('main'))?.includes('No answer'));
      const background = await opened
        .locator('header.top')
        .evaluate((it) => getComputedStyle(it).backgroundColor);
      assert.equal(background, 'rgb(11, 79, 108)');
    }));

  it('leads to the verify page, which runs under the server’s policy', () =>
    onPage('/en', {}, async (opened) => {
      await opened.click('text=Verify evidence');
      assert.equal(await opened.textContent('h1'), 'Verify evidence');
      assert.equal(await opened.isVisible('#language'), true);
    }));

  it('shows where the focus is, from the skip link on', () =>
    onPage('/', {}, async (opened) => {
      await opened.keyboard.press('Tab');
      const box = await opened.locator('.skip').boundingBox();
      assert.ok(box !== null && box.x >= 0 && box.y >= 0);
      const outline = await opened.locator('.skip').evaluate((it) => getComputedStyle(it).outlineStyle);
      assert.equal(outline, 'solid');
      await screenshot(opened, 'portal-focus');
    }));

  for (const [name, options] of views) {
    for (const path of ['/', '/en']) {
      it(`has no accessibility fault that axe finds: ${path} ${name}`, () =>
        onPage(path, options, async (opened) => {
          await assertAccessible(opened);
          await assertReflows(opened);
          await screenshot(opened, `portal-${path === '/' ? 'sv' : 'en'}-${name}`);
        }));
    }
  }
});
