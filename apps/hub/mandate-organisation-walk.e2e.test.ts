import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { led, seenEverywhere } from '@ena/portal/tests/walking.ts';
import type { Page } from 'playwright-core';
import { click, draw, type MandateWalk, main, startMandateWalk } from './tests/mandate-walk.ts';
import { nationalTemplate } from './tests/national-template.ts';
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

    it('comes in as a file that a spreadsheet saved, and a file that is none is told of', async () => {
      const petronella = await loggedIn(script, '/ombud/roll', 'Petronella Malteskog');
      await petronella.getByLabel('TB Åkeri och Östgods AB').check();
      await click(petronella, 'button', 'Välj');
      await click(petronella, 'link', 'Organisationens fullmakter som lista');
      const choose = (name: string, buffer: Buffer) =>
        petronella.setInputFiles('#file', { name, mimeType: 'text/csv', buffer });
      await choose('bild.csv', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff]));
      await click(petronella, 'button', 'Gör utkast');
      assert.match(await petronella.innerText('#error-summary'), /Filen är ingen CSV-fil/);
      await seenEverywhere(petronella, 'mandates-import-no-csv', script);
      const [first, last] = [2, 90].map((days) => new Date(Date.now() + days * 86_400_000).toISOString());
      const list = [
        'Mall;Fullmaktshavare;Behörigheter;Enhet;Gäller från;Gäller till',
        `04130a69-ea74-43b4-b8f4-b456d5032a71;19860226-2381;servering.ansok;Krogen på Åsö;${first?.slice(0, 10)};${last?.slice(0, 10)}`,
        '04130a69-ea74-43b4-b8f4-b456d5032a71;19860226-2380;servering.ansok;;2026-01-01;',
        '',
      ].join('\r\n');
      await choose('ombud på Åsö.csv', Buffer.from(list, 'latin1'));
      await click(petronella, 'button', 'Gör utkast');
      const told = await main(petronella);
      assert.match(told, /1 utkast gjordes\..*lästes som Windows-1252/s);
      assert.match(told, /Rad 3, fullmaktshavare: Kontrollera numret/);
      await seenEverywhere(petronella, 'mandates-import-file', script);
      await petronella.goto(`${url}/ombud`);
      const drafts = petronella.getByRole('region', { name: 'Påbörjade fullmakter' });
      await led(petronella, () => drafts.getByRole('link').first().click());
      assert.match(await main(petronella), /Krogen på Åsö/);
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
      await nationalTemplate(walk.portal, title);
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
      const stranger = await walk.newPage(false);
      await stranger.goto(`${url}/portal/log-in?next=${at}/sok`);
      await identify(stranger, 'Håkan Testgård');
      assert.match(await stranger.innerText('h1'), /Det gick inte/);
    });
  });
}
