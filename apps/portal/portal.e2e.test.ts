import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { TestServer } from '@ena/client/tests/serve.ts';
import type { TestHub } from '@ena/testkit/hub.ts';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { accessibilityRegister } from './pages/accessibility/register.ts';
import { assertAccessible, assertEveryView, screenshot, startBrowser } from './tests/browser.ts';
import { portalOptions, publicUrl, startPortal, testClientKey } from './tests/start-portal.ts';
import { startTestProvider, type TestProvider } from './tests/test-provider.ts';
import { serveToldHub } from './tests/told-hub.ts';
import { markId, matterId, serviceId } from './tests/told-sources.ts';

let browser: Browser;
let sources: TestServer;
let provider: TestProvider;
let portal: TestHub;

before(async () => {
  sources = await serveToldHub();
  const key = await testClientKey();
  provider = await startTestProvider(async () => [key.publicJwk]);
  portal = await startPortal(
    portalOptions({
      hubUrl: sources.url,
      deadlineMs: 2000,
      logIn: { issuer: provider.issuer, key, scopes: [] },
      feedback: { apiKey: async () => undefined },
      rooms: [
        room('blocks/trust-framework', 'Tillitsramverk', 'Trust framework', '/trust-framework/v1'),
        room('blocks/traceability', 'Spårbarhet', 'Traceability', '/traceability/v1'),
        room('governance/onboarding', 'Anslutning', 'Onboarding', '/onboarding/v1'),
        room('blocks/mina-ombud', 'Mina ombud', 'Mandates', '/mandates/v1'),
        room('blocks/mina-arenden', 'Mina ärenden', 'My cases', '/cases/v1'),
      ],
      watch: [
        watched('Karlskronas anslutning', 'Karlskrona’s connector', 'karlskrona', '2120000829'),
        watched('Bolagsverkets anslutning', 'Bolagsverket’s connector', 'bolagsverket', '2021005489'),
        { name: { sv: 'Företagsuppgifter', en: 'Company data' }, url: 'http://127.0.0.1:1' },
      ],
    }),
  );
  // Browsers reach the portal under the name that it believes it has.
  const port = new URL(portal.url).port;
  browser = await startBrowser([`--host-resolver-rules=MAP portal.localhost:80 127.0.0.1:${port}`]);
});

after(async () => {
  await browser?.close();
  await portal?.stop();
  await Promise.all([sources?.close(), provider?.close()]);
});

function room(id: string, sv: string, en: string, api: string) {
  const contracts = [
    { title: 'OpenID Federation 1.0', owner: 'OpenID Foundation', url: 'https://openid.net/' },
  ];
  return { id, names: { sv, en }, contracts, apis: [api] };
}

function watched(sv: string, en: string, path: string, orgnr: string) {
  return { name: { sv, en }, url: `${sources.url}/${path}`, orgnr };
}

interface Reader {
  /** Opens the page; whatever goes wrong on it, beside the expected status, is a fault. */
  visit(path: string, act: (page: Page) => Promise<void>, expected?: number): Promise<void>;
  leave(): Promise<void>;
}

/** Someone in a browser context of their own, who reads page after page in one tab. */
async function newReader(options: BrowserContextOptions = {}): Promise<Reader> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  let wrong: string[] = [];
  let allowed = 200;
  page.on('pageerror', (error) => wrong.push(error.message));
  page.on('response', (response) => {
    const status = response.status();
    if (status >= 400 && status !== allowed) wrong.push(`${status} ${response.url()}`);
  });
  page.on('request', (request) => {
    const { origin } = new URL(request.url());
    if (origin !== publicUrl && origin !== provider.issuer) wrong.push(request.url());
  });
  page.on('console', (message) => {
    if (message.type() === 'error' && allowed === 200) wrong.push(message.text());
  });
  return {
    visit: async (path, act, expected = 200) => {
      [wrong, allowed] = [[], expected];
      await page.setViewportSize({ width: 1200, height: 900 });
      await page.goto(publicUrl + path);
      await act(page);
      assert.deepEqual(wrong, []);
    },
    leave: () => context.close(),
  };
}

/** A page for a reader of its own, where cookies or the clock matter. */
async function onPage(
  path: string,
  options: BrowserContextOptions,
  act: (page: Page) => Promise<void>,
  expected = 200,
): Promise<void> {
  const reader = await newReader(options);
  await reader.visit(path, act, expected);
  await reader.leave();
}

const paths = [
  '/',
  '/privat',
  '/foretag',
  '/organisation',
  '/organisation/2021005489',
  '/det-har-kors',
  '/bevis',
  '/tillganglighet',
];

const inBoth = paths.flatMap((path) => [path, path === '/' ? '/en' : `/en${path}`]);

describe('every page', () => {
  let anyone: Reader;

  before(async () => {
    anyone = await newReader();
  });

  after(() => anyone?.leave());

  for (const path of inBoth) {
    it(`has no accessibility fault that axe finds, in light, in dark and at 320 px: ${path}`, () =>
      anyone.visit(path, (page) =>
        assertEveryView(page, paths.includes(path) ? `portal${path.replaceAll('/', '-')}` : undefined),
      ));
  }

  it('says its language, has one heading of the first level, a title of its own and a working skip link', async () => {
    const titles = new Set<string>();
    const languageOf = (path: string) => (/^\/en(?:\/|$)/.test(path) ? 'en' : 'sv');
    for (const path of inBoth) {
      await anyone.visit(path, async (page) => {
        titles.add(`${languageOf(path)} ${await page.title()}`);
        assert.equal(await page.locator('h1').count(), 1, path);
        assert.equal(await page.getAttribute('html', 'lang'), languageOf(path));
        await page.keyboard.press('Tab');
        await page.keyboard.press('Enter');
        assert.equal(await page.evaluate(() => document.activeElement?.id), 'main', path);
      });
    }
    assert.equal(titles.size, inBoth.length);
  });

  it('asks no other host for anything and sets no cookie before the log-in', () =>
    onPage('/', {}, async (page) => {
      assert.deepEqual(await page.context().cookies(), []);
    }));
});

describe('logging in with a browser', () => {
  for (const javaScriptEnabled of [true, false]) {
    it(`shows who is signed in and for whom, and logs out: script ${javaScriptEnabled}`, () =>
      onPage('/en/privat', { javaScriptEnabled }, async (page) => {
        await page.click('text=Log in');
        assert.equal(page.url(), `${publicUrl}/en/privat`);
        assert.match(await page.innerText('.who'), /Signed in as Åsa Öberg-Test \(assurance level 3\)/);
        const [cookie] = await page.context().cookies();
        assert.deepEqual([cookie?.httpOnly, cookie?.sameSite], [true, 'Lax']);
        await page.click('text=Stay signed in');
        assert.equal(page.url(), `${publicUrl}/en/privat`);
        await page.click('text=Svenska');
        assert.ok(await page.isVisible('text=Inloggad som'));
        await page.getByRole('button', { name: 'Logga ut' }).click();
        assert.match(page.url(), /\/end\?/);
        assert.deepEqual(await page.context().cookies(), []);
      }));
  }

  it('has no accessibility fault when signed in', () =>
    onPage('/privat', {}, async (page) => {
      await page.click('text=Logga in');
      await assertEveryView(page, 'portal-signed-in');
    }));

  const ownPaths = [
    '/organisation',
    '/organisation/ansok',
    `/organisation/arende/${matterId}`,
    '/organisation/2120003005/skot',
    '/organisation/2120003005/system',
    '/organisation/inbjudan',
    '/handlaggning',
    `/handlaggning/${markId}`,
    `/handlaggning/${markId}/krav/F.8`,
    `/organisation/arende/${markId}`,
    `/organisation/arende/${serviceId}`,
    `/organisation/arende/${serviceId}/tjanst`,
    '/organisation/2120003005/tjanst',
    '/organisation/2120003005/marke',
    '/foretrad',
  ];
  let own: Reader;

  before(async () => {
    own = await newReader();
    await own.visit(`/portal/log-in?next=${ownPaths[0]}`, async (page) => {
      assert.equal(page.url(), publicUrl + ownPaths[0]);
    });
  });

  after(() => own?.leave());

  for (const path of ownPaths) {
    it(`has no accessibility fault on one’s own pages: ${path}`, () =>
      own.visit(path, async (page) => {
        assert.equal(page.url(), publicUrl + path);
        for (const summary of await page.locator('main summary').all()) await summary.click();
        await assertEveryView(page, `portal-own${path.replaceAll('/', '-')}`);
        assert.equal(await page.locator('h1').count(), 1);
        await page.click('text=English');
        await page.waitForLoadState();
        await assertAccessible(page);
      }));
  }

  for (const javaScriptEnabled of [true, false]) {
    it(`shows what is wrong with a form in a summary that leads to the fields: script ${javaScriptEnabled}`, () =>
      onPage(
        '/portal/log-in?next=/organisation/ansok',
        { javaScriptEnabled },
        async (page) => {
          await page.getByRole('main').getByRole('button', { name: 'Skicka' }).click();
          assert.match(await page.title(), /^Fel: /);
          if (javaScriptEnabled) await page.waitForSelector('#error-summary:focus');
          await page.click('#error-summary a >> nth=1');
          assert.ok(page.url().endsWith('#email'));
          assert.match((await page.getAttribute('#email', 'aria-describedby')) ?? '', /email-error/);
          // axe works with timers, which a page without script has not.
          if (javaScriptEnabled) await assertEveryView(page, 'portal-errors');
        },
        422,
      ));
  }

  it('warns with a script before the log-in ends', () =>
    onPage('/privat', {}, async (page) => {
      await page.click('text=Logga in');
      assert.equal(await page.isVisible('#session-warning'), false);
      await page.clock.install();
      await page.reload();
      await page.clock.fastForward(17.5 * 60_000);
      await page.waitForSelector('#session-warning:visible');
      await assertAccessible(page);
    }));
});

describe('without JavaScript', () => {
  /** The one page that computes in the browser: a defect that the register of accessibility declares. */
  const computes = '/bevis';
  /** A page where something is missing, else a file to keep. */
  const file = '/arenden/kalender';

  /** Every page that needs no id, in both languages; those that need one have their own tests. */
  function pagesWithoutId(): readonly string[] {
    const rows = portal.routes.filter(({ route }) => route.method === 'GET' && !route.path.includes(':'));
    const all = new Set(rows.map(({ route }) => route.path));
    const swedish = [...all].filter((path) => path === '/' || all.has(`/en${path}`));
    return swedish.flatMap((path) => (path === file ? [] : [path, path === '/' ? '/en' : `/en${path}`]));
  }

  async function textOf(reader: Reader, path: string): Promise<string> {
    let text = '';
    await reader.visit(path, async (page) => {
      assert.equal(page.url(), publicUrl + path);
      assert.equal(await page.locator('h1').count(), 1, path);
      const ways = page.locator('main').locator('a[href], form[action] button');
      assert.notEqual(await ways.count(), 0, `${path} leads nowhere`);
      text = (await page.innerText('body')).replaceAll(/\d\d:\d\d(:\d\d)?/g, '');
    });
    return text;
  }

  for (const signedIn of [false, true]) {
    it(`every page is whole, leads on and says what it says with it: signed in ${signedIn}`, async () => {
      const readers = [await newReader({ javaScriptEnabled: false }), await newReader()] as const;
      if (signedIn) for (const reader of readers) await reader.visit('/portal/log-in', async () => {});
      const [scriptless, scripted] = readers;
      let walked = 0;
      for (const path of pagesWithoutId()) {
        const mayRead = signedIn || (await fetch(portal.url + path)).status !== 401;
        if (!mayRead || path.endsWith(computes)) continue;
        assert.equal(await textOf(scriptless, path), await textOf(scripted, path), path);
        walked += 1;
      }
      assert.ok(walked >= (signedIn ? 30 : 12), `${walked} pages were walked`);
      for (const reader of readers) await reader.leave();
    });
  }

  it('what computes in the browser says so, names the command, and is declared', () =>
    onPage(computes, { javaScriptEnabled: false }, async (page) => {
      assert.match(await page.innerText('main'), /behöver JavaScript\. Utan det: kör ena evidence verify/);
      assert.equal(await page.locator('h1').count(), 1);
      const declared = accessibilityRegister.defects.map(({ what }) => what.sv);
      assert.ok(declared.some((what) => /fungerar inte utan JavaScript.*ena evidence verify/.test(what)));
      assert.equal(declared.filter((what) => what.includes('JavaScript')).length, 1);
    }));
});

describe('pages that say no', () => {
  const refusals: readonly (readonly [string, number])[] = [
    ['/organisation/2021000000', 404],
    ['/finns-inte', 404],
    ['/portal/callback?code=x&state=y', 400],
  ];
  for (const [path, status] of refusals) {
    it(`are whole pages too: ${path}`, () =>
      onPage(
        path,
        {},
        async (page) => {
          await assertAccessible(page);
          assert.match(await page.title(), /^Fel: /);
          await screenshot(page, `portal-refusal${path.split('?')[0]?.replaceAll('/', '-')}`);
        },
        status,
      ));
  }

  it('come back from a form without a score, in the reader’s language', () =>
    onPage(
      '/en/foretag',
      {},
      async (page) => {
        await page.click('.feedback button');
        assert.match(await page.innerText('h1'), /Choose a score/);
        await assertAccessible(page);
        await page.click('text=To the page you came from');
        assert.equal(page.url(), `${publicUrl}/en/foretag`);
      },
      400,
    ));
});
