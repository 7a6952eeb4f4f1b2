import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { assertAccessible } from '@ena/portal/tests/browser.ts';
import { led, seenEverywhere } from '@ena/portal/tests/walking.ts';
import type { Page } from 'playwright-core';
import { click, draw, type MandateWalk, main, startMandateWalk, tabTo } from './tests/mandate-walk.ts';
import { identify } from './tests/walked-portal.ts';

let walk: MandateWalk;
let url: string;
const loggedIn: MandateWalk['loggedIn'] = (...who) => walk.loggedIn(...who);

before(async () => {
  walk = await startMandateWalk();
  url = walk.url;
});
after(() => walk?.stop());

for (const script of [true, false]) {
  describe(`a person’s mandate: script ${script}`, () => {
    let åsa: Page;
    let örjan: Page;
    let mandate: string;

    before(async () => {
      åsa = await loggedIn(script, '/ombud', 'Åsa Provström');
      örjan = await loggedIn(script, '/ombud', 'Örjan Exempelsson');
    });

    it('begins with the choice of whose mandates it is about, for whoever has one, once', async () => {
      const page = await walk.newPage(script);
      await page.goto(`${url}/portal/log-in?next=/ombud`);
      await identify(page, 'Örjan Exempelsson');
      assert.equal(await page.innerText('h1'), 'Välj vem du vill se fullmakter för');
      assert.equal(await page.getByRole('link', { name: 'Ge en fullmakt' }).count(), 0);
      await click(page, 'button', 'Välj');
      assert.equal(await page.innerText('h1'), 'Ombud och fullmakter');
      await page.reload();
      assert.match(await main(page), /Du ser fullmakterna för dig själv/);
    });

    it('is given in four steps, with the register’s name and the exact text before the signature', async () => {
      await seenEverywhere(åsa, 'mandates-start', script);
      await click(åsa, 'link', 'Ge en fullmakt');
      await seenEverywhere(åsa, 'mandates-where', script);
      await click(åsa, 'link', 'Karlskrona kommun');
      await seenEverywhere(åsa, 'mandates-kind', script);
      await åsa.goto(`${url}/ombud`);
      await draw(åsa, 'Ombud i bygglovsärenden', 'inget nummer');
      assert.match(await åsa.title(), /^Fel: /);
      await seenEverywhere(åsa, 'mandates-who-errors', script);
      await åsa.fill('#number', '19830106-2397');
      await åsa.fill('#more', 'inget nummer');
      await click(åsa, 'button', 'Fortsätt');
      assert.match(await åsa.innerText('#error-summary'), /Börja varje rad med ett personnummer/);
      await åsa.fill('#more', '');
      await click(åsa, 'button', 'Fortsätt');
      assert.match(await main(åsa), /Örjan Exempelsson \(född 1983-01-06\)/);
      await seenEverywhere(åsa, 'mandates-content', script);

      await åsa.fill('#valid-to', '2099-01-01');
      await click(åsa, 'button', 'Fortsätt');
      assert.match(await åsa.innerText('#error-summary'), /Skriv en sista dag/);
      assert.match((await åsa.getAttribute('#valid-to', 'aria-describedby')) ?? '', /valid-to-error/);
      await seenEverywhere(åsa, 'mandates-content-errors', script);
      await åsa.fill('#valid-to', `${new Date().getFullYear() + 1}-06-30`);
      await åsa.fill('#limit-property', 'KARLSKRONA ÅSEN 1:2');
      await åsa.check('#may-delegate');
      await click(åsa, 'button', 'Fortsätt');
      assert.match(await åsa.innerText('main pre'), /FULLMAKTSHAVARE\n1\. Örjan Exempelsson/);
      assert.match(await åsa.innerText('main pre'), /fastighet KARLSKRONA ÅSEN 1:2/);
      await seenEverywhere(åsa, 'mandates-text', script);

      await click(åsa, 'button', 'Skriv under');
      await identify(åsa, 'Åsa Provström');
      assert.match(await main(åsa), /Fullmakten är registrerad\./);
      await seenEverywhere(åsa, 'mandates-registered', script);
      await click(åsa, 'link', 'Visa fullmakten');
      mandate = åsa.url();
      await seenEverywhere(åsa, 'mandates-mandate', script);
    });

    // Where scripts are off the browser cannot be asked what has the focus.
    if (script)
      it('is drawn up, signed and revoked with the keyboard alone', async () => {
        const page = await loggedIn(script, '/ombud', 'Elias Testberg');
        const button = (name: string) => page.getByRole('main').getByRole('button', { name, exact: true });
        const link = (name: string) =>
          page.getByRole('main').getByRole('link', { name, exact: true }).first();
        await tabTo(page, link('Ge en fullmakt'), 'Enter');
        await tabTo(page, link('Karlskrona kommun'), 'Enter');
        const kind = page.locator('main .ds-card', { hasText: 'Ekonomiombud' }).first();
        await tabTo(page, kind.getByRole('link'), 'Enter');
        await tabTo(page, page.locator('#number'));
        await page.keyboard.type('19830106-2397');
        await tabTo(page, button('Fortsätt'), 'Enter');
        await tabTo(page, button('Fortsätt'), 'Enter');
        assert.match(await page.innerText('main pre'), /1\. Örjan Exempelsson/);
        await tabTo(page, button('Skriv under'), 'Enter');
        await identify(page, 'Elias Testberg');
        await tabTo(page, link('Visa fullmakten'), 'Enter');
        await tabTo(page, link('Återkalla fullmakten'), 'Enter');
        await tabTo(page, button('Ja, återkalla fullmakten'), 'Enter');
        assert.match(await main(page), /återkallad av den som gav den/);
      });

    it('is seen under granted by the one and under received by the other', async () => {
      await åsa.goto(`${url}/ombud`);
      assert.match(
        await åsa.getByRole('region', { name: 'Fullmakter som har getts' }).innerText(),
        /Örjan Exempelsson/,
      );
      await örjan.reload();
      assert.match(
        await örjan.getByRole('region', { name: 'Fullmakter som har tagits emot' }).innerText(),
        /Åsa Provström.*Karlskrona kommun/s,
      );
      await seenEverywhere(örjan, 'mandates-received', script);
      await örjan.goto(`${url}/ombud/roll`);
      await örjan.getByLabel('Åsa Provström (född 2002-02-24), som ombud').check();
      await click(örjan, 'button', 'Välj');
      assert.match(await main(örjan), /Ansöka om bygglov/);
      await seenEverywhere(örjan, 'mandates-on-behalf', script);
    });

    it('has its signature as a file, and its story', async () => {
      const [file] = await Promise.all([
        åsa.goto(mandate).then(() => åsa.waitForEvent('download')),
        åsa.getByRole('link', { name: 'Hämta underskriften' }).click({ timeout: 20_000 }),
      ]);
      assert.match(file.suggestedFilename(), /^underskrift-[0-9a-f]{16}\.txt$/);
      assert.match(await readFile(await file.path(), 'utf8'), /^[\w+/=.-]{200,}$/);
      assert.match(
        await åsa.innerText('ol.history'),
        /Fullmakten påbörjades.*Undertecknades.*Registrerades/s,
      );
    });

    it('is passed on by its holder to two, and the one who gave it and the holder see the tree', async () => {
      await örjan.goto(mandate);
      await click(örjan, 'link', 'Ge vidare');
      await örjan.fill('#number', '197111099292');
      await örjan.fill('#name', 'Elias Testberg');
      await örjan.fill('#more', '19970615-2387');
      await click(örjan, 'button', 'Fortsätt');
      await click(örjan, 'button', 'Fortsätt');
      assert.match(await örjan.innerText('main pre'), /Elias Testberg/);
      await click(örjan, 'button', 'Skriv under');
      await identify(örjan, 'Örjan Exempelsson');
      assert.match(await main(örjan), /Fullmakten är registrerad\./);
      for (const page of [åsa, örjan]) {
        await page.goto(mandate);
        assert.match(await main(page), /getts vidare till:\s+Ombud i bygglovsärenden, Elias Testberg, \S/);
      }
      await seenEverywhere(örjan, 'mandates-tree', script);
      await led(örjan, () => örjan.getByRole('link', { name: /Elias Testberg/ }).click());
      assert.match(await main(örjan), /getts vidare från:\s+Ombud i bygglovsärenden, Örjan Exempelsson/);
    });

    it('is revoked in two, after a page that says what ends; nobody else may', async () => {
      await örjan.goto(`${mandate}/aterkalla`);
      assert.equal(örjan.url(), mandate, 'the holder is led back');
      await click(åsa, 'link', 'Återkalla fullmakten');
      assert.match(await main(åsa), /Örjan Exempelsson får inte längre: Ansöka om bygglov.*Elias Testberg/s);
      await seenEverywhere(åsa, 'mandates-revoke', script);
      await åsa.fill('#reason', 'Huset är sålt.');
      await click(åsa, 'button', 'Ja, återkalla fullmakten');
      assert.match(await main(åsa), /återkallad av den som gav den.*Huset är sålt\./s);
      await seenEverywhere(åsa, 'mandates-revoked', script);
      await örjan.goto(`${url}/ombud/upphorda`);
      assert.match(await main(örjan), /Ombud i bygglovsärenden.*återkallad/s);
      await seenEverywhere(örjan, 'mandates-past', script);
      const elias = await loggedIn(false, '/ombud', 'Elias Testberg');
      assert.match(await main(elias), /Fullmakter som har tagits emot\s+Det finns inga\./);
    });

    it('is asked for by the coming holder, and declined or approved by the one who is asked', async () => {
      for (const answer of ['Avböj begäran', 'Godkänn och skriv under']) {
        const unseen = script && answer === 'Avböj begäran';
        await åsa.goto(`${url}/ombud`);
        await click(åsa, 'link', 'Be om en fullmakt');
        await click(åsa, 'link', 'Karlskrona kommun');
        await led(åsa, () =>
          åsa.locator('main .ds-card', { hasText: 'Ekonomiombud' }).first().getByRole('link').click(),
        );
        await åsa.fill('#number', '19830106-2397');
        await åsa.fill('#more', 'inget nummer');
        await click(åsa, 'button', 'Fortsätt');
        assert.match(await åsa.innerText('#error-summary'), /Börja varje rad med ett personnummer/);
        await åsa.fill('#more', '19970615-2387\n');
        await seenEverywhere(åsa, 'mandates-ask', unseen);
        await click(åsa, 'button', 'Fortsätt');
        await click(åsa, 'button', 'Skicka begäran');
        assert.match(await main(åsa), /Väntar på svar/);
        await seenEverywhere(åsa, 'mandates-asked', unseen);
        await örjan.goto(`${url}/ombud`);
        const asked = örjan.getByRole('region', { name: 'Begäranden att ta ställning till' });
        await led(örjan, () => asked.getByRole('link').first().click());
        await click(örjan, 'link', 'Läs och svara');
        assert.match(await main(örjan), /1\. Åsa Provström.*2\. Kerstin Exempelsson/s);
        await seenEverywhere(örjan, 'mandates-answer', unseen);
        await click(örjan, 'button', answer);
        if (answer !== 'Avböj begäran') await identify(örjan, 'Örjan Exempelsson');
        await åsa.reload();
        assert.match(await main(åsa), answer === 'Avböj begäran' ? /Avböjd/ : /Registrerad/);
      }
    });

    it('and who has asked about it is told in both languages', async () => {
      await åsa.goto(`${url}/ombud/fragor`);
      assert.equal(await åsa.innerText('h1'), 'Vem har frågat om fullmakterna');
      await seenEverywhere(åsa, 'mandates-lookups', script);
      await led(åsa, () => åsa.getByRole('link', { name: 'English' }).click());
      assert.equal(await åsa.innerText('h1'), 'Who has asked about the mandates');
      if (script) await assertAccessible(åsa);
    });
  });
}
