import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { type Answer, event, type RunningRoom, startRoom, tolvan } from './running-room.ts';

let room: RunningRoom;
before(async () => {
  room = await startRoom();
});

const own = '/cases/v1/producers/testkommunen';
const problem = ({ json }: Answer) => String(json.type).replace('urn:ena:problem:mina-arenden:', '');
const count = async () => (await room.call('GET', `${own}/event-count`, room.key)).json.antal;

test('what was loaded is read back with whom it is about and its tags, and taken away', async () => {
  const arende = { identifierare: 'ÅÄÖ-1', typ: 'Kvittensnummer' };
  const loaded = await room.load([event('läst', { part: { kund: tolvan, arende }, taggar: ['å'] })]);
  assert.deepEqual([loaded.status, loaded.json], [201, { antal: 1, nya: 1, ersatta: 0 }]);
  const found = await room.call('POST', `${own}/events/searches`, room.key, {
    kundhandelseId: ['läst', 'x'],
  });
  assert.equal(found.json.items.length, 1);
  const [{ part, kundhandelse, taggar }] = found.json.items;
  assert.deepEqual([part, taggar], [{ kund: tolvan, arende }, ['å']]);
  assert.equal(kundhandelse.tidpunkt, '2026-08-20T09:12:00+02:00');
  const removed = await room.call('POST', `${own}/events/removals`, room.key, {
    kundhandelseId: ['läst', 'x'],
  });
  assert.deepEqual([removed.status, removed.json], [200, { antal: 1 }]);
  assert.equal(await count(), 0);
});

test('a token of the producer’s organisation loads as its key does, another’s does not', async () => {
  const token = await room.hub.accessToken(['cases:load'], '2120000829');
  assert.equal((await room.call('POST', `${own}/events`, token, [event('token')])).status, 201);
  const other = await room.hub.accessToken(['cases:load'], '2120002411');
  const refused = await room.call('POST', `${own}/events`, other, [event('annan')]);
  assert.deepEqual([refused.status, problem(refused)], [404, 'unknown-producer']);
  const none = await room.call('POST', '/cases/v1/producers/ingen/events', room.key, [event('1')]);
  assert.deepEqual([none.status, problem(none)], [404, 'unknown-producer']);
  assert.equal(
    (await room.call('POST', `${own}/events`, `load_${'x'.repeat(43)}`, [event('1')])).status,
    401,
  );
});

test('the same call once more replaces and adds nothing', async () => {
  const events = [event('igen-1'), event('igen-2')];
  assert.deepEqual((await room.load(events)).json, { antal: 2, nya: 2, ersatta: 0 });
  const before = await count();
  assert.deepEqual((await room.load(events)).json, { antal: 2, nya: 0, ersatta: 2 });
  assert.equal(await count(), before);
});

test('a thousand events are taken, 1,001 are not, and none is not', async () => {
  const events = Array.from({ length: 1001 }, (_, i) => event(`många-${i}`));
  assert.equal((await room.load(events.slice(1))).status, 201);
  assert.equal((await room.load(events)).status, 422);
  assert.equal((await room.load([])).status, 422);
});

test('one bad event keeps all from being loaded; each place is told and no value', async () => {
  const before = await count();
  const refused = await room.load([
    event('bra'),
    event('tid', { tidpunkt: '2026-03-29 02:30:00' }),
    event('dag', { tidpunkt: '2026-02-30T00:00:00Z' }),
    event('typ', { kundhandelseTyp: 'TESTKOPING.BYGGLOV.KLART' }),
    event('djup', { utokadInformation: JSON.parse(`${'{"a":'.repeat(40)}1${'}'.repeat(40)}`) }),
    event('stor', { referenser: { a: 'x'.repeat(70_000) } }),
  ]);
  assert.deepEqual([refused.status, problem(refused)], [422, 'invalid-events']);
  const pointers = refused.json.errors.map(({ pointer }: { pointer: string }) => pointer);
  const places = [
    '/1/tidpunkt',
    '/2/tidpunkt',
    '/3/kundhandelseTyp',
    '/4/utokadInformation',
    '/5/referenser',
  ];
  assert.deepEqual(pointers, places);
  const unstorable = await room.load([event('bra'), event('tecken', { rubrik: 'a\u0000b' })]);
  assert.deepEqual([unstorable.status, unstorable.json.errors.length], [422, 1]);
  assert.equal(unstorable.json.errors[0].pointer, '/1/rubrik');
  assert.equal(await count(), before);
});

test('one id twice in a call is refused at its second place', async () => {
  const refused = await room.load([event('dubbel'), event('ensam'), event('dubbel')]);
  assert.deepEqual([refused.status, problem(refused)], [422, 'duplicate-events']);
  assert.equal(refused.json.errors[0].pointer, '/2/kundhandelseId');
});

test('each limit of a field is held, and the longest that fits is taken', async () => {
  const tooMuch: readonly object[] = [
    { kundhandelseId: 'x'.repeat(101) },
    { rubrik: 'å'.repeat(256) },
    { beskrivning: 'å'.repeat(65_536) },
    { tidpunkt: '2'.repeat(41) },
    { tidpunkt: '0001-01-01 00:00:00' },
    { tidpunkt: '9999-12-31T23:59:59-23:59' },
    { sprak: 'svenska' },
    { version: 'ett' },
    { taggar: ['a', 'a'] },
    { taggar: ['å'.repeat(101)] },
    { taggar: Array.from({ length: 101 }, (_, i) => `t${i}`) },
    { kundhandelseTyp: 'TESTKOP.BYGGLOV' },
    { part: {} },
    { part: { kund: { identifierare: '1912121212', typ: 'Personnummer' } } },
    { utokadInformation: [] },
    { nytt: 1 },
  ];
  for (const changes of tooMuch) {
    const { status, json } = await room.load([event('gräns', changes)]);
    assert.equal(status, 422, `${JSON.stringify(changes).slice(0, 60)} ${JSON.stringify(json)}`);
  }
  const longest = {
    kundhandelseId: 'ö'.repeat(100),
    rubrik: 'å'.repeat(255),
    beskrivning: 'ä'.repeat(65_535),
    taggar: Array.from({ length: 100 }, (_, i) => `${i}`.padEnd(100, 'å')),
  };
  assert.equal((await room.load([event('', longest)])).status, 201);
  for (const tidpunkt of ['1000-06-01T12:00:00+00:53', '9999-12-31T23:59:59+01:00']) {
    assert.equal((await room.load([event('längst', { tidpunkt })])).status, 201);
    const found = await room.call('POST', `${own}/events/searches`, room.key, { kundhandelseId: ['längst'] });
    assert.equal(found.json.items[0].kundhandelse.tidpunkt, tidpunkt);
  }
});

test('an id that no event can have is refused wherever ids are sent', async () => {
  for (const path of ['searches', 'removals', 'seen-searches']) {
    const body = { kundhandelseId: ['a\u0000'] };
    const refused = await room.call('POST', `${own}/events/${path}`, room.key, body);
    assert.deepEqual([refused.status, refused.json.errors?.[0].pointer], [422, '/kundhandelseId/0'], path);
  }
});

test('a new key takes the place of the one before at once', async () => {
  const path = '/cases/v1/producers/testkommunen/load-keys';
  const made = await room.call('POST', path, room.hub.operatorToken);
  assert.equal(made.status, 201);
  assert.equal((await room.load([event('gammal')])).status, 401);
  const loaded = await room.call('POST', `${own}/events`, made.json.loadKey, [event('ny')]);
  assert.equal(loaded.status, 201);
  const unknown = await room.call('POST', path.replace('testkommunen', 'ingen'), room.hub.operatorToken);
  assert.deepEqual([unknown.status, problem(unknown)], [404, 'unknown-producer']);
});
