import assert from 'node:assert/strict';
import { led } from '@ena/portal/tests/walking.ts';
import { company } from '@ena/rooms/base-data/company';
import { person } from '@ena/rooms/base-data/person';
import { authorization } from '@ena/rooms/blocks/authorization';
import { identity } from '@ena/rooms/blocks/identity';
import { minaOmbud } from '@ena/rooms/blocks/mina-ombud';
import { traceability } from '@ena/rooms/blocks/traceability';
import { trustFramework } from '@ena/rooms/blocks/trust-framework';
import type { Locator, Page } from 'playwright-core';
import { identify, startWalkedPortal, type WalkedPortal } from './walked-portal.ts';

export interface MandateWalk {
  readonly portal: WalkedPortal;
  readonly url: string;
  newPage(javaScriptEnabled: boolean): Promise<Page>;
  /** A person at the page of this path, who sees her own mandates. */
  loggedIn(script: boolean, path: string, name: string): Promise<Page>;
  /** Fails where an address held what looks like a personal number. */
  stop(): Promise<void>;
}

const rooms = [trustFramework, authorization, identity, traceability, company, person, minaOmbud];
/** It may hold as many digits by chance. */
const randomId = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** The portal beside the real rooms; persons give, ask for, sign, pass on and end mandates in a browser. */
export async function startMandateWalk(): Promise<MandateWalk> {
  const portal = await startWalkedPortal(rooms);
  const { url } = portal;
  const telling: string[] = [];
  const newPage = async (javaScriptEnabled: boolean) => {
    const page = await (await portal.browser.newContext({ javaScriptEnabled })).newPage();
    page.setDefaultTimeout(30_000);
    page.on('request', (request) => {
      const path = new URL(request.url()).pathname.replaceAll(randomId, '');
      if (/\d{12}|\d{8}-\d{4}/.test(path)) telling.push(path);
    });
    return page;
  };
  return {
    portal,
    url,
    newPage,
    loggedIn: async (script, path, name) => {
      const page = await newPage(script);
      await page.goto(`${url}/portal/log-in?next=${path}`);
      await identify(page, name);
      assert.equal(page.url(), url + path);
      if (path === '/ombud') await chooseHerself(page);
      return page;
    },
    stop: async () => {
      await portal.stop();
      assert.deepEqual(telling, [], 'no personal number in an address');
    },
  };
}

/** Whoever has a choice of whose mandates she sees makes it before she sees any. */
async function chooseHerself(page: Page): Promise<void> {
  if ((await page.getByLabel('mig själv').count()) > 0) await click(page, 'button', 'Välj');
}

export const click = (page: Page, role: 'link' | 'button', name: string) =>
  led(page, () => page.getByRole('main').getByRole(role, { name, exact: true }).first().click());

export const main = (page: Page) => page.innerText('main');

/** Walks on with the keyboard until the element has the focus, then sends the key. */
export async function tabTo(page: Page, element: Locator, key?: string): Promise<void> {
  for (let steps = 0; steps < 80; steps += 1) {
    if (await element.evaluate((one) => one === document.activeElement)) {
      if (key !== undefined) await led(page, () => page.keyboard.press(key));
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`no Tab leads to ${element}`);
}

/** From the start page to the text that is to be signed. */
export async function draw(page: Page, kind: string, number: string): Promise<void> {
  await click(page, 'link', 'Ge en fullmakt');
  await click(page, 'link', 'Karlskrona kommun');
  await led(page, () => page.locator('main .ds-card', { hasText: kind }).first().getByRole('link').click());
  await page.fill('#number', number);
  await click(page, 'button', 'Fortsätt');
}
