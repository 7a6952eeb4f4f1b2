import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import {
  buildEvidence,
  type Changes,
  makeWorld,
  type World,
} from '@ena/client/verify/tests/build-evidence.ts';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { assertAccessible, assertReflows, screenshot, startBrowser, views } from './tests/browser.ts';

/** From disk, as a reader without any server opens it. */
const verifyPage = new URL('public/verify.html', import.meta.url).href;

let browser: Browser;
let world: World;
let folder: string;
let files = 0;

before(async () => {
  [browser, world] = await Promise.all([startBrowser(), makeWorld()]);
  folder = mkdtempSync(join(tmpdir(), 'ena-verify-'));
});

after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

/** A page that has done nothing wrong when it is closed: no errors, no requests beside the file itself. */
async function onPage(options: BrowserContextOptions, act: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext(options);
  const wrong: string[] = [];
  const page = await context.newPage();
  page.on('pageerror', (error) => wrong.push(error.message));
  page.on('console', (message) => message.type() === 'error' && wrong.push(message.text()));
  page.on('request', (request) => request.url() !== verifyPage && wrong.push(request.url()));
  await page.goto(verifyPage);
  await act(page);
  await context.close();
  assert.deepEqual(wrong, []);
}

async function fileOf(
  changes: Changes = {},
  damage: (text: string) => string = (text) => text,
): Promise<string> {
  files += 1;
  const path = join(folder, `0195566f-7c7b-7000-8000-0000000000aa-${files}.ena-evidence.json`);
  writeFileSync(path, damage(JSON.stringify(await buildEvidence(world, changes))));
  return path;
}

async function choose(page: Page, path: string): Promise<void> {
  await page.evaluate(() => document.getElementById('result')?.toggleAttribute('hidden', true));
  await page.setInputFiles('#file', path);
  await page.waitForSelector('#result:not([hidden])');
}

const states = (page: Page) =>
  page.$$eval('#checks li', (items) => items.map(({ dataset }) => `${dataset.check} ${dataset.state}`));

/** The same file with one character of the record's base64 changed. */
function oneCharacter(text: string): string {
  const at = text.indexOf('"record":"') + 600;
  return text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
}

describe('the verify page, opened from disk', () => {
  it('accepts a genuine file whose anchor the reader names', () =>
    onPage({}, async (page) => {
      await page.fill('#anchor', world.anchorThumbprint);
      await choose(page, await fileOf());
      assert.equal(await page.textContent('#verdict'), '✓ Beviset håller');
      assert.ok((await states(page)).every((state) => state.endsWith(' passed')));
      const facts = await page.textContent('#facts');
      for (const text of [
        'Karlskrona kommun (212000-0829)',
        'Bolagsverket (202100-5489)',
        '2026-03-02 10:00:00',
        'handlaggning-av-arende',
      ]) {
        assert.ok(facts?.includes(text), text);
      }
      assert.match(
        (await page.textContent('#status')) ?? '',
        /aa-\d+\.ena-evidence\.json: Beviset håller\.$/,
      );
    }));

  it('names the anchor key that it relied on where the reader names none', () =>
    onPage({}, async (page) => {
      await choose(page, await fileOf());
      assert.equal(await page.textContent('#verdict'), '! Beviset håller, med förbehåll');
      assert.ok((await page.textContent('[data-check=anchor]'))?.includes(world.anchorThumbprint));
    }));

  it('refuses a file with one byte changed and names the check', () =>
    onPage({}, async (page) => {
      await choose(page, await fileOf({}, oneCharacter));
      assert.equal(await page.textContent('#verdict'), '✗ Beviset håller inte');
      assert.ok((await states(page)).includes('inclusion failed'));
      const problem = await page.textContent('#problem');
      const failed = await page.$$eval(
        '#checks li[data-state=failed] h4',
        ([first]) => first?.textContent ?? '',
      );
      assert.match(problem ?? '', /^Det första som är fel: /);
      assert.ok(problem?.includes(failed.replace(/ ✗.*/, '')), problem ?? '');
    }));

  it('refuses a file from another anchor than the reader trusts', () =>
    onPage({}, async (page) => {
      await page.fill('#anchor', 'x'.repeat(43));
      await choose(page, await fileOf());
      assert.ok((await states(page)).includes('anchor failed'));
    }));

  it('takes a file that is dropped, and tells rubbish from evidence', () =>
    onPage({}, async (page) => {
      const data = await page.evaluateHandle(() => {
        const transfer = new DataTransfer();
        transfer.items.add(new File(['inte ett bevis <b>å</b>'], 'skräp.json'));
        return transfer;
      });
      await page.dispatchEvent('#drop', 'drop', { dataTransfer: data });
      await page.waitForSelector('#result:not([hidden])');
      assert.match((await page.textContent('#problem')) ?? '', /Filen är en bevisfil/);
      assert.equal((await states(page)).filter((state) => state.endsWith(' skipped')).length, 12);
    }));

  it('shows names from a file as text, never as markup', () =>
    onPage({}, async (page) => {
      const evil = '<img src=x onerror=alert(1)>';
      await choose(
        page,
        await fileOf({ record: (record) => ({ ...record, purpose: evil, legalBasis: evil }) }),
      );
      assert.ok((await page.textContent('#facts'))?.includes(evil));
      assert.equal(await page.$('#facts img'), null);
    }));

  it('can be used with the keyboard alone', () =>
    onPage({}, async (page) => {
      const reached: string[] = [];
      for (let step = 0; step < 5; step += 1) {
        await page.keyboard.press('Tab');
        reached.push(
          await page.evaluate(() => document.activeElement?.id || document.activeElement?.className || ''),
        );
      }
      assert.deepEqual(reached, ['skip', 'language', 'file', 'anchor', 'submit']);
      await page.keyboard.press('Enter');
      assert.equal(await page.textContent('#status'), 'Välj en bevisfil först.');
      assert.equal(await page.evaluate(() => document.activeElement?.id), 'file');
    }));

  it('changes to English and back, verdict and all', () =>
    onPage({}, async (page) => {
      await choose(page, await fileOf());
      await page.click('#language');
      assert.equal(await page.getAttribute('html', 'lang'), 'en');
      assert.equal(await page.textContent('#verdict'), '! The evidence holds, with reservations');
      assert.equal(await page.title(), 'Verify evidence – Ena');
      const swedish = await page.$$eval('main *:not(noscript)', (all) =>
        all
          .filter((it) => /[åäö]/.test(it.textContent ?? '') && !it.children.length)
          .map((it) => it.textContent),
      );
      assert.deepEqual(swedish, []);
      await page.click('#language');
      assert.equal(await page.textContent('#submit'), 'Kontrollera');
    }));

  for (const [name, options] of views) {
    it(`has no accessibility fault that axe finds: ${name}`, () =>
      onPage(options, async (page) => {
        await assertAccessible(page);
        await choose(page, await fileOf({ witnessedAt: null }));
        await assertAccessible(page);
        await assertReflows(page);
        await screenshot(page, `verify-accepted-${name}`);
        await choose(page, await fileOf({}, oneCharacter));
        await assertAccessible(page);
        await assertReflows(page);
        assert.equal(await page.textContent('#verdict'), '✗ Beviset håller inte');
        await screenshot(page, `verify-refused-${name}`);
      }));
  }
});
