import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type Call,
  idOf,
  karlskrona,
  pageOf,
  startMandatesPortal,
  type Told,
  toldMandate,
  toldProposal,
  toldTemplate,
} from '../../tests/mandates-portal.ts';

const portal = startMandatesPortal();
const numbers = (count: number) => Array.from({ length: count }, (_, at) => at + 1);
const at = `/ombud/mottagare/${karlskrona.id}`;

/** What the API holds. */
interface Held {
  readonly granted?: readonly object[];
  readonly signing?: readonly ReturnType<typeof toldProposal>[];
  readonly own?: readonly ReturnType<typeof toldTemplate>[];
  readonly published?: readonly ReturnType<typeof toldTemplate>[];
  readonly national?: readonly object[];
  readonly parties?: readonly { readonly orgnr: string; readonly name: string }[];
  readonly handlers?: readonly object[];
  readonly found?: readonly object[];
}

function holds(held: Held): void {
  portal.tells((call) => answer(held, call));
}

function answer(held: Held, call: Call): Told {
  const { path, query } = call;
  const is = (name: string, value: string) => query.get(name) === value;
  if (path === '/mandates')
    return pageOf(call, is('as', 'grantor') && is('standing', 'valid') ? (held.granted ?? []) : []);
  if (path === '/proposals')
    return pageOf(call, is('as', 'grantor') && is('state', 'signing') ? (held.signing ?? []) : []);
  if (path.startsWith('/proposals/')) return held.signing?.find(({ id }) => path.endsWith(id));
  if (path === '/organisations') return pageOf(call, []);
  if (path === '/relying-parties') return pageOf(call, held.parties ?? []);
  if (path === '/templates')
    return pageOf(call, is('relyingParty', 'national') ? (held.national ?? []) : (held.published ?? []));
  if (path.startsWith('/templates/'))
    return [...(held.own ?? []), ...(held.published ?? [])].find(({ id }) => path.endsWith(id));
  if (path.endsWith('/templates')) return pageOf(call, held.own ?? []);
  if (path.endsWith('/handlers')) return pageOf(call, held.handlers ?? []);
  if (path.endsWith('/searches')) return pageOf(call, held.found ?? []);
  return path.endsWith('/statistics') ? { templates: [] } : undefined;
}

const many = (count: number) => numbers(count).map((n) => toldMandate(n));

describe('the overview', () => {
  it('turns the pages of each list by itself, and keeps what the others show', async () => {
    holds({ granted: many(130) });
    const first = await portal.read('/ombud');
    assert.ok(first.includes('Fullmakt 100<') && !first.includes('Fullmakt 101<'));
    assert.match(first, /<nav aria-label="Fullmakter som har getts: Sida 1 av 2">/);
    assert.match(first, /href="\/ombud\?getts=2#getts">Nästa sida<span class="ds-sr-only">: Fullmakter som/);
    const second = await portal.read('/ombud?getts=2&utkast=3');
    assert.ok(second.includes('Fullmakt 101<') && second.includes('Fullmakt 130<'));
    assert.match(second, /href="\/ombud\?utkast=3&amp;getts=1#getts">Föregående sida/);
  });

  it('shows every mandate that awaits a signature, each with what remains', async () => {
    const signing = numbers(25).map((n) => toldProposal(n));
    holds({ signing });
    const pages = await Promise.all([1, 2, 3].map((n) => portal.read(`/ombud?underskrifter=${n}`)));
    for (const { id } of signing) assert.equal(pages.filter((page) => page.includes(id)).length, 1, id);
    assert.match(pages[0] ?? '', /aria-label="Väntar på underskrift: Sida 1 av 3"/);
    for (const page of pages) assert.ok(!page.includes('Registret över firmatecknare svarar inte'));
  });

  it('reminds of what runs out on whichever page of the list it stands', async () => {
    const soon = toldMandate(777, { validTo: new Date(Date.now() + 86_400_000).toISOString().slice(0, 10) });
    holds({ granted: [...many(130), soon] });
    assert.match(await portal.read('/ombud'), /Upphör snart.*Fullmakt 777<\/a>, till Åsa Provström/);
  });

  it('leads back from a page that is past the last', async () => {
    holds({ granted: many(130) });
    assert.match(await portal.read('/ombud?getts=9'), /href="\/ombud\?getts=2#getts">Föregående sida/);
  });
});

describe('the history of a mandate', () => {
  it('has all that happened, by pages', async () => {
    const change = {
      subject: 'mandate',
      change: 'passed-on',
      by: { kind: 'system' },
      at: '2026-01-02T12:00:00+01:00',
    };
    const changes = numbers(120).map((number) => ({ ...change, number, reason: `Skäl ${number}` }));
    portal.tells((call) => (call.path.endsWith('/history') ? pageOf(call, changes) : toldMandate(1)));
    const path = `/ombud/fullmakt/${idOf(1)}`;
    assert.match(await portal.read(path), /aria-label="Historik: Sida 1 av 2"/);
    assert.match(await portal.read(`${path}?historik=2`), /Skäl 120</);
  });
});

describe('where a mandate is to apply', () => {
  const parties = numbers(120).map((n) => ({ orgnr: String(2120000000 + n), name: `Ort ${n} kommun` }));

  it('is chosen first, by pages or by a search for a name or a number', async () => {
    holds({ parties });
    const first = await portal.read('/ombud/ny');
    assert.match(first, /<h1[^>]*>Hos vem ska fullmakten gälla\?<\/h1>/);
    assert.match(first, /href="\/ombud\/ny\?hos=2120000050">Ort 50 kommun/);
    assert.match(first, /href="\/ombud\/ny\?sida=2">Nästa sida/);
    assert.match(await portal.read('/ombud/ny?sida=3'), /Ort 120 kommun/);
    const search = async (path: string, sok: string) => (await portal.send(path, { sok })).text();
    for (const sought of ['ort 117', '212000-0117', '\u00adOrt 117'])
      assert.match(
        (await search('/ombud/ny', sought)).replaceAll(/\s+/g, ' '),
        /En organisation\.<\/p> <ul class="links"><li><a class="ds-link" href="\/ombud\/ny\?hos=2120000117">/,
        sought,
      );
    assert.match(await search('/ombud/begar', 'Ingenting'), /Ingen organisation med fullmakter heter så/);
    assert.match(await search('/ombud/ny', ' '), /Ort 50 kommun/, 'nothing sought is the list');
  });

  it('has its own templates, by pages, those that cannot be used with the reason', async () => {
    const published = [
      ...numbers(60).map((n) => toldTemplate(n)),
      toldTemplate(61, { content: { grantorRoles: ['organisation'], holderRoles: ['organisation'] } }),
    ];
    holds({ parties, published });
    const first = await portal.read('/ombud/ny?hos=2120000117');
    assert.match(first, /Fullmakten kommer att gälla hos Ort 117 kommun\./);
    assert.match(first, new RegExp(`href="/ombud/ny/${idOf(50)}"`));
    assert.match(first, /href="\/ombud\/ny\?hos=2120000117&amp;sida=2">Nästa sida/);
    const second = await portal.read('/ombud/ny?hos=2120000117&sida=2');
    assert.match(second, /Mall 61<\/h2>.*Kan bara ges av en organisation\./);
    assert.ok(!second.includes(`/ombud/ny/${idOf(61)}`));
    assert.match(
      await portal.read('/ombud/begar?hos=2120000117&sida=2'),
      /Mall 61<\/h2>.*Kan bara ges till en organisation\./,
    );
    const asked = portal.calls.filter(({ path }) => path === '/templates');
    assert.ok(asked.every(({ query }) => query.get('relyingParty') === '2120000117'));
    await portal.read('/ombud/ny?hos=2120009999', 404);
    await portal.read('/ombud/ny?hos=%3Cscript', 404);
  });
});

describe('a case handler', () => {
  const own = numbers(101).map((n) => toldTemplate(n, { state: n === 101 ? 'draft' : 'published' }));

  it('finds every template in the list, and reads any by its id with what can be done', async () => {
    holds({ own });
    assert.match(await portal.read(at), /aria-label="Mallar: Sida 1 av 3"/);
    assert.match(await portal.read(`${at}?sida=3`), /Mall 101</);
    portal.tells((call) => answer({ own }, call));
    const page = await portal.read(`${at}/mall/${idOf(101)}`);
    assert.match(page, /Utkast/);
    assert.match(page, /<summary>Publicera<\/summary>/);
    assert.match(page, /Ändra mallen/);
    await portal.read(`/ombud/mottagare/2120002411/mall/${idOf(101)}`, 404);
  });

  it('reads all that a published template says', async () => {
    const content = {
      grantorRoles: ['private', 'organisation'],
      longestMonths: 36,
      endRequired: true,
      mayDelegate: true,
      limits: ['case', 'property'],
      byLaw: ['guardian'],
    };
    holds({ own: [toldTemplate(1, { content, adoptedFrom: { id: idOf(7), version: 1 } })] });
    const page = await portal.read(`${at}/mall/${idOf(1)}`);
    for (const words of [
      'Vem kan ge fullmakten?</dt><dd>en privatperson</dd><dd>en organisation',
      'Vem kan få fullmakten?</dt><dd>en person',
      'En sista dag måste anges',
      'Ombudet kan få ge fullmakten vidare',
      'högst 36 månader',
      'Begränsningar som kan anges</dt><dd>Ärende</dd><dd>Fastighet',
      'Gäller utan fullmakt, enligt lag, för</dt><dd>god man',
    ])
      assert.ok(page.includes(words), words);
    holds({ own: [toldTemplate(1)] });
    const plain = await portal.read(`${at}/mall/${idOf(1)}`);
    assert.match(
      plain,
      /Det finns ingen längsta tid\.<\/dd><dd>En sista dag kan anges<\/dd><dd>Ombudet kan inte få/,
    );
    assert.match(plain, /Begränsningar som kan anges<\/dt><dd>inga/);
  });

  it('is no one else: a stranger reads no template as a case handler', async () => {
    const refused = {
      status: 403,
      type: 'urn:ena:problem:mina-ombud:not-a-handler',
      title: 'No',
      titleSv: 'Nej',
    };
    portal.tells((call) =>
      call.path.endsWith('/templates') && call.path !== '/templates' ? refused : answer({ own }, call),
    );
    await portal.read(`${at}/mall/${idOf(1)}`, 403);
    await portal.read(`${at}/papper`, 403);
  });

  it('chooses among all published templates for a document on paper', async () => {
    const published = numbers(130).map((n) => toldTemplate(n));
    holds({ own, published });
    assert.match(await portal.read(`${at}/papper?sida=3`), new RegExp(`papper/${idOf(130)}`));
  });

  it('sees all national templates, and which is adopted wherever its own stands in the list', async () => {
    const national = numbers(51).map((n) => ({ ...toldTemplate(n), owner: undefined }));
    const adopted = toldTemplate(999, { adoptedFrom: { id: idOf(51), version: 1 } });
    holds({ own: [...numbers(100).map((n) => toldTemplate(500 + n)), adopted], national });
    assert.match(
      await portal.read(`${at}/nationella?sida=2`),
      /Mall 51<\/a><\/td><td>1<\/td><td>Övertagen, version 1/,
    );
  });

  it('sees all case handlers', async () => {
    const handlers = numbers(120).map((n) => ({ kind: 'person', id: '198301062397', name: `Namn ${n}` }));
    holds({ handlers });
    assert.match(await portal.read(`${at}/handlaggare?sida=3`), /Namn 120 \(född 1983-01-06\)/);
  });

  it('turns the pages of what was found with the number in no address', async () => {
    holds({ own, found: many(120) });
    const fields = { number: '19830106-2397', side: 'holder', standing: 'valid', purpose: 'Ärende\u00ad 7' };
    const first = await (await portal.send(`${at}/sok`, fields)).text();
    assert.match(first, /<nav aria-label="Träffar: Sida 1 av 3">/);
    assert.match(first, /<button[^>]* name="page" value="2">Nästa sida/);
    assert.match(first, /<input type="hidden" name="number" value="19830106-2397">/);
    const last = await (await portal.send(`${at}/sok`, { ...fields, page: '3' })).text();
    assert.ok(last.includes('Fullmakt 120<') && !last.includes('Nästa sida'));
    const { body } = portal.calls.findLast(({ path }) => path.endsWith('/searches')) ?? {};
    assert.deepEqual([body?.page, body?.purpose], [3, 'Ärende 7']);
  });
});
