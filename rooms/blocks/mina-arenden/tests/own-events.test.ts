import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { hour } from '@ena/kernel/time.ts';
import { fixedClock } from '@ena/testkit/clock.ts';
import { openTestDatabase } from '@ena/testkit/database.ts';
import { temporaryFolder } from '@ena/testkit/folder.ts';
import { wordSearch } from '../domain/word-search.ts';
import type { EventPlace } from '../store/store.ts';
import { freshStore } from '../store/tests/fresh-store.ts';
import { customer, sampleEvent } from '../store/tests/samples.ts';
import { markSeen } from '../use-cases/mark-seen.ts';
import { Scan } from '../use-cases/own-event-scan.ts';
import { openRefs } from '../use-cases/refs.ts';
import { searchOwnEvents } from '../use-cases/search-own-events.ts';
import { openSearchTokens } from '../use-cases/search-tokens.ts';
import { type Answer, event, type RunningRoom, startRoom, tolvan } from './running-room.ts';

let room: RunningRoom;
const arende = { identifierare: 'BYGG-2026-00123', typ: 'Diarienummer' };
const veil = { fromLoa: 3, title: { sv: 'Nytt från vården', en: 'News from care' } };

before(async () => {
  room = await startRoom(undefined, { signatories: { [tolvan.identifierare]: ['5560001234'] } });
  const loaded = await room.load([
    event('1', { part: { kund: tolvan, arende }, tidpunkt: '2026-08-01 12:00:00' }),
    event('2', {
      part: { kund: tolvan, arende },
      rubrik: 'Komplettera <b>ansökan</b>',
      beskrivning: 'Vi behöver en SITUATIONSPLAN över tomten.',
      kundhandelseTyp: 'TESTKOP.BYGGLOV.KOMPLETTERING_BEGARD',
      tidpunkt: '2026-08-02 12:00:00',
      producentarendetKraverKundatgard: true,
      ena: { toDo: { text: { sv: 'Skicka in' }, due: '2026-09-30 23:59:59' }, progress: 20 },
    }),
    event('3', {
      rubrik: 'Remiss till hudkliniken',
      beskrivning: 'Du har fått en remiss för eksem.',
      kundhandelseTyp: 'TESTKOP.VARD.REMISS',
      tidpunkt: '2026-08-03 12:00:00',
      ena: {
        veil,
        toDo: { text: { sv: 'Boka tid' }, due: '2026-12-01 12:00:00', link: 'https://vard.example.org/' },
        links: [{ text: { sv: 'Hudkliniken' }, url: 'https://vard.example.org/hud' }],
      },
    }),
    event('annans', { part: { kund: { ...tolvan, identifierare: '191212121220' } } }),
  ]);
  assert.equal(loaded.status, 201);
  const texts = { sv: 'Bygglov: begäran om komplettering', en: 'Building permit: more is needed' };
  const type = 'TESTKOP.BYGGLOV.KOMPLETTERING_BEGARD';
  const path = `/cases/v1/producers/testkommunen/event-types/${type}`;
  assert.equal((await room.call('PUT', path, room.key, texts)).status, 204);
});

type Loa = 2 | 3 | 4;
const as = (loa: Loa = 3, personalNumber: string = tolvan.identifierare) =>
  room.hub.personToken(['cases:own'], { loa, personalNumber });
const search = (body: object, token = as()) => room.call('POST', '/cases/v1/my/events/searches', token, body);
const mark = (body: object, token = as()) => room.call('POST', '/cases/v1/my/seen', token, body);
const seenBy = async (...ids: readonly string[]) => {
  const path = '/cases/v1/producers/testkommunen/events/seen-searches';
  return (await room.call('POST', path, room.key, { kundhandelseId: ids })).json.items;
};
const titles = ({ json }: Answer): readonly string[] =>
  json.items.map(({ title }: { title: string }) => title);
const problem = ({ status, json }: Answer) => [
  status,
  String(json.type).split(':').at(-1),
  json.errors?.map(({ pointer }: { pointer: string }) => pointer),
];

test('one’s own events come newest first with all that may be shown of them, and nobody else’s', async () => {
  const found = await search({});
  assert.deepEqual(
    [found.status, titles(found), found.json.notSearched],
    [200, ['Remiss till hudkliniken', 'Komplettera <b>ansökan</b>', 'Ansökan om bygglov mottagen'], []],
  );
  const [, second, first] = found.json.items;
  const {
    ref,
    case: { ref: caseRef, ...reference },
    ...rest
  } = second;
  assert.match(ref, /^[\w-]{22}$/);
  assert.equal(caseRef, first.case.ref);
  assert.deepEqual(reference, { kind: 'journal-number', id: 'BYGG-2026-00123' });
  assert.deepEqual(rest, {
    producer: { id: 'testkommunen', name: 'Testköpings kommun' },
    title: 'Komplettera <b>ansökan</b>',
    description: 'Vi behöver en SITUATIONSPLAN över tomten.',
    language: 'sv',
    at: '2026-08-02T12:00:00+02:00',
    type: 'TESTKOP.BYGGLOV.KOMPLETTERING_BEGARD',
    typeText: { sv: 'Bygglov: begäran om komplettering', en: 'Building permit: more is needed' },
    needsAction: true,
    closed: false,
    extension: { toDo: { text: { sv: 'Skicka in' }, due: '2026-09-30T23:59:59+02:00' }, progress: 20 },
  });
  assert.deepEqual(titles(await search({ case: caseRef })), [second.title, first.title]);
});

test('words are found in title, description, the type’s words and the case number; filters narrow', async () => {
  const one = ['Komplettera <b>ansökan</b>'];
  for (const text of [
    'situationsplan TOMT',
    'ANSÖKAN behöver',
    'begäran',
    'more needed',
    'bygg-2026 komplettera',
  ])
    assert.deepEqual(titles(await search({ text })), one, text);
  assert.equal(titles(await search({ text: 'BYGG-2026-00123' })).length, 2);
  assert.deepEqual(titles(await search({ text: 'komplettera %_' })), one);
  for (const text of ['ansokan', 'plan', 'komplettera eksem'])
    assert.deepEqual(titles(await search({ text })), [], text);
  assert.deepEqual(titles(await search({ needsAction: true })), one);
  assert.deepEqual(titles(await search({ closed: true })), []);
  assert.deepEqual(titles(await search({ types: ['TESTKOP.BYGGLOV.KOMPLETTERING_BEGARD'] })), one);
  assert.deepEqual(titles(await search({ from: '2026-08-02', to: '2026-08-02' })), one);
  assert.deepEqual(titles(await search({ producers: ['annan'] })), []);
});

test('at too weak a log-in a veiled event shows its veil, and neither words nor type of it are found', async () => {
  const weak = await search({ text: 'vården' }, as(2));
  const { ref, producer, ...rest } = weak.json.items[0];
  assert.deepEqual([weak.json.items.length, ref.length, producer.id], [1, 22, 'testkommunen']);
  assert.deepEqual(rest, {
    title: 'Nytt från vården',
    description: '',
    language: 'sv',
    at: '2026-08-03T12:00:00+02:00',
    type: 'TESTKOP',
    needsAction: false,
    closed: false,
    veiledBelow: 3,
    extension: { toDo: { text: veil.title, due: '2026-12-01T12:00:00+01:00' }, veil },
  });
  for (const asked of [{ text: 'eksem' }, { text: 'remiss' }, { types: ['TESTKOP.VARD'] }]) {
    assert.deepEqual(titles(await search(asked, as(2))), [], JSON.stringify(asked));
    assert.deepEqual(titles(await search(asked)), ['Remiss till hudkliniken'], JSON.stringify(asked));
  }
  assert.deepEqual(titles(await search({ types: ['TESTKOP'], text: 'nytt' }, as(2))), ['Nytt från vården']);
  await room.load([
    event('4', {
      kundhandelseTyp: 'TESTKOP.VARD.SVAR',
      part: { kund: { ...tolvan, identifierare: '191212121253' } },
      ena: { veil: { ...veil, fromLoa: 4 } },
    }),
  ]);
  const path = '/cases/v1/producers/testkommunen/events/retractions';
  await room.call('POST', path, room.key, {
    items: [{ kundhandelseId: '4', reason: 'Provet var förväxlat.' }],
  });
  const [hidden] = (await search({}, as(3, '191212121253'))).json.items;
  assert.deepEqual([hidden.veiledBelow, hidden.retracted.reason], [4, '']);
  const [shown] = (await search({}, as(4, '191212121253'))).json.items;
  assert.equal(shown.retracted.reason, 'Provet var förväxlat.');
});

test('pages go on where the one before ended, also when events are loaded in between', async () => {
  const personalNumber = '191212121261';
  const of = (id: string, minute: number) =>
    event(id, {
      part: { kund: { ...tolvan, identifierare: personalNumber } },
      rubrik: `Händelse ${id}`,
      tidpunkt: `2026-08-20T09:0${minute}:00Z`,
    });
  await room.load([of('a', 1), of('b', 1), of('c', 2), of('d', 3), of('e', 3)]);
  const token = as(3, personalNumber);
  const question = { text: 'händelse', limit: 2 };
  const first = await search(question, token);
  assert.deepEqual(titles(first), ['Händelse e', 'Händelse d']);
  await room.load([of('f', 5), of('bb', 1)]);
  const second = await search({ ...question, token: first.json.next }, token);
  assert.deepEqual(titles(second), ['Händelse c', 'Händelse bb']);
  const last = await search({ ...question, limit: 9, token: second.json.next }, token);
  assert.deepEqual([titles(last), 'next' in last.json], [['Händelse b', 'Händelse a'], false]);
  const { next } = first.json;
  assert.equal(next.includes(Buffer.from('Händelse').toString('base64url')), false);
  const stale = [422, 'stale-token', ['/token']];
  const broken = `${next.slice(0, -2)}${next.endsWith('A') ? 'B' : 'A'}`;
  assert.deepEqual(problem(await search({ ...question, token: broken }, token)), stale);
  assert.deepEqual(problem(await search({ ...question, token: 'x' }, token)), stale);
  assert.deepEqual(problem(await search({ ...question, text: 'annat', token: next }, token)), stale);
  assert.deepEqual(problem(await search({ ...question, token: next })), stale);
  room.clock.advance(hour - 1);
  assert.equal((await search({ ...question, token: next }, token)).status, 200);
  room.clock.advance(1);
  assert.deepEqual(problem(await search({ ...question, token: next }, token)), stale);
});

test('a search that cannot be made is refused at its place', async () => {
  for (const [body, place] of [
    [{ text: '-- %' }, '/text'],
    [{ from: '2026-02-30' }, '/from'],
    [{ to: '0000-01-01' }, '/to'],
    [{ from: '2026-02-02', to: '2026-02-01' }, '/to'],
    [{ types: ['BYGG\u0000'] }, '/types/0'],
    [{ limit: 0 }, '/limit'],
    [{ limit: 101 }, '/limit'],
    [{ text: 'å'.repeat(201) }, '/text'],
    [{ for: 'kort' }, '/for'],
    [{ token: 'å' }, '/token'],
    [{ nytt: 1 }, '/nytt'],
  ] as const) {
    const [status, , places] = problem(await search(body));
    assert.deepEqual([status, places?.includes(place)], [422, true], JSON.stringify(body).slice(0, 40));
  }
  const unknown = 'x'.repeat(22);
  assert.deepEqual(problem(await search({ for: unknown })), [404, 'unknown-party', undefined]);
  assert.deepEqual(problem(await mark({ for: unknown, refs: [unknown] })), [404, 'unknown-party', undefined]);
});

test('what one has seen is marked with time, told to the producer without a name, and new again when it changes', async () => {
  const [, second] = (await search({})).json.items;
  assert.equal('seenAt' in second, false);
  const marked = await mark({ refs: [second.ref, 'x'.repeat(22)] });
  assert.deepEqual([marked.status, marked.json], [200, { noted: 1, notNoted: ['x'.repeat(22)] }]);
  const firstSeen = (await search({})).json.items[1].seenAt;
  assert.match(firstSeen, /^2026-11-22T1\d:\d\d:\d\d.*\+01:00$/);
  room.clock.advance(hour);
  await mark({ refs: [second.ref] }, as(2));
  assert.deepEqual(await seenBy('2', '1'), [{ kundhandelseId: '2', firstSeen, times: 2 }]);
  assert.equal((await search({})).json.items[1].seenAt, firstSeen);
  const [held] = (
    await room.call('POST', '/cases/v1/producers/testkommunen/events/searches', room.key, {
      kundhandelseId: ['2'],
    })
  ).json.items;
  const { part, kundhandelse, taggar, ena } = held;
  await room.load([{ ...kundhandelse, part, taggar, ena }]);
  assert.equal((await seenBy('2')).length, 1);
  await room.load([{ ...kundhandelse, part, taggar, ena: { ...ena, progress: 60 } }]);
  assert.deepEqual(await seenBy('2'), []);
  assert.equal('seenAt' in (await search({})).json.items[1], false);
});

test('nobody marks another’s events, nor what is shown under a veil', async () => {
  const [veiledOne, , first] = (await search({})).json.items;
  const refs = [veiledOne.ref, first.ref];
  assert.deepEqual((await mark({ refs }, as(3, '191212121220'))).json, { noted: 0, notNoted: refs });
  assert.deepEqual((await mark({ refs }, as(2))).json, { noted: 1, notNoted: [veiledOne.ref] });
  assert.deepEqual((await mark({ refs })).json, { noted: 2, notNoted: [] });
  assert.equal((await mark({ refs: [first.ref, first.ref] })).status, 422);
  assert.equal((await mark({ refs: Array(201).fill(first.ref) })).status, 422);
  assert.equal((await mark({ refs: [] })).status, 422);
});

test('acting for an organisation one searches and marks its events, by a ref that is of no use to others', async () => {
  const kund = { identifierare: '165560001234', typ: 'Organisationsnummer' };
  await room.load([event('bolagets', { part: { kund }, rubrik: 'Årsredovisning' })]);
  const parties = await room.call('GET', '/cases/v1/my/parties', as(2));
  const { ref } = parties.json.items.find(({ kind }: { kind: string }) => kind === 'organisation');
  const found = await search({ for: ref, text: 'årsred' });
  assert.deepEqual(titles(found), ['Årsredovisning']);
  assert.deepEqual(titles(await search({ text: 'årsred' })), []);
  const refs = [found.json.items[0].ref];
  assert.deepEqual((await mark({ refs })).json.notNoted, refs);
  assert.deepEqual((await mark({ for: ref, refs })).json.notNoted, []);
  assert.equal((await seenBy('bolagets')).length, 1);
  assert.equal((await search({ for: ref }, as(3, '191212121220'))).status, 404);
});

test('a producer that keeps its events itself is named as not searched', async () => {
  const wanted = { id: 'annan', prefix: 'ANNAN', name: 'Ånge å-rike', organisation: '2120002411' };
  await room.call('POST', '/cases/v1/producers', room.hub.operatorToken, wanted);
  const url = 'https://annan.example.org';
  const credentials = { clientId: 'hub', clientSecret: 'only-for-the-test' };
  const reach = { kind: 'https', url, tokenEndpoint: `${url}/token`, ...credentials };
  const path = '/cases/v1/producers/annan/reach';
  assert.equal((await room.call('PUT', path, room.hub.operatorToken, reach)).status, 200);
  assert.deepEqual((await search({})).json.notSearched, [{ id: 'annan', name: 'Ånge å-rike' }]);
  assert.deepEqual((await search({ producers: ['testkommunen'] })).json.notSearched, []);
});

test('by a mandate events of the types that it covers are found and marked, and nothing else is', async () => {
  const store = await freshStore(openTestDatabase());
  const clock = fixedClock();
  using folder = temporaryFolder();
  const refs = openRefs(folder.path);
  const tools = { store, refs, clock, tokens: openSearchTokens(folder.path, clock) };
  for (const [id, prefix] of [
    ['p', 'P'],
    ['q', 'Q'],
  ] as const)
    await store.register({ id, prefix, name: id, organisation: '2120000829', registeredAt: 0 }, id);
  const types = ['P.LOV.A', 'P.VARD.A'];
  await store.load(
    'p',
    types.map((type) => sampleEvent(type, { type, title: 'Nytt' })),
  );
  await store.load('q', [sampleEvent('q', { type: 'Q.LOV.A', title: 'Nytt' })]);
  const typesAt = new Map([['p', ['P.LOV']]]);
  const party = { customer, standing: { kind: 'by-mandate', typesAt } } as const;
  const person = { personalNumber: '191212121220', loa: 3 } as const;
  const question = { filter: { types: [] }, producers: [], text: 'nytt', limit: 20 };
  const ids = async (changes: object) => {
    const found = await searchOwnEvents(tools, person, party, { ...question, ...changes });
    return found.kind === 'found' && found.items.map(({ held }) => held.event.id);
  };
  assert.deepEqual(await ids({}), ['P.LOV.A']);
  assert.deepEqual(await ids({ filter: { types: ['P.VARD'] } }), []);
  const marked = await markSeen(tools, person, party, [
    refs.event('p', 'P.LOV.A'),
    refs.event('p', 'P.VARD.A'),
    refs.event('q', 'q'),
  ]);
  assert.deepEqual(marked, [refs.event('p', 'P.VARD.A'), refs.event('q', 'q')]);
  const hidden = Array.from({ length: 9 }, (_, i) => sampleEvent(`${i}`, { type: 'P.VARD.A' }));
  await store.load('p', hidden);
  const search = { filter: { types: [] }, producers: [], text: 'nytt', limit: 20 };
  const matches = wordSearch('nytt') ?? assert.fail();
  const pace = { chunk: 2, mostCharacters: 1 };
  const producers = await store.reached();
  const scan = new Scan({ store, refs }, { party, search, loa: 3, matches, producers, pace });
  assert.equal(await scan.run(undefined), undefined, 'what is hidden makes no page shorter');
  assert.deepEqual(
    scan.found.map(({ held }) => held.event.id),
    ['P.LOV.A'],
  );
});

test('where very much text has to be read a page is short, and the next one goes on', async () => {
  const store = await freshStore(openTestDatabase());
  using folder = temporaryFolder();
  await store.register({ id: 'p', prefix: 'P', name: 'p', organisation: '2120000829', registeredAt: 0 }, 'h');
  const title = (i: number) => (i % 3 === 0 ? 'Åkern' : 'Ängen');
  const all = Array.from({ length: 10 }, (_, i) => sampleEvent(`${i}`, { title: title(i), at: i * 1000 }));
  await store.load('p', all);
  const plan = {
    party: { customer, standing: { kind: 'whole' } },
    search: { text: 'åkern', filter: { types: [] }, producers: [], limit: 3 },
    loa: 3,
    matches: wordSearch('åkern') ?? assert.fail(),
    producers: await store.reached(),
    pace: { chunk: 2, mostCharacters: 1 },
  } as const;
  const pages: string[][] = [];
  let place: EventPlace | undefined;
  do {
    const scan = new Scan({ store, refs: openRefs(folder.path) }, plan);
    place = await scan.run(place);
    pages.push(scan.found.map(({ held }) => held.event.id));
  } while (place !== undefined && pages.length < 20);
  assert.deepEqual(pages, [['9'], ['6'], [], ['3'], ['0'], []]);
});
