import type { Page } from 'playwright-core';
import { assertEveryView } from './browser.ts';

/** Does what leads to another page, and waits until that page is there. */
export async function led(page: Page, act: () => Promise<void>): Promise<void> {
  await Promise.all([page.waitForEvent('domcontentloaded'), act()]);
}

export async function takeStep(
  page: Page,
  step: string,
  words: { readonly reason?: string; readonly mend?: string } = {},
): Promise<void> {
  await page.locator('summary', { hasText: step }).click();
  const form = page.locator('details[open] form');
  if (words.reason !== undefined) await form.locator('[name^="reason-"]').fill(words.reason);
  if (words.mend !== undefined) await form.locator('[name^="mend-"]').fill(words.mend);
  // By the keyboard: the button is still moving while the step unfolds, and a click may fall beside it.
  await led(page, () => form.getByRole('button').press('Enter'));
}

export const state = (page: Page) => page.innerText('main .ds-alert h2');

/** In light, in dark and at 320 px where the browser can be asked; without script only that nothing is lost. */
export async function seenEverywhere(page: Page, name: string, javaScriptEnabled: boolean): Promise<void> {
  if (!javaScriptEnabled) return;
  await assertEveryView(page, `walk-${name}`);
  await page.setViewportSize({ width: 1200, height: 900 });
}

export async function assess(
  page: Page,
  requirement: string,
  said: { readonly met: boolean; readonly reason: string },
): Promise<void> {
  await led(page, () => page.getByRole('link', { name: `: ${requirement}` }).click());
  await page.getByLabel(said.met ? 'Ja, kravet är uppfyllt' : 'Nej, kravet är inte uppfyllt').check();
  await page.getByLabel('certifiering (C)').check();
  await page.fill('#evidence', 'dnr 2026/123 åäö');
  await page.fill('#reviewer', 'Revisionsbyrån i Åmål AB');
  await page.fill('#reason', said.reason);
  await led(page, () => page.getByRole('button', { name: 'Spara bedömningen' }).click());
}
