import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { assertAccessible, assertReflows, screenshot } from '@ena/portal/tests/browser.ts';
import { assess, led, seenEverywhere, state, takeStep } from '@ena/portal/tests/walking.ts';
import { company } from '@ena/rooms/base-data/company';
import { identity } from '@ena/rooms/blocks/identity';
import { traceability } from '@ena/rooms/blocks/traceability';
import { trustFramework } from '@ena/rooms/blocks/trust-framework';
import { feedback } from '@ena/rooms/governance/feedback';
import { onboarding } from '@ena/rooms/governance/onboarding';
import type { Page } from 'playwright-core';
import { identify, startWalkedPortal, type WalkedPortal } from './tests/walked-portal.ts';

/** The portal beside the real rooms, as the hub composes them; a person walks through it in a browser. */
const rooms = [trustFramework, identity, traceability, company, onboarding, feedback];
let portal: WalkedPortal;
let url: string;
/** Each organisation's command, for its connector. */
const commands = new Map<string, string>();

before(async () => {
  portal = await startWalkedPortal(rooms);
  url = portal.url;
});

after(() => portal?.stop());

async function newPage(javaScriptEnabled: boolean): Promise<Page> {
  const page = await (await portal.browser.newContext({ javaScriptEnabled })).newPage();
  page.setDefaultTimeout(30_000);
  return page;
}

async function logIn(page: Page, path: string, name: string): Promise<void> {
  await page.goto(`${url}/portal/log-in?next=${path}`);
  await identify(page, name);
  assert.equal(page.url(), url + path);
}

async function seen(page: Page, name: string): Promise<void> {
  await assertAccessible(page);
  await assertReflows(page);
  await screenshot(page, `walk-${name}`);
}

describe('an organisation joins through the portal', () => {
  for (const [orgnr, name, javaScriptEnabled] of [
    ['212000-3005', 'Uppsala kommun', true],
    ['212000-2494', 'Åre kommun', false],
  ] as const) {
    it(`${name}, in four steps to the command that connects it: script ${javaScriptEnabled}`, async () => {
      const page = await newPage(javaScriptEnabled);
      await logIn(page, '/organisation', 'Wilma Testberg');
      assert.match(await page.innerText('.who'), /Inloggad som Wilma Testberg \(tillitsnivå 3\)/);

      await page.click('text=Ansök om anslutning');
      await page.fill('#orgnr', orgnr);
      await page.fill('#email', 'registrator@kommun.example');
      await page.getByRole('main').getByRole('button', { name: 'Skicka' }).click();
      assert.equal(await page.innerText('h1'), `Anslutning: ${name}`);
      if (javaScriptEnabled) await seen(page, 'application');
      const matter = page.url();

      await page.getByRole('button', { name: 'Skriv under' }).click();
      await identify(page, 'Wilma Testberg');
      assert.equal(page.url(), matter);
      assert.match(await page.innerText('main'), /Har skrivit under/);
      if (javaScriptEnabled) await seen(page, 'signed');

      await page.getByRole('button', { name: 'Visa kommandot' }).click();
      const command = await page.innerText('#command');
      assert.match(
        command,
        new RegExp(`^npm run ena -- org add ${orgnr.replace('-', '')} --name "${name}" .*--join-token `),
      );
      commands.set(orgnr.replace('-', ''), command);
      if (javaScriptEnabled) await seen(page, 'command');

      const stranger = await newPage(false);
      await logIn(stranger, '/privat', 'Nils Testsson');
      const refused = await stranger.goto(matter);
      assert.equal(refused?.status(), 404);
    });
  }

  it('and the person acts for it, until they log out', async () => {
    const page = await newPage(false);
    await logIn(page, '/foretrad', 'Wilma Testberg');
    await page.getByLabel('Uppsala kommun').check();
    await page.getByRole('button', { name: 'Välj' }).click();
    assert.match(await page.innerText('.who'), /Företräder Uppsala kommun/);
    await page.goto(`${url}/organisation/2120003005/skot`);
    assert.equal(await page.innerText('h1'), 'Uppsala kommun');
    await page.getByRole('button', { name: 'Logga ut' }).click();
    assert.ok(!/id_token|Testberg/.test(page.url()), 'the address at log-out names nobody');
    await page.goto(`${url}/foretrad`);
    assert.match(await page.innerText('h1'), /Du behöver logga in/);
  });

  it('whoever is no case handler is told so', async () => {
    const page = await newPage(false);
    await logIn(page, '/privat', 'Wilma Testberg');
    const answer = await page.goto(`${url}/handlaggning`);
    assert.equal(answer?.status(), 403);
    assert.match(await page.innerText('h1'), /Du har inte rätt att se sidan/);
  });
});

/** What the organisation's connector does with the command: it makes keys and joins. */
async function join(orgnr: string): Promise<void> {
  const command = commands.get(orgnr) ?? '';
  const [, entityId = ''] = /--entity-id (\S+)/.exec(command) ?? [];
  const [, joinToken = ''] = /--join-token (\S+)/.exec(command) ?? [];
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const { publicKey } = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', publicKey);
  const jwks = { keys: [{ kty, crv, x, y, kid: `nyckel-${orgnr}` }] };
  const joined = await fetch(`${url}/onboarding/v1/joins`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ joinToken, entityId, jwks }),
  });
  assert.equal(joined.status, 201, await joined.text());
}

describe('what an organisation does when it has joined', () => {
  for (const [orgnr, joined, script] of [
    ['2120003005', 'Uppsala kommun', true],
    ['2120002494', 'Åre kommun', false],
  ] as const) {
    describe(`${joined}: script ${script}`, () => {
      let wilma: Page;
      let nils: Page;
      let kerstin: Page;
      let service: string;

      before(async () => {
        await join(orgnr);
        [wilma, nils, kerstin] = [await newPage(script), await newPage(script), await newPage(script)];
        await logIn(wilma, `/organisation/${orgnr}/skot`, 'Wilma Testberg');
        await logIn(nils, '/organisation/inbjudan', 'Nils Testsson');
        await logIn(kerstin, '/privat', 'Kerstin Exempelsson');
      });

      it('invites a technical contact, who answers with the code', async () => {
        assert.equal(await wilma.getByRole('link', { name: 'Registrera en tjänst' }).count(), 0);
        await wilma.getByLabel('teknisk kontakt').check();
        await wilma.fill('#name', 'Nils Testsson');
        await wilma.fill('#email', 'nils@kommun.example');
        await led(wilma, () => wilma.getByRole('button', { name: 'Skapa inbjudan' }).click());
        await nils.fill('#code', await wilma.innerText('main pre'));
        await nils.getByLabel('Jag tar uppdraget').check();
        await led(nils, () => nils.getByRole('main').getByRole('button', { name: 'Skicka' }).click());
        await led(nils, () => nils.locator(`main a[href="/organisation/${orgnr}/skot"]`).click());
        assert.equal(await nils.innerText('h1'), joined);
        await seenEverywhere(nils, 'manage', script);
      });

      it('registers a service as a draft, which the contact mends at once and submits', async () => {
        await led(nils, () => nils.getByRole('link', { name: 'Registrera en tjänst' }).click());
        await seenEverywhere(nils, 'service-form', script);
        await led(nils, () => nils.getByRole('button', { name: 'Spara utkastet' }).click());
        assert.match(await nils.innerText('#error-summary'), /Skriv tjänstens namn/);
        await seenEverywhere(nils, 'service-errors', script);
        await nils.fill('#title', 'E-tjänst för bygglov');
        await nils.fill('#name', 'bygglov');
        await nils.getByLabel('Klient som hämtar åtkomst').check();
        await nils.fill('#metadata', '{"client_name": "Bygglv"}');
        await led(nils, () => nils.getByRole('button', { name: 'Spara utkastet' }).click());
        assert.equal(await nils.innerText('h1'), 'Tjänst: E-tjänst för bygglov');
        assert.equal(await state(nils), 'Utkast');
        service = nils.url();
        await seenEverywhere(nils, 'service-draft', script);
        await takeStep(nils, 'Skicka in för granskning');
        assert.equal(await state(nils), 'Väntar på granskning');
      });

      it('has it returned by the case handler with what to mend, mends it, and it is published', async () => {
        await led(kerstin, () => kerstin.getByRole('link', { name: 'Handläggning' }).click());
        await seenEverywhere(kerstin, 'queue', script);
        await led(kerstin, () =>
          kerstin.getByRole('link', { name: 'Tjänst: E-tjänst för bygglov' }).first().click(),
        );
        await seenEverywhere(kerstin, 'service-review', script);
        const review = kerstin.url();
        await takeStep(kerstin, 'Skicka tillbaka för rättning', {
          reason: 'Namnet är felskrivet.',
          mend: 'Skriv Bygglov i client_name.\nSkriv ut kommunens namn.',
        });
        assert.equal(await state(kerstin), 'Behöver rättas');

        await nils.goto(service);
        assert.match(await nils.innerText('main .ds-alert'), /felskrivet.*Skriv ut kommunens namn\./s);
        await seenEverywhere(nils, 'service-returned', script);
        await led(nils, () => nils.getByRole('link', { name: 'Ändra uppgifterna' }).click());
        assert.match(await nils.inputValue('#metadata'), /Bygglv/);
        await nils.fill('#metadata', JSON.stringify({ client_name: `Bygglov i ${joined}` }));
        await led(nils, () => nils.getByRole('button', { name: 'Spara utkastet' }).click());
        await takeStep(nils, 'Skicka in för granskning');

        await kerstin.goto(review);
        await takeStep(kerstin, 'Publicera', { reason: 'Följer profilen.' });
        assert.equal(await state(kerstin), 'Publicerad');
        await nils.goto(service);
        assert.equal(await state(nils), 'Publicerad');
        assert.match(await nils.innerText('ol.history'), /Kerstin Exempelsson/);
        await seenEverywhere(nils, 'service-published', script);
        const listed = (await (await fetch(`${url}/federation/list`)).json()) as string[];
        assert.ok(listed.some((id) => id.endsWith(`/hosted/${orgnr}/bygglov`)));
      });

      it('applies for a mark, supplements what is missing, and it is issued requirement by requirement', async () => {
        await wilma.goto(`${url}/organisation/${orgnr}/skot`);
        await led(wilma, () => wilma.getByRole('link', { name: 'Ansök om tillitsmärke' }).click());
        await seenEverywhere(wilma, 'mark-form', script);
        await wilma.getByLabel('Federationsmedlem, nivå låg').check();
        await led(wilma, () =>
          wilma.getByRole('main').getByRole('button', { name: 'Skicka' }).first().click(),
        );
        assert.equal(await wilma.innerText('h1'), 'Tillitsmärke: Federationsmedlem, nivå låg');
        assert.equal(await state(wilma), 'Ansökan är inlämnad');
        const application = wilma.url();
        await seenEverywhere(wilma, 'mark-applied', script);

        await kerstin.goto(application.replace('/organisation/arende/', '/handlaggning/'));
        const codes = await kerstin.locator('main td strong').allInnerTexts();
        assert.ok(codes.length > 3);
        const [first = ''] = codes;
        await led(kerstin, () => kerstin.getByRole('link', { name: `: ${first}` }).click());
        await seenEverywhere(kerstin, 'assess', script);
        await kerstin.goBack();
        await assess(kerstin, first, { met: false, reason: 'Försäkringsbrevet saknas.' });
        assert.match(await kerstin.innerText('main'), /Märket kan inte utfärdas ännu/);
        await takeStep(kerstin, 'Utfärda märket', { reason: 'Prövar.' });
        assert.match(await kerstin.innerText('main'), /Ett villkor är inte uppfyllt/);
        await kerstin.goto(application.replace('/organisation/arende/', '/handlaggning/'));
        await takeStep(kerstin, 'Skicka tillbaka för rättning', {
          reason: 'En handling saknas.',
          mend: 'Skicka försäkringsbrevet.',
        });

        await wilma.goto(application);
        assert.equal(await state(wilma), 'Ansökan behöver kompletteras');
        await seenEverywhere(wilma, 'mark-supplement', script);
        await takeStep(wilma, 'Komplettera', { reason: 'Bifogat, dnr 7.' });
        assert.equal(await state(wilma), 'Kraven verifieras ett för ett');

        await kerstin.reload();
        for (const code of codes) await assess(kerstin, code, { met: true, reason: 'Granskat.' });
        assert.match(await kerstin.innerText('main'), /Alla krav är uppfyllda/);
        await seenEverywhere(kerstin, 'mark-assessed', script);
        await takeStep(kerstin, 'Utfärda märket', { reason: 'Alla krav är uppfyllda.' });
        assert.equal(await state(kerstin), 'Tillitsmärket är utfärdat');

        await wilma.goto(application);
        assert.match(await wilma.innerText('main'), /Märkets giltighet\s+Gäller.*Gäller till\s+20\d\d-/s);
        await seenEverywhere(wilma, 'mark-issued', script);
      });

      it('may withdraw an application', async () => {
        await wilma.goto(`${url}/organisation/${orgnr}/marke`);
        await wilma.getByLabel('Auktorisationstjänst, nivå hög').check();
        await wilma.getByLabel('E-tjänst för bygglov').check();
        await led(wilma, () =>
          wilma.getByRole('main').getByRole('button', { name: 'Skicka' }).first().click(),
        );
        await takeStep(wilma, 'Återta', { reason: 'Vi väntar.' });
        assert.equal(await state(wilma), 'Ansökan är återtagen');
      });

      it('shows the mark to anyone, as the issuer tells it now', async () => {
        const anyone = await newPage(script);
        await anyone.goto(`${url}/organisation/${orgnr}`);
        const row = anyone.locator('tr', { hasText: 'Federationsmedlem, nivå låg' });
        assert.match(await row.innerText(), /20\d\d-/);
        await seenEverywhere(anyone, 'organisation', script);
      });

      it('gives each signature as a file to keep', async () => {
        await wilma.goto(`${url}/organisation/${orgnr}/skot`);
        await led(wilma, () => wilma.getByRole('link', { name: `Anslutning: ${joined}` }).click());
        const [file] = await Promise.all([
          wilma.waitForEvent('download'),
          wilma.getByRole('link', { name: ': Wilma Testberg' }).click(),
        ]);
        assert.match(file.suggestedFilename(), /^signature_[0-9a-f]{32}\.txt$/);
        assert.match(await readFile(await file.path(), 'utf8'), /^[\w+/=.-]{200,}$/);
      });

      it('case handling is in the menu of case handlers only', async () => {
        assert.equal(await kerstin.getByRole('link', { name: 'Handläggning', exact: true }).count(), 1);
        assert.equal(await wilma.getByRole('link', { name: 'Handläggning', exact: true }).count(), 0);
      });
    });
  }
});

describe('what was asked in the footer', () => {
  it('reaches the collector of ratings', async () => {
    const page = await newPage(false);
    await page.goto(`${url}/en/foretag`);
    await page.getByLabel('4', { exact: true }).check();
    await page.locator('.feedback button').click();
    assert.equal(await page.innerText('h1'), 'Thank you for your answer');
  });
});
