import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { assertAccessible } from '@ena/portal/tests/browser.ts';
import { led, seenEverywhere } from '@ena/portal/tests/walking.ts';
import { company } from '@ena/rooms/base-data/company';
import { person } from '@ena/rooms/base-data/person';
import { authorization } from '@ena/rooms/blocks/authorization';
import { identity } from '@ena/rooms/blocks/identity';
import { minaOmbud } from '@ena/rooms/blocks/mina-ombud';
import { traceability } from '@ena/rooms/blocks/traceability';
import { trustFramework } from '@ena/rooms/blocks/trust-framework';
import type { Page } from 'playwright-core';
import { nationalTemplate } from './tests/national-template.ts';
import { identify, startWalkedPortal, type WalkedPortal } from './tests/walked-portal.ts';

/** The portal beside the real rooms; persons give, ask for, sign, pass on and end mandates in a browser. */
const rooms = [trustFramework, authorization, identity, traceability, company, person, minaOmbud];
let portal: WalkedPortal;
let url: string;
/** Addresses that hold what looks like a personal number; a random id may hold as many digits by chance. */
const telling: string[] = [];
const randomId = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

before(async () => {
  portal = await startWalkedPortal(rooms);
  url = portal.url;
});

after(async () => {
  await portal?.stop();
  assert.deepEqual(telling, [], 'no personal number in an address');
});

async function newPage(javaScriptEnabled: boolean): Promise<Page> {
  const page = await (await portal.browser.newContext({ javaScriptEnabled })).newPage();
  page.setDefaultTimeout(30_000);
  page.on('request', (request) => {
    const path = new URL(request.url()).pathname.replaceAll(randomId, '');
    if (/\d{12}|\d{8}-\d{4}/.test(path)) telling.push(path);
  });
  return page;
}

async function loggedIn(script: boolean, path: string, name: string): Promise<Page> {
  const page = await newPage(script);
  await page.goto(`${url}/portal/log-in?next=${path}`);
  await identify(page, name);
  assert.equal(page.url(), url + path);
  return page;
}

const click = (page: Page, role: 'link' | 'button', name: string) =>
  led(page, () => page.getByRole('main').getByRole(role, { name, exact: true }).first().click());

const main = (page: Page) => page.innerText('main');

/** From the start page to the text that is to be signed. */
async function draw(page: Page, kind: string, number: string): Promise<void> {
  await click(page, 'link', 'Ge en fullmakt');
  await led(page, () => page.locator('main .ds-card', { hasText: kind }).first().getByRole('link').click());
  await page.fill('#number', number);
  await click(page, 'button', 'Fortsätt');
}

for (const script of [true, false]) {
  describe(`a person’s mandate: script ${script}`, () => {
    let åsa: Page;
    let örjan: Page;
    let mandate: string;

    before(async () => {
      åsa = await loggedIn(script, '/ombud', 'Åsa Provström');
      örjan = await loggedIn(script, '/ombud', 'Örjan Exempelsson');
    });

    it('is given in four steps, with the register’s name and the exact text before the signature', async () => {
      await seenEverywhere(åsa, 'mandates-start', script);
      await click(åsa, 'link', 'Ge en fullmakt');
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
      await click(örjan, 'link', 'Åsa Provström (född 2002-02-24)');
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
        await led(åsa, () =>
          åsa.locator('main .ds-card', { hasText: 'Ekonomiombud' }).first().getByRole('link').click(),
        );
        await åsa.fill('#number', '19830106-2397');
        await seenEverywhere(åsa, 'mandates-ask', unseen);
        await click(åsa, 'button', 'Fortsätt');
        await click(åsa, 'button', 'Skicka begäran');
        assert.match(await main(åsa), /Väntar på svar/);
        await seenEverywhere(åsa, 'mandates-asked', unseen);
        await örjan.goto(`${url}/ombud`);
        const asked = örjan.getByRole('region', { name: 'Begäranden att ta ställning till' });
        await led(örjan, () => asked.getByRole('link').first().click());
        await click(örjan, 'link', 'Läs och svara');
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

  describe(`an organisation’s mandate: script ${script}`, () => {
    it('is signed by two of its signatories, and each sees what remains', async () => {
      const petronella = await loggedIn(script, '/ombud/roll', 'Petronella Malteskog');
      await seenEverywhere(petronella, 'mandates-role', script);
      await petronella.getByLabel('TB Åkeri och Östgods AB').check();
      await click(petronella, 'button', 'Välj');
      assert.match(await main(petronella), /Du ser fullmakterna för TB Åkeri och Östgods AB/);
      await draw(petronella, 'Restaurangombud', '198602262381');
      await click(petronella, 'button', 'Fortsätt');
      await click(petronella, 'button', 'Skriv under');
      await identify(petronella, 'Petronella Malteskog');
      assert.match(await main(petronella), /En underskrift återstår\..*Justin Wikström/s);
      await seenEverywhere(petronella, 'mandates-half-signed', script);

      const justin = await loggedIn(script, '/ombud', 'Justin Wikström');
      const awaiting = justin.getByRole('region', { name: 'Väntar på underskrift' });
      assert.match(await awaiting.innerText(), /En underskrift återstår\./);
      await seenEverywhere(justin, 'mandates-awaiting', script);
      await led(justin, () => awaiting.getByRole('link').first().click());
      await click(justin, 'link', 'Läs och skriv under');
      await click(justin, 'button', 'Skriv under');
      await identify(justin, 'Justin Wikström');
      assert.match(await main(justin), /Fullmakten är registrerad\./);
    });

    it('comes out as a list, and drafts come in as one', async () => {
      const petronella = await loggedIn(script, '/ombud/roll', 'Petronella Malteskog');
      await petronella.getByLabel('TB Åkeri och Östgods AB').check();
      await click(petronella, 'button', 'Välj');
      await click(petronella, 'link', 'Organisationens fullmakter som lista');
      await seenEverywhere(petronella, 'mandates-list', script);
      await click(petronella, 'link', 'Hämta listan');
      assert.match(await main(petronella), /Du företräder inte organisationen ensam/);
      await seenEverywhere(petronella, 'mandates-list-refused', script);
      const anette = await loggedIn(script, '/ombud', 'Anette Maria Johansson');
      await anette.goto(`${url}/ombud/organisation/5561929323/lista`);
      const [file] = await Promise.all([
        anette.waitForEvent('download'),
        anette.getByRole('link', { name: 'Hämta listan' }).click(),
      ]);
      assert.match(await readFile(await file.path(), 'utf8'), /^\uFEFFreferensnummer.*fullmaktshavare/);
      await click(petronella, 'link', 'Organisationens fullmakter som lista');
      await petronella.fill('#rows', 'mall;fullmaktshavare\n');
      await click(petronella, 'button', 'Gör utkast');
      assert.match(await petronella.innerText('#error-summary'), /Rubrikraden saknar en kolumn/);
      await petronella.fill('#rows', 'mall;fullmaktshavare;behörigheter;gäller från\nfel;fel;fel;fel');
      await click(petronella, 'button', 'Gör utkast');
      assert.match(await main(petronella), /0 utkast gjordes\.\s+.*Rader som inte kunde tas emot/s);
      await seenEverywhere(petronella, 'mandates-import', script);
    });
  });

  describe(`a relying party’s case handler: script ${script}`, () => {
    let agnes: Page;
    const at = '/ombud/mottagare/2120000829';

    before(async () => {
      agnes = await loggedIn(script, at, 'Agnes Provström');
    });

    it('makes a template, publishes it, and unpublishes it', async () => {
      await seenEverywhere(agnes, 'handling-start', script);
      await click(agnes, 'link', 'Gör en mall');
      await click(agnes, 'button', 'Spara');
      await seenEverywhere(agnes, 'handling-template-errors', script);
      await agnes.fill('#title', `Båtplats ${script ? 'A' : 'Ö'}`);
      await agnes.fill('#description', 'Sköta båtplatsen.');
      await agnes.check('#grantor-private');
      await agnes.check('#holder-person');
      await agnes.fill('#permissions', '* bat.byt | Byta plats\nbat.sag | Säga upp platsen | När som helst');
      await click(agnes, 'button', 'Spara');
      assert.match(await main(agnes), /Utkast.*Byta plats bat\.byt \(ingår alltid\)/s);
      await seenEverywhere(agnes, 'handling-template', script);
      for (const [step, state] of [
        ['Publicera', 'Publicerad'],
        ['Avpublicera', 'Avpublicerad'],
      ] as const) {
        await agnes.locator('summary', { hasText: new RegExp(`^${step}$`) }).click();
        const form = agnes.locator('details[open] form');
        await form.getByRole('textbox').fill('Granskad av juristerna.');
        await led(agnes, () => form.getByRole('button').press('Enter'));
        assert.equal(await agnes.innerText('main .ds-tag >> nth=0'), state);
      }
    });

    it('reads the national templates, and adopts one that becomes a draft', async () => {
      const title = `Nationell mall ${script ? 'Ä' : 'Ö'}`;
      await nationalTemplate(portal, title);
      await agnes.goto(`${url}${at}`);
      await click(agnes, 'link', 'Visa nationella mallar');
      assert.match(await main(agnes), /Inte övertagen.*Övertagen, version 1/s);
      await seenEverywhere(agnes, 'handling-national', script);
      await click(agnes, 'link', title);
      await seenEverywhere(agnes, 'handling-national-template', script);
      await click(agnes, 'button', 'Ta över');
      assert.match(await main(agnes), /Utkast.*Övertagen nationell mall/s);
      await agnes.goto(`${url}${at}/nationella`);
      await click(agnes, 'link', title);
      assert.equal(await agnes.getByRole('button', { name: 'Ta över' }).count(), 0, 'once is enough');
      await click(agnes, 'link', 'Till er övertagna mall');
      assert.equal(await agnes.innerText('h1'), title);
    });

    it('finds mandates for a reason, and registers one on paper, which she invalidates', async () => {
      await agnes.goto(`${url}${at}/papper`);
      await seenEverywhere(agnes, 'handling-paper-kind', script);
      await click(agnes, 'link', 'Ekonomiombud');
      await click(agnes, 'button', 'Registrera');
      assert.match(await agnes.innerText('#error-summary'), /Kontrollsumman har 64 tecken/);
      await seenEverywhere(agnes, 'handling-paper-errors', script);
      await agnes.fill('#grantor', '195909122821');
      await agnes.fill('#holder', '198301062397');
      await agnes.fill('#more', '198602262381\n');
      await agnes.fill('#signed-on', '2026-01-02');
      await agnes.fill('#reason', 'Saknar e-legitimation.');
      if (script) {
        await agnes.setInputFiles('#file', {
          name: 'å.pdf',
          mimeType: 'application/pdf',
          buffer: Buffer.from('å'),
        });
        await agnes.waitForFunction(
          () => (document.getElementById('hash') as HTMLInputElement).value.length === 64,
        );
      } else {
        assert.equal(await agnes.isVisible('#file'), false);
        await agnes.fill('#hash', 'a'.repeat(64));
      }
      await click(agnes, 'button', 'Registrera');
      assert.match(await main(agnes), /registrerad från en handling på papper/);

      await agnes.goto(`${url}${at}/sok`);
      await agnes.fill('#number', '195909122821');
      await click(agnes, 'button', 'Sök');
      assert.match(await agnes.innerText('#error-summary'), /Skriv varför du söker/);
      await agnes.fill('#purpose', 'Ärende EKO 7');
      await click(agnes, 'button', 'Sök');
      assert.match(await main(agnes), /Ebba Ängstest\s+Örjan Exempelsson/);
      await seenEverywhere(agnes, 'handling-found', script);
      const link = agnes.getByRole('link', { name: ': Ekonomiombud, Örjan' });
      await led(agnes, () => link.first().click());
      await seenEverywhere(agnes, 'handling-invalidate', script);
      await agnes.fill('#reason', 'Handlingen var förfalskad.');
      await click(agnes, 'button', 'Ja, ogiltigförklara');
      assert.match(await main(agnes), /ogiltigförklarad.*förfalskad/s);

      const örjan = await loggedIn(false, '/ombud/fragor', 'Örjan Exempelsson');
      assert.match(await main(örjan), /Ärende EKO 7/);
    });

    it('is named by those who sign for the organisation; others see nothing of it', async () => {
      const örjan = await loggedIn(script, `${at}/handlaggare`, 'Örjan Exempelsson');
      assert.match(await main(örjan), /Agnes Provström/);
      await seenEverywhere(örjan, 'handling-handlers', script);
      await örjan.fill('#number', '197108109286');
      await örjan.fill('#family-name', 'Provström');
      await örjan.fill('#given-name', 'Ylva');
      await click(örjan, 'button', 'Lägg till handläggare');
      assert.match(await main(örjan), /Ylva Provström/);
      await led(örjan, () => örjan.getByRole('button', { name: ': Ylva Provström' }).click());
      assert.ok(!(await main(örjan)).includes('Ylva Provström'));
      const stranger = await newPage(false);
      await stranger.goto(`${url}/portal/log-in?next=${at}/sok`);
      await identify(stranger, 'Håkan Testgård');
      assert.match(await stranger.innerText('h1'), /Det gick inte/);
    });
  });
}
