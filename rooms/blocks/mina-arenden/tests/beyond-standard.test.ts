import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { type Answer, event, type RunningRoom, startRoom, tolvan } from './running-room.ts';

let room: RunningRoom;
before(async () => {
  room = await startRoom();
});

const own = '/cases/v1/producers/testkommunen/events';
const problem = ({ json }: Answer) => String(json.type).replace('urn:ena:problem:mina-arenden:', '');
const pointers = ({ json }: Answer) => json.errors.map(({ pointer }: { pointer: string }) => pointer);
const retract = (items: readonly object[]) => room.call('POST', `${own}/retractions`, room.key, { items });
const read = async (id: string) =>
  (await room.call('POST', `${own}/searches`, room.key, { kundhandelseId: [id] })).json.items[0];
const askedAbout = async (identifierare: string) =>
  (await room.ask({ parter: [{ kund: { ...tolvan, identifierare } }] })).json.kundhandelser[0];

const attachment = {
  name: 'Beslut åäö.pdf',
  url: 'https://testkommunen.example.org/beslut.pdf',
  mediaType: 'application/pdf',
  bytes: 1024,
  sha256: 'a'.repeat(64),
};
const whole = {
  toDo: {
    text: { sv: 'Skicka in <b>situationsplan</b>', en: 'Send in a site plan' },
    due: '2026-09-30T23:59:59+02:00',
    link: 'https://testkommunen.example.org/komplettera?ärende=1',
  },
  links: [{ text: { sv: 'Läs mer' }, url: 'https://testkommunen.example.org/' }],
  progress: 0,
  attachments: [attachment],
  veil: { fromLoa: 3, title: { sv: 'Du har ett meddelande från kommunen' } },
};

test('an extension is loaded with its event and read back as it was, the last moment with the Swedish offset', async () => {
  assert.equal((await room.load([event('hel', { ena: whole })])).status, 201);
  assert.deepEqual((await read('hel')).ena, whole);
  const local = { toDo: { text: { sv: 'Gör' }, due: '2026-12-24 15:00:00' } };
  await room.load([event('lokal', { ena: local })]);
  assert.equal((await read('lokal')).ena.toDo.due, '2026-12-24T15:00:00+01:00');
  await room.load([event('hel')]);
  assert.equal('ena' in (await read('hel')), false);
});

test('the standard’s answer about an event with an extension is the answer about one without, byte for byte', async () => {
  const part = { kund: { ...tolvan, identifierare: '191212121220' } };
  const answer = async (changes: object) => {
    await room.load([event('bytes', { part, ...changes })]);
    return JSON.stringify((await room.ask({ parter: [part] })).json);
  };
  const plain = await answer({});
  assert.match(plain, /"kundhandelseId":"bytes"/);
  assert.equal(await answer({ ena: whole }), plain);
  assert.equal(await answer({ ena: {} }), plain);
});

test('what an extension cannot be is refused with its place, and nothing of the call is loaded', async () => {
  const wrong: readonly (readonly [object, string])[] = [
    [{ progress: 101 }, '/ena/progress'],
    [{ progress: 0.5 }, '/ena/progress'],
    [{ toDo: { text: { sv: 'Gör' }, link: 'http://osäker.example.org/' } }, '/ena/toDo/link'],
    [
      { toDo: { text: { sv: 'Gör' }, link: 'https://bank.example.org@annan.example.org/' } },
      '/ena/toDo/link',
    ],
    [{ toDo: { text: { sv: 'Gör' }, link: 'https://[' } }, '/ena/toDo/link'],
    [{ toDo: { text: { sv: 'Gör' }, due: '2026-03-29 02:30:00' } }, '/ena/toDo/due'],
    [{ toDo: { text: { sv: 'Gör' }, due: '2026-02-30 12:00:00' } }, '/ena/toDo/due'],
    [{ toDo: { text: { sv: 'Gör' }, due: 'i morgon' } }, '/ena/toDo/due'],
    [{ toDo: { text: { en: 'Do' } } }, '/ena/toDo/text/sv'],
    [{ toDo: { text: { sv: 'å'.repeat(501) } } }, '/ena/toDo/text/sv'],
    [{ attachments: Array(101).fill(attachment) }, '/ena/attachments'],
    [{ attachments: [attachment, { ...attachment, url: 'ftp://x' }] }, '/ena/attachments/1/url'],
    [{ attachments: [{ ...attachment, sha256: 'A' }] }, '/ena/attachments/0/sha256'],
    [{ links: Array(11).fill(whole.links[0]) }, '/ena/links'],
    [{ links: [{ text: { sv: 'a' }, url: 'javascript:alert(1)' }] }, '/ena/links/0/url'],
    [{ veil: { fromLoa: 2, title: { sv: 'a' } } }, '/ena/veil/fromLoa'],
    [{ veil: { fromLoa: 3 } }, '/ena/veil/title'],
    [{ toDo: { text: { sv: 'a\u0000b' } } }, '/ena/toDo/text/sv'],
    [{ nytt: 1 }, '/ena/nytt'],
  ];
  for (const [ena, place] of wrong) {
    const refused = await room.load([event('bra'), event('fel', { ena })]);
    assert.equal(refused.status, 422, JSON.stringify(ena).slice(0, 80));
    assert.ok(pointers(refused).includes(`/1${place}`), `${place}: ${JSON.stringify(refused.json.errors)}`);
  }
  assert.equal(await read('bra'), undefined);
});

test('every limit of an extension is taken, beside 65,535 letters of description with markup in it', async () => {
  const description = '<script>å</script>'.padEnd(65_535, 'ö');
  const ena = {
    ...whole,
    progress: 100,
    attachments: Array(20).fill(attachment),
    links: Array(10).fill(whole.links[0]),
  };
  assert.equal((await room.load([event('störst', { beskrivning: description, ena })])).status, 201);
  const held = await read('störst');
  assert.equal(held.kundhandelse.beskrivning, description);
  assert.deepEqual(held.ena, ena);
});

test('a retracted event is left out of the standard’s answers, and its producer reads when and why', async () => {
  const kund = { ...tolvan, identifierare: '191212121238' };
  const part = { kund };
  await room.load([event('å1', { part }), event('å2', { part })]);
  const done = await retract([
    { kundhandelseId: 'å1', reason: 'Beslutet gällde en annan tomt.' },
    { kundhandelseId: 'okänd', reason: 'Finns inte.' },
  ]);
  assert.deepEqual([done.status, done.json], [200, { antal: 1, redan: 0, okanda: ['okänd'] }]);
  const answer = await askedAbout(kund.identifierare);
  assert.equal(answer.totaltAntalKundhandelser, 1);
  assert.equal(answer.kundhandelserForPart[0].kundhandelseId, 'å2');
  assert.deepEqual((await read('å1')).retracted, {
    at: '2026-11-22T12:00:00+01:00',
    reason: 'Beslutet gällde en annan tomt.',
  });
  const again = await retract([{ kundhandelseId: 'å1', reason: 'Annat.' }]);
  assert.deepEqual(again.json, { antal: 0, redan: 1, okanda: [] });
  assert.equal((await read('å1')).retracted.reason, 'Beslutet gällde en annan tomt.');
});

test('loading a retracted event again lets it stand again, and says so', async () => {
  const kund = { ...tolvan, identifierare: '191212121246' };
  const events = [event('igen', { part: { kund } })];
  assert.deepEqual((await room.load(events)).json, { antal: 1, nya: 1, ersatta: 0 });
  await retract([{ kundhandelseId: 'igen', reason: 'Fel.' }]);
  assert.equal((await askedAbout(kund.identifierare)).totaltAntalKundhandelser, 0);
  assert.deepEqual((await room.load(events)).json, { antal: 1, nya: 0, ersatta: 1, aterinsatta: 1 });
  assert.equal((await askedAbout(kund.identifierare)).totaltAntalKundhandelser, 1);
  assert.equal('retracted' in (await read('igen')), false);
});

test('a retraction that cannot be is refused at its place; another’s event is unknown', async () => {
  const reason = 'Fel.';
  const doubled = await retract([
    { kundhandelseId: 'dubbel', reason },
    { kundhandelseId: 'dubbel', reason },
  ]);
  assert.deepEqual([doubled.status, problem(doubled)], [422, 'duplicate-retractions']);
  assert.deepEqual(pointers(doubled), ['/items/1/kundhandelseId']);
  const unstorable = await retract([{ kundhandelseId: 'x', reason: 'a\u0000' }]);
  assert.deepEqual([unstorable.status, pointers(unstorable)], [422, ['/items/0/reason']]);
  for (const [items, place] of [
    [[], '/items'],
    [[{ kundhandelseId: 'x' }], '/items/0/reason'],
    [[{ kundhandelseId: 'x', reason: '' }], '/items/0/reason'],
    [[{ kundhandelseId: 'x', reason: 'å'.repeat(501) }], '/items/0/reason'],
    [Array(1001).fill({ kundhandelseId: 'x', reason }), '/items'],
  ] as const) {
    const refused = await retract(items);
    assert.equal(refused.status, 422);
    assert.ok(pointers(refused).includes(place));
  }
  const other = await room.hub.accessToken(['cases:load'], '2120002411');
  const body = { items: [{ kundhandelseId: 'x', reason }] };
  const foreign = await room.call('POST', `${own}/retractions`, other, body);
  assert.deepEqual([foreign.status, problem(foreign)], [404, 'unknown-producer']);
});
