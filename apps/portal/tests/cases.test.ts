import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import {
  answers,
  asked,
  beginAnew,
  inThisOrder,
  kommun,
  lm,
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
import { event } from './told-cases.ts';

startCases();

/** Told of all that has reached the browser each time that more does. */
async function inPieces({ body }: Response, tell: (sofar: string) => void): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const part of body as unknown as AsyncIterable<Uint8Array>) {
    text += decoder.decode(part, { stream: true });
    tell(text);
  }
  return text;
}

async function pieces(path: string, tell: (sofar: string) => void = () => undefined) {
  const answer = await reader.get(path);
  return { answer, text: await inPieces(answer, tell) };
}

async function search(text: string, status = 200): Promise<string> {
  const answer = await reader.post('/arenden', { text, 'form-token': await reader.token() });
  assert.equal(answer.status, status);
  return answer.text();
}

describe('the list of cases', () => {
  beginAnew();

  it('is one for all authorities, with what waits first by due date, then the latest', async () => {
    answers(
      event(skv, 'Gammalt', { at: '2026-01-02T10:00:00+01:00' }),
      event(skv, 'Nyss', { at: '2026-11-21T10:00:00+01:00', closed: true }),
      waits('Sent', '2026-12-24T23:59:59+01:00'),
      waits('Snart', '2026-11-23T23:59:59+01:00'),
      event(skv, 'Sett', { at: '2026-11-19T10:00:00+01:00', seenAt: '2026-11-20T10:00:00+01:00' }),
      waits('Förbi', '2026-11-20T12:00:00+01:00'),
    );
    const text = await shown('/arenden');
    inThisOrder(
      text,
      'Vi frågar 2 myndigheter',
      'Filtrera och sök',
      'Det här väntar på dig',
      'Förbi Karlskrona kommun Bygglov 20 november 2026 Väntar på dig Nytt Skulle ha gjorts senast fredag 20 november 2026 kl. 12.00 Gör Förbi',
      'Snart Karlskrona kommun',
      'Senast måndag 23 november 2026 (Sista dagen är i morgon)',
      'Sent Karlskrona kommun',
      'Övriga ärenden',
      'Nyss Skatteverket Bygglov 21 november 2026 Avslutat Nytt',
      'Gammalt Skatteverket Bygglov 2 januari 2026 Pågår',
      'Alla 2 har svarat',
      'Spara sista dagarna',
    );
    assert.doesNotMatch(text, /(?:Sett|Gammalt) Skatteverket Bygglov \d+ \w+ 2026 Pågår Nytt/);
    const english = await page('/en/arenden');
    inThisOrder(
      words(english),
      'Waiting for you',
      'Building permits',
      'By Monday, 23 November 2026',
      'Other cases',
    );
    assert.match(
      english,
      /<a class="ds-link" href="\/en\/arenden\/hos\/karlskrona\/Snart0{17}" lang="sv">Snart/,
    );
  });

  it('shows a case once, as its last event that holds says', async () => {
    const at = (hour: number) => `2026-11-20T1${hour}:00:00+01:00`;
    answers(
      event(kommun, 'Ansökan', { case: permit, at: at(0) }),
      event(kommun, 'Beslut', { case: permit, at: at(1), closed: true }),
      event(kommun, 'Fel beslut', { case: permit, at: at(2), retracted: { at: at(3), reason: 'fel' } }),
    );
    const text = await page('/arenden');
    assert.match(words(text), /Beslut Karlskrona kommun Bygglov 20 november 2026 Avslutat/);
    assert.equal(text.match(/href="\/arenden\/hos\/karlskrona\/bygglov0{15}"/g)?.length, 1);
    assert.doesNotMatch(text, /Fel beslut|Ansökan/);
  });

  it('escapes what producers write, wherever it stands', async () => {
    const evil = '"><script>alert(1)</script>';
    answers(
      event({ id: 'ond', name: evil }, evil, {
        type: `A.${evil}.B`,
        needsAction: true,
        typeText: { sv: evil },
        language: evil,
        extension: { toDo: { text: { sv: evil }, due: evil } },
      }),
    );
    for (const path of ['/arenden', '/en/arenden']) {
      const text = await page(path);
      assert.doesNotMatch(text, /<script>|javascript:/);
      assert.match(text, /&quot;&gt;&lt;script&gt;/);
    }
  });

  it('says plainly who did not answer, and shows the rest', async () => {
    answers(event(kommun, 'Bygglov'));
    told.producers[skv.id] = { name: skv.name, events: [], failure: 'too-slow' };
    const list = Promise.withResolvers<void>();
    told.producers[lm.id] = { name: lm.name, events: [], failure: 'paused', when: list.promise };
    const { text: whole } = await pieces('/arenden', (sofar) => {
      if (sofar.includes('Bygglov')) list.resolve();
    });
    const text = words(whole);
    inThisOrder(
      text,
      'Alla har inte svarat Skatteverket svarade inte i tid. Listan visas utan ärenden därifrån. Försök igen',
      'Bygglov Karlskrona kommun',
      'Lantmäteriet har inte svarat på en stund',
    );
    assert.doesNotMatch(text, /har svarat\. |Alla 3/);
  });

  it('is never empty: nobody asked, nothing held, nobody answered, nothing of what was chosen', async () => {
    assert.match(await shown('/arenden'), /Det finns inga ärenden att visa .*Myndigheten har svarat/);
    told.producers = {};
    const none = await page('/arenden');
    assert.match(words(none), /Ingen myndighet har sagt .*Det finns inga ärenden .*som du är ombud för\?/);
    assert.match(none, /som du är ombud för\? <a class="ds-link" href="\/arenden\/vem">Välj vems ärenden/);
    told.producers = { [skv.id]: { name: skv.name, events: [], failure: 'unreachable' } };
    const nobody = await shown('/arenden');
    assert.match(nobody, /Skatteverket svarade inte\. .*Försök igen .*från dem som har svarat/);
    assert.doesNotMatch(nobody, /När en myndighet har något att berätta/, 'that there is none is not known');
    answers(event(skv, 'Pågår'));
    assert.match(
      await page('/arenden?lage=klart'),
      /Inget ärende stämmer med det du har valt\. <a class="ds-link" href="\/arenden">Visa alla/,
    );
  });

  it('asks for the authority that was chosen, and itself sees to the area and the state', async () => {
    answers(event(skv, 'Ett'), event(kommun, 'Två', { closed: true }));
    const text = await page('/arenden?myndighet=karlskrona&omrade=TESTKOP.BYGGLOV&lage=klart');
    assert.deepEqual(asked(), [{ path: 'overviews', producers: ['karlskrona'], limit: 1000 }]);
    assert.match(text, /<details class="ds-details filters" open>/);
    assert.match(text, /value="karlskrona" selected/);
    assert.match(text, /<option value="skatteverket">Skatteverket/, 'another can be chosen at once');
    assert.doesNotMatch(words(text), /Ett Skatteverket/);
    assert.match(text, /value="TESTKOP.BYGGLOV" selected>Bygglov/);
    assert.match(text, /value="klart" selected/);
    assert.match(words(text), /Två/);
    assert.match(text, /Ta bort filtren/);
    assert.match(text, /class="printed">Urval: Karlskrona kommun, Bygglov, Avslutat</);
  });

  it('says of a case in an area what all of the case says, and of what is veiled no kind', async () => {
    const at = (hour: number) => `2026-11-20T1${hour}:00:00+01:00`;
    answers(
      event(kommun, 'Skicka ritning', { case: permit, at: at(0), needsAction: true }),
      event(kommun, 'Nytt i ditt ärende', {
        case: permit,
        at: at(1),
        closed: true,
        type: 'TESTKOP',
        veiledBelow: 3,
      }),
      event(skv, 'Annat', { type: 'SKV.SKATT.A' }),
    );
    const text = await page('/arenden?omrade=TESTKOP.BYGGLOV');
    assert.match(words(text), /Nytt i ditt ärende Karlskrona kommun 20 november 2026 Avslutat/);
    assert.doesNotMatch(text, /Väntar på dig<\/span>|>Annat<|value="TESTKOP"|<span><\/span>/);
    assert.match(text, /value="SKV.SKATT"/);
    const one = await page(`/arenden/hos/karlskrona/${permit.ref}`);
    assert.match(words(one), /Område Bygglov/);
  });

  it('says what a stronger log-in shows, and leads there and back', async () => {
    answers(
      event(kommun, 'Nytt i ett ärende', {
        needsAction: true,
        veiledBelow: 3,
        extension: { toDo: { text: { sv: 'Nytt i ett ärende' }, due: '2026-11-30T23:59:59+01:00' } },
      }),
      event(skv, 'Öppet'),
    );
    const note = /Innehållet visas när .* <a class="ds-link" href="([^"]+)">Logga in med tillitsnivå 3<\/a>/;
    const text = await page('/arenden');
    assert.equal(text.match(/Nytt i ett ärende/g)?.length, 1, 'the veil’s words stand once');
    inThisOrder(
      words(text),
      'Nytt i ett ärende',
      'Senast måndag 30 november 2026',
      'Innehållet visas',
      'Öppet',
    );
    const [, href = ''] = note.exec(text) ?? [];
    const link = new URL(href.replaceAll('&amp;', '&'), portal.url).searchParams;
    assert.deepEqual(
      [link.get('next'), link.get('acr')],
      ['/arenden', 'http://id.elegnamnden.se/loa/1.0/loa3'],
    );
    assert.match(await search('nytt'), note);
  });

  it('shows a hundred and says how many more there are, and that older ones can be searched for', async () => {
    const many = Array.from({ length: 130 }, (_, at) => event(skv, `Nr-${at}-`));
    told.producers = { [skv.id]: { name: skv.name, events: many, total: 5000 } };
    const text = await page('/arenden');
    assert.equal(text.match(/<li class="case">/g)?.length, 100);
    assert.match(words(text), /Här är 100 av 130 ärenden\. Visa alla .*130 senaste händelserna av 5000/);
    assert.equal((await page('/arenden?antal=alla')).match(/<li class="case">/g)?.length, 130);
  });
});

describe('a list that is sent as it comes', () => {
  beginAnew();

  it('begins at once, shows the fast before the slow in order, and offers one order for all', async () => {
    const [asking, fast] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    told.producers = {
      [skv.id]: { name: skv.name, events: [event(skv, 'Snabb')], when: asking.promise },
      [kommun.id]: {
        name: kommun.name,
        events: [waits('Strax', '2026-12-01T23:59:59+01:00')],
        when: asking.promise,
      },
      [lm.id]: { name: lm.name, events: [event(lm, 'Trög')], when: fast.promise },
    };
    const { answer, text } = await pieces('/arenden', (sofar) => {
      // Nobody answers before the page has begun, nor the slow one before the fast are on it.
      if (sofar.includes('Vi frågar 3')) asking.resolve();
      if (sofar.includes('Snabb')) fast.resolve();
    });
    inThisOrder(
      text,
      '<h1',
      'Vi frågar 3',
      'Strax',
      'Snabb',
      'Kom senare: Lantmäteriet',
      'Trög',
      'samlat=ja',
      '</html>',
    );
    assert.equal(answer.headers.get('x-accel-buffering'), 'no');
    assert.match(
      answer.headers.get('content-security-policy') ?? '',
      /^default-src 'none'; script-src 'self'/,
    );

    const inOne = await pieces('/arenden?samlat=ja');
    inThisOrder(inOne.text, 'Strax', 'Snabb', 'Trög');
    assert.doesNotMatch(inOne.text, /Kom senare|samlat=ja/);
  });

  it('is a whole page also when the source breaks or never ends', async () => {
    answers(event(kommun, 'Kom fram'));
    told.producers[skv.id] = { name: skv.name, events: [], breaks: true, afterMs: 20 };
    for (const after of [20, 400]) {
      told.producers[skv.id] = { name: skv.name, events: [], breaks: true, afterMs: after };
      const { text } = await pieces('/arenden');
      inThisOrder(text, 'Kom fram', 'Svaren bröts innan alla hade kommit', '</main>', '</html>');
      assert.doesNotMatch(words(text), /Alla 2 har svarat/);
    }
    told.producers[skv.id] = { name: skv.name, events: [], afterMs: 60_000 };
    inThisOrder((await pieces('/arenden')).text, 'Kom fram', 'Svaren bröts', '</html>');
  });

  it('stops asking when its reader leaves', async () => {
    answers(event(kommun, 'Kom fram'));
    told.producers[skv.id] = { name: skv.name, events: [], afterMs: 60_000 };
    const leaving = new AbortController();
    const answer = await fetch(`${portal.url}/arenden`, {
      headers: { cookie: reader.cookie ?? '' },
      signal: leaving.signal,
    });
    await answer.body?.getReader().read();
    leaving.abort();
    for (let tries = 0; told.left === 0 && tries < 1000; tries += 1) await pause(10);
    assert.equal(told.left, 1);
  });
});

describe('searching', () => {
  beginAnew();

  it('sends the words in the body and shows single events, the latest first', async () => {
    answers(
      event(skv, 'Äldre', { at: '2026-01-02T10:00:00+01:00' }),
      event(skv, 'Yngre', { case: permit, needsAction: true }),
    );
    const text = await search('  Årsta   <b> 7 ');
    assert.deepEqual(asked(), [{ path: 'overviews', text: 'Årsta <b> 7', limit: 1000 }]);
    inThisOrder(words(text), 'Du sökte efter Årsta &lt;b&gt; 7 .', 'Yngre', 'Äldre', 'Till alla ärenden');
    assert.match(text, /value="Årsta &lt;b&gt; 7"/);
    assert.match(text, /href="\/arenden\/hos\/skatteverket\/bygglov0{15}"/);
    assert.doesNotMatch(text.replace(/<details.*?<\/details>/s, ''), /Väntar på dig/);
  });

  it('says when nothing was found, and asks for a word where there is none', async () => {
    assert.match(words(await search('x')), /Inget hos dem som svarade innehåller/);
    assert.match(words(await search('  ', 422)), /Skriv minst ett ord/);
    assert.match(words(await search('å'.repeat(201), 422)), /Skriv högst 200 tecken/);
    assert.equal(told.sent.length, 1);
    answers(...Array.from({ length: 101 }, (_, at) => event(skv, `Nr-${at}-`)));
    assert.match(words(await search('nr')), /Här är de 100 senaste av 101 träffar/);
  });

  it('looks where the reader has chosen to look, again too, and says so', async () => {
    answers(event(skv, 'Ett'), event(kommun, 'Två'));
    const list = await page('/arenden?myndighet=karlskrona&omrade=TESTKOP.BYGGLOV&lage=klart');
    const hidden =
      /name="myndighet" value="karlskrona"><input type="hidden" name="omrade" value="TESTKOP.BYGGLOV">/;
    assert.match(list, hidden);
    assert.match(list, /Sökningen tar inte hänsyn till läget/);
    told.sent.length = 0;
    told.producers[kommun.id] = { name: kommun.name, events: [], failure: 'too-slow' };
    const form = { text: 'två', myndighet: 'karlskrona', omrade: 'TESTKOP.BYGGLOV' };
    const answer = await reader.post('/arenden', { ...form, 'form-token': await reader.token() });
    const text = await answer.text();
    assert.deepEqual(asked(), [
      { path: 'overviews', producers: ['karlskrona'], types: ['TESTKOP.BYGGLOV'], text: 'två', limit: 1000 },
    ]);
    assert.match(words(text), /Du sökte efter två \. Sökningen gäller bara det som är valt/);
    assert.match(text, /value="karlskrona" selected/);
    assert.equal(text.match(new RegExp(hidden, 'g'))?.length, 2, 'in the form and in what tries again');
    assert.doesNotMatch(await search('x'), /Sökningen gäller bara/);
  });

  it('says what it has not looked through, also of someone with no hit who comes late', async () => {
    const first = Promise.withResolvers<void>();
    told.producers = {
      [skv.id]: { name: skv.name, events: [event(skv, 'Ett')], total: 4001 },
      [lm.id]: { name: lm.name, events: [], total: 7, when: first.promise },
    };
    const answer = await reader.post('/arenden', { text: 'x', 'form-token': await reader.token() });
    const text = await inPieces(answer, (sofar) => {
      if (sofar.includes('Hos Skatteverket finns äldre händelser som inte är genomsökta')) first.resolve();
    });
    inThisOrder(words(text), 'Hos Skatteverket finns äldre', 'Hos Lantmäteriet finns äldre');
    const many = Array.from({ length: 1000 }, (_, at) => event(skv, `Nr-${at}-`));
    told.producers = { [skv.id]: { name: skv.name, events: many, total: 1001 } };
    assert.match(words(await search('nr')), /Från Skatteverket visas de 1000 senaste träffarna\./);
  });

  it('can be done again with the same words where someone did not answer', async () => {
    told.producers = { [skv.id]: { name: skv.name, events: [], failure: 'broken-answer' } };
    const text = await search('ål');
    assert.match(words(text), /Skatteverket gav ett svar som inte gick att läsa/);
    assert.match(text, /name="text" value="ål">\s*<button[^>]*>Försök igen/);
  });
});
