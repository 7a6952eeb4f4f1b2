import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { AxeResults } from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const artefacts = fileURLToPath(new URL('../../../test-artefacts/', import.meta.url));
const axeSource = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** The same engine without windows, from Debian's `chromium-headless-shell`: pages open on half the CPU. */
const windowless = '/usr/bin/chromium-headless-shell';

/** The system's Chromium, or the one named. Without it the test fails: a page that no browser has shown is not tested. */
export function startBrowser(args: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath:
      process.env.ENA_TEST_CHROMIUM ?? (existsSync(windowless) ? windowless : '/usr/bin/chromium'),
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-dev-shm-usage',
      ...args,
    ],
  });
}

/** The ways of looking that every page must stand. */
export const views: readonly (readonly [string, BrowserContextOptions])[] = [
  ['light', { colorScheme: 'light', viewport: { width: 1200, height: 900 } }],
  ['dark', { colorScheme: 'dark', viewport: { width: 1200, height: 900 } }],
  ['320', { colorScheme: 'light', viewport: { width: 320, height: 700 } }],
];

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'EN-301-549', 'best-practice'];

/** No violation that axe can find; the page's own policy stays in force, for axe is run from outside. */
export async function assertAccessible(page: Page): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in globalThis)))
    await page.evaluate(await readFile(axeSource, 'utf8'));
  const violations = await page.evaluate<AxeResults['violations'], string[]>(async (values) => {
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
    const runOnly = { type: 'tag' as const, values };
    return (await axe.run(document, { runOnly, resultTypes: ['violations'] })).violations;
  }, tags);
  const found = violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join(' ')}`,
  );
  assert.deepEqual(found, []);
}

/** WCAG 1.4.10: nothing needs sideways scrolling. */
export async function assertReflows(page: Page): Promise<void> {
  const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  assert.ok((content ?? 0) <= (window ?? 0), `the page is ${content} wide in a window of ${window}`);
}

/** A picture in test-artefacts/ for those who ask for it with ENA_TEST_SCREENSHOTS=1. */
export async function screenshot(page: Page, name: string): Promise<void> {
  if (process.env.ENA_TEST_SCREENSHOTS !== '1') return;
  await mkdir(artefacts, { recursive: true });
  await page.screenshot({ path: `${artefacts}${name}.png`, fullPage: true });
}

/** All of it, in every view; one page, so that the sources are asked once. A name is for screenshots. */
export async function assertEveryView(page: Page, name?: string): Promise<void> {
  for (const [view, { colorScheme, viewport }] of views) {
    await page.emulateMedia({ colorScheme: colorScheme ?? null });
    if (viewport) await page.setViewportSize(viewport);
    await assertAccessible(page);
    await assertReflows(page);
    if (name !== undefined) await screenshot(page, `${name}-${view}`);
  }
}
