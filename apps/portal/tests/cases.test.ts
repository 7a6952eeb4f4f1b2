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
    told.producers[lm.id] = { name: lm.name, events: [], failure: 'paused', afterMs: 400 };
    const text = await shown('/arenden');
    inThisOrder(
      text,
      'Alla har inte svarat Skatteverket svarade inte i tid. Här är listan utan det. Försök igen',
      'Bygglov Karlskrona kommun',
      'Lantmäteriet har inte svarat på en stund',
    );
    assert.doesNotMatch(text, /har svarat\. |Alla 3/);
  });

  it('is never empty: nobody asked, nothing held, nobody answered, nothing of what was chosen', async () => {
    assert.match(await shown('/arenden'), /Det finns inga ärenden att visa .*Myndigheten har svarat/);
    told.producers = {};
    assert.match(await shown('/arenden'), /Ingen myndighet har sagt .*Det finns inga ärenden/);
    told.producers = { [skv.id]: { name: skv.name, events: [], failure: 'unreachable' } };
    const nobody = await shown('/arenden');
    assert.match(nobody, /Skatteverket svarade inte\. .*Försök igen .*från dem som har svarat/);
    assert.doesNotMatch(nobody, /När en myndighet har något att berätta/, 'that there is none is not known');
    answers(event(skv, 'Pågår'));
    assert.match(await shown('/arenden?lage=klart'), /Inget ärende stämmer med det du har valt/);
  });

  it('asks for the authority that was chosen, and itself sees to the area and the state', async () => {
    answers(event(skv, 'Ett'), event(kommun, 'Två', { closed: true }));
    const text = await page('/arenden?myndighet=karlskrona&omrade=TESTKOP.BYGGLOV&lage=klart');
    assert.deepEqual(asked(), [{ path: 'overviews', producers: ['karlskrona'], limit: 1000 }]);
    assert.match(text, /<details class="ds-details filters" open>/);
    assert.match(text, /value="karlskrona" selected/);
    assert.match(text, /value="TESTKOP.BYGGLOV" selected>Bygglov/);
    assert.match(text, /value="klart" selected/);
    assert.match(words(text), /Två/);
    assert.match(text, /Ta bort filtren/);
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

  /** The pieces as they reached the browser, with the time since the first. */
  async function pieces(path: string) {
    const answer = await reader.get(path);
    const began = performance.now();
    const got: { text: string; at: number }[] = [];
    const decoder = new TextDecoder();
    for await (const part of answer.body as unknown as AsyncIterable<Uint8Array>)
      got.push({ text: decoder.decode(part, { stream: true }), at: performance.now() - began });
    const timeOf = (what: string) => got.find(({ text }) => text.includes(what))?.at ?? Number.NaN;
    return { answer, text: got.map(({ text }) => text).join(''), timeOf };
  }

  it('begins at once, shows the fast before the slow in order, and offers one order for all', async () => {
    told.producers = {
      [skv.id]: { name: skv.name, events: [event(skv, 'Snabb')] },
      [kommun.id]: {
        name: kommun.name,
        events: [waits('Strax', '2026-12-01T23:59:59+01:00')],
        afterMs: 60,
      },
      [lm.id]: { name: lm.name, events: [event(lm, 'Trög')], afterMs: 600 },
    };
    const { answer, text, timeOf } = await pieces('/arenden');
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
    assert.ok(timeOf('Vi frågar 3') < timeOf('Snabb'), 'the beginning waits for nobody');
    assert.ok(timeOf('Snabb') < 450, `the first came after ${timeOf('Snabb')} ms`);
    assert.ok(timeOf('Trög') > 550);
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
    told.producers[skv.id] = { name: skv.name, events: [], afterMs: 1200 };
    const leaving = new AbortController();
    const answer = await fetch(`${portal.url}/arenden`, {
      headers: { cookie: reader.cookie ?? '' },
      signal: leaving.signal,
    });
    await answer.body?.getReader().read();
    leaving.abort();
    for (let tries = 0; told.left === 0 && tries < 100; tries += 1) await pause(10);
    assert.equal(told.left, 1);
  });
});

describe('searching', () => {
  beginAnew();

  const search = async (text: string, status = 200) => {
    const answer = await reader.post('/arenden', { text, 'form-token': await reader.token() });
    assert.equal(answer.status, status);
    return answer.text();
  };

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

  it('can be done again with the same words where someone did not answer', async () => {
    told.producers = { [skv.id]: { name: skv.name, events: [], failure: 'broken-answer' } };
    const text = await search('ål');
    assert.match(words(text), /Skatteverket gav ett svar som inte gick att läsa/);
    assert.match(text, /name="text" value="ål">\s*<button[^>]*>Försök igen/);
  });
});
