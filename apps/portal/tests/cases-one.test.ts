import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import { exerciseRoutes } from '@ena/testkit/route-matrix.ts';
import {
  answers,
  asked,
  beginAnew,
  company,
  inThisOrder,
  kommun,
  mother,
  page,
  permit,
  portal,
  reader,
  shown,
  skv,
  startCases,
  told,
  waits,
  words,
} from './cases-portal.ts';
import { publicUrl, Reader } from './start-portal.ts';
import { event, herself, refNamed } from './told-cases.ts';

startCases();

describe('one case', () => {
  beginAnew();

  const at = (hour: number) => `2026-11-20T1${hour}:00:00+01:00`;
  const decision = event(kommun, 'Komplettera <ritning>', {
    case: permit,
    at: at(1),
    description: 'Rad ett\n<b>rad två</b>',
    needsAction: true,
    typeText: { sv: 'Komplettering begärd' },
    extension: {
      toDo: {
        text: { sv: 'Skicka in en ritning' },
        due: '2026-11-30T23:59:59+01:00',
        link: 'https://karlskrona.example/ritning?å',
      },
      links: [{ text: { sv: 'Läs mer', en: 'Read more' }, url: 'https://karlskrona.example/mer' }],
      attachments: [
        {
          name: 'Föreläggande.pdf',
          url: 'https://karlskrona.example/f.pdf',
          mediaType: 'application/pdf',
          bytes: 1_234_567,
        },
      ],
      progress: 40,
    },
  });
  const application = event(kommun, 'Ansökan mottagen', { case: permit, at: at(0), seenAt: at(2) });
  const path = `/arenden/hos/karlskrona/${permit.ref}`;

  it('is what has happened, newest first, with all that the producer tells', async () => {
    answers(application, decision);
    const html = await page(path);
    inThisOrder(
      words(html),
      'Komplettera &lt;ritning&gt;',
      'Diarienummer BN 2026-å1',
      'Läge Väntar på dig',
      '40 procent',
      'Det här ska du göra Skicka in en ritning Senast måndag 30 november 2026',
      'Gör det hos Karlskrona kommun (karlskrona.example)',
      'Det här har hänt 20 november 2026 kl. 11.00 Komplettering begärd Komplettera',
      'Nytt',
      'Rad ett &lt;b&gt;rad två&lt;/b&gt;',
      'Länkar Läs mer (karlskrona.example)',
      'Handlingar Föreläggande.pdf (karlskrona.example) PDF, 1,2 MB',
      '20 november 2026 kl. 10.00 Ansökan mottagen',
    );
    assert.match(html, /href="https:\/\/karlskrona.example\/ritning\?%C3%A5"/);
    assert.doesNotMatch(words(html).split('Ansökan mottagen')[1] ?? '', /Nytt/);
    assert.deepEqual(asked(), [
      { path: 'overviews', producers: ['karlskrona'], limit: 1000, case: permit.ref },
      { path: 'seen', refs: [decision.ref] },
    ]);
  });

  it('leads nowhere that is not the web', async () => {
    const url = 'javascript:alert(1)';
    const toDo = { text: { sv: 'x' }, link: url };
    answers({
      ...decision,
      extension: {
        toDo,
        links: [{ text: { sv: 'x' }, url }],
        attachments: [{ name: 'x', url, mediaType: 'x' }],
      },
    });
    assert.doesNotMatch(await page(path), /href="javascript/);
  });

  it('is not marked as seen by a browser that fetches ahead, nor what is behind a veil', async () => {
    answers(decision);
    const answer = await reader.get(path, { 'sec-purpose': 'prefetch;prerender' });
    assert.equal(answer.status, 200);
    assert.deepEqual(
      asked().map((one) => one.path),
      ['overviews'],
    );
    answers({ ...decision, veiledBelow: 4, description: '' });
    const html = await page(path);
    assert.deepEqual(
      asked().map((one) => one.path),
      ['overviews', 'overviews'],
    );
    assert.match(words(html), /Logga in med tillitsnivå 4/);
    const [, href = ''] = /href="(\/portal\/log-in\?next=[^"]+)"[^>]*>Logga in med/.exec(html) ?? [];
    const to = await reader.get(href.replaceAll('&amp;', '&'));
    const asks = new URL(to.headers.get('location') ?? '').searchParams;
    assert.equal(asks.get('acr_values'), 'http://id.elegnamnden.se/loa/1.0/loa4');
  });

  it('says what was taken back, and why', async () => {
    answers(application, { ...decision, retracted: { at: at(3), reason: 'Skickat till fel <person>' } });
    const text = await shown(path);
    assert.match(text, /^.*Ansökan mottagen – Ena/);
    assert.match(
      text,
      /tog tillbaka den här uppgiften 20 november 2026\. Den gäller inte\. Skäl: Skickat till fel &lt;person&gt;/,
    );
    assert.doesNotMatch(text, /Det här ska du göra/);
  });

  it('says what to do only after a log-in that is strong enough, and how to do that', async () => {
    const toDo = { text: { sv: 'Något att göra' }, due: '2026-11-30T23:59:59+01:00' };
    answers({ ...decision, title: 'Något att göra', description: '', veiledBelow: 3, extension: { toDo } });
    const text = await shown(path);
    inThisOrder(
      text,
      'Det här ska du göra Vad du ska göra visas när du har loggat in',
      'Logga in med tillitsnivå 3',
      'Senast måndag 30 november 2026',
      'Det här har hänt',
      'Innehållet visas',
      'Logga in med tillitsnivå 3',
    );
    assert.doesNotMatch(text, /göra Något att göra/);
  });

  it('says when its authority holds more of it than is shown', async () => {
    told.producers = { [kommun.id]: { name: kommun.name, events: [application, decision], total: 3 } };
    assert.match(await shown(path), /Ansökan mottagen .*Det kan ha hänt mer tidigare i ärendet/);
    told.producers = { [kommun.id]: { name: kommun.name, events: [event(kommun, 'Ensam')], total: 3 } };
    assert.doesNotMatch(await shown(`/arenden/hos/karlskrona/${refNamed('Ensam')}`), /hänt mer/);
  });

  it('can be an event that stands alone', async () => {
    answers(event(kommun, 'Ensam', { description: 'för sig' }), decision);
    assert.match(await shown(`/arenden/hos/karlskrona/${refNamed('Ensam')}`), /Ensam .*för sig/);
    const [question] = asked();
    assert.deepEqual(question, {
      ...{ path: 'overviews', producers: ['karlskrona'], case: refNamed('Ensam'), limit: 1000 },
    });
  });

  it('that is not there is a page that says so; so is one whose authority is away', async () => {
    await shown(`/arenden/hos/karlskrona/${refNamed('annat')}`, 404);
    await shown('/arenden/hos/karlskrona/kort', 404);
    await shown(`/arenden/hos/Ond%2F/${permit.ref}`, 404);
    told.producers = { [kommun.id]: { name: kommun.name, events: [], failure: 'too-slow' } };
    assert.match(await shown(path, 503), /Karlskrona kommun svarar inte just nu .*Försök igen/);
  });
});

describe('the calendar', () => {
  beginAnew();

  it('has every date, with an id that stays and a link back', async () => {
    answers(
      waits('A', '2026-11-30T23:59:59+01:00'),
      waits('B', '2026-12-01T12:00:00+01:00'),
      waits('C'),
      event(skv, 'D'),
    );
    const answer = await reader.get('/arenden/kalender');
    assert.equal(answer.headers.get('content-type'), 'text/calendar; charset=utf-8');
    assert.match(answer.headers.get('content-disposition') ?? '', /attachment; filename="arenden.ics"/);
    const text = await answer.text();
    assert.equal(text.match(/BEGIN:VEVENT/g)?.length, 2);
    inThisOrder(
      text.replaceAll('\r\n ', ''),
      `UID:karlskrona-${refNamed('A')}@portal.localhost`,
      'DTSTAMP:20261120T090000Z',
      'DTSTART;VALUE=DATE:20261130',
      'SUMMARY:Karlskrona kommun: Gör A',
      `URL:${publicUrl}/arenden/hos/karlskrona/${refNamed('A')}`,
      'DTSTART:20261201T110000Z',
    );
    const one = await (await reader.get(`/arenden/hos/karlskrona/${refNamed('B')}/kalender`)).text();
    assert.equal(one.match(/UID:.*/g)?.length, 1);
    assert.deepEqual(
      asked()
        .map(({ path }) => path)
        .filter((path) => path === 'seen'),
      [],
    );
  });

  it('that would not be whole is asked about first, and one without dates is none', async () => {
    answers(waits('A', '2026-11-30T23:59:59+01:00'));
    told.producers[skv.id] = { name: skv.name, events: [], failure: 'too-slow' };
    assert.match(
      await shown('/arenden/kalender', 503),
      /Svar saknas från Skatteverket\. .*Spara kalendern utan dem/,
    );
    assert.match(await (await reader.get('/arenden/kalender?utan=ja')).text(), /BEGIN:VEVENT/);
    answers(event(skv, 'D'));
    assert.match(await shown('/arenden/kalender', 404), /Det finns inga datum att spara/);
  });
});

describe('whose cases', () => {
  beginAnew();

  const choose = async (whom: string, status = 303) => {
    const answer = await reader.post('/arenden/vem', { whom, 'form-token': await reader.token() });
    assert.equal(answer.status, status);
    return answer.text();
  };

  it('are one’s own until someone else is chosen of those that the API names', async () => {
    const text = await shown('/arenden/vem');
    inThisOrder(
      text,
      'mina egna',
      'Åkeriet i Åmål AB, 556192-9323 (du är firmatecknare)',
      'Märta Testsson (du är ombud)',
    );
    assert.match(words(await choose('någon', 422)), /Välj vems ärenden du vill se\./);
    assert.match(await shown('/arenden'), /Du ser ärendena för dig själv/);
    assert.deepEqual(asked(), [{ path: 'overviews', limit: 1000 }]);
  });

  it('of a company are shown when one acts for it on any page, and the frame says so', async () => {
    await choose(company.ref);
    assert.match(
      await shown('/arenden'),
      /Företräder Åkeriet i Åmål AB .*Du ser ärendena för Åkeriet i Åmål AB/,
    );
    assert.deepEqual(asked(), [{ path: 'overviews', for: company.ref, limit: 1000 }]);
    assert.match(await shown('/privat'), /Företräder Åkeriet/);
    told.parties = [herself];
    assert.match(await shown('/arenden', 403), /Du kan inte se ärendena för Åkeriet i Åmål AB .*Välj vems/);
  });

  it('by a mandate are shown on these pages alone, and are what is searched, seen and saved', async () => {
    await choose(mother.ref);
    answers(waits('A', '2026-11-30T23:59:59+01:00'));
    assert.match(
      await shown('/arenden'),
      /Företräder Märta Testsson .*Du ser ärendena för Märta Testsson \. Du är ombud och ser det som fullmakten omfattar/,
    );
    assert.match(await shown('/privat'), /Företräder dig själv/);
    await page(`/arenden/hos/karlskrona/${refNamed('A')}`);
    await reader.get('/arenden/kalender');
    await reader.post('/arenden', { text: 'x', 'form-token': await reader.token() });
    assert.deepEqual([...new Set(asked().map((one) => (one as { for?: string }).for))], [mother.ref]);
    assert.ok(asked().some(({ path }) => path === 'seen'));
    await reader.logIn('/portal/log-in?next=/arenden');
    assert.match(
      await shown('/arenden'),
      /Du ser ärendena för Märta Testsson/,
      'a new log-in of the same person',
    );
    await choose(herself.ref);
    assert.match(await shown('/arenden'), /Du ser ärendena för dig själv/);
  });

  it('of a sole trader are shown without the number, which is a personal one and is not kept', async () => {
    const trader = { ...company, ref: refNamed('egen'), name: 'Egen firma', organisation: '1212121212' };
    told.parties = [herself, trader];
    assert.match(await shown('/arenden/vem'), /Egen firma \(du är firmatecknare\)/);
    await choose(trader.ref);
    assert.match(await shown('/arenden'), /Du ser ärendena för Egen firma/);
    assert.match(await shown('/privat'), /Företräder dig själv/);
  });

  it('that one may no longer see are refused with the way to choose anew', async () => {
    await choose(mother.ref);
    told.refusal = { status: 403, slug: 'not-yours' };
    assert.match(await shown('/arenden', 403), /Du kan inte se ärendena för Märta Testsson .*Välj vems/);
  });
});

describe('the way to the cases', () => {
  beginAnew();

  it('goes from the menu, the person’s page and the company’s', async () => {
    assert.match(await page('/privat'), /<a href="\/arenden">Ärenden<\/a>.*href="\/arenden">Mina ärenden/s);
    assert.match(await page('/foretag'), /href="\/arenden\/vem">Se företagets ärenden/);
  });

  it('goes through the log-in, at the level that the API asks for, and says when the API is away', async () => {
    assert.match(await (await new Reader(portal.url).get('/arenden')).text(), /log-in\?next=%2Farenden/);
    told.refusal = { status: 401, slug: 'insufficient-authentication' };
    const weak = await reader.get('/arenden');
    assert.equal(weak.status, 303);
    assert.match(weak.headers.get('location') ?? '', /next=%2Farenden&acr=http.*loa2$/);
    told.refusal = { status: 503, slug: 'stopping' };
    await page('/arenden', 503);
    told.refusal = { status: 200, slug: 'odd' };
    assert.match(await shown('/arenden', 503), /Uppgifterna går inte att läsa just nu/);
  });
});

test('every address refuses what it must', (t) =>
  exerciseRoutes(t, portal, 'apps/portal', { params: { producer: 'karlskrona', ref: permit.ref } }));
