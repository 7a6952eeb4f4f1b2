import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import {
  companyPart,
  eventually,
  type ForwardingRoom,
  karlskrona,
  personPart,
  startForwardingRoom,
  withForeign,
} from './forwarding-room.ts';
import { neighbours } from './neighbours.ts';
import { event } from './running-room.ts';

let room: ForwardingRoom;
let key: string;
const tolvan = '191212121212';
const agda = '198101052382';
const åkeri = '5564362068';
const granted = { kind: 'person', id: agda, name: 'Öberg', givenName: 'Åsa' } as const;
const shared = { arende: { identifierare: 'BYGG-1', typ: 'Diarienummer' } };

const local = (kundhandelseId: string, part: object, changes: object = {}) =>
  event(kundhandelseId, { kundhandelseTyp: 'KARLSKR.BYGGLOV.MOTTAGEN', part, ...changes });

before(async () => {
  const told = {
    signatories: { [tolvan]: [åkeri] },
    mandates: [
      { grantor: granted, holder: tolvan, permission: 'bygglov.las', relyingParty: karlskrona },
      {
        grantor: { kind: 'organisation', id: '5561929323', name: 'TB Bokföringsbyrå AB' },
        holder: tolvan,
        permission: 'ekonomi',
        relyingParty: karlskrona,
      },
    ],
  } as const;
  room = await startForwardingRoom(
    () => ({
      overviewDeadlineMs: 4000,
      producerDeadlineMs: 60_000,
      deadlineMs: 60_000,
    }),
    neighbours(told),
  );
  key = await room.register('karlskrona', 'KARLSKR', karlskrona);
  await room.load('karlskrona', key, [
    local(
      'k1',
      { ...personPart(tolvan), ...shared },
      { tidpunkt: '2026-08-01T10:00:00Z', rubrik: 'Ansökan mottagen' },
    ),
    local(
      'k2',
      { ...personPart(tolvan), ...shared },
      {
        tidpunkt: '2026-08-02T10:00:00Z',
        producentarendetKraverKundatgard: true,
        kundhandelseTyp: 'KARLSKR.BYGGLOV.KOMPLETTERA',
        ena: { toDo: { text: { sv: 'Skicka ritning' }, due: '2026-12-01T23:59:59+01:00' } },
      },
    ),
    local('k3', personPart(tolvan), {
      tidpunkt: '2026-08-03T10:00:00Z',
      rubrik: 'Beslut om försörjningsstöd',
      producentarendetKlart: true,
      ena: { veil: { fromLoa: 4, title: { sv: 'Något har hänt' } } },
    }),
    local('k4', companyPart(åkeri)),
    local('k5', personPart(agda)),
    local('k6', personPart(agda), { kundhandelseTyp: 'KARLSKR.SKOLA.PLACERAD' }),
  ]);
  await room.call('PUT', '/cases/v1/producers/karlskrona/permissions/bygglov.las', key, {
    types: ['KARLSKR.BYGGLOV'],
  });
  await room.call('PUT', '/cases/v1/event-types/BYGGLOV.MOTTAGEN', room.hub.operatorToken, {
    sv: 'Ansökan mottagen',
    en: 'Application received',
  });
});

const token = (personalNumber = tolvan, loa: 2 | 3 = 3) =>
  room.hub.personToken(['cases:own'], { personalNumber, name: 'Tolvan Tolvansson', loa });

// biome-ignore lint/suspicious/noExplicitAny: tests read what the wire carries
type Line = any;

async function open(body: object, as = token()): Promise<Response> {
  return fetch(`${room.hub.url}/cases/v1/my/overviews`, {
    method: 'POST',
    headers: { authorization: `Bearer ${as}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

async function lines(body: object, as?: string): Promise<readonly Line[]> {
  const answer = await open(body, as);
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get('content-type'), 'application/x-ndjson');
  const text = await answer.text();
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

const eventsIn = (all: readonly Line[], producer = 'karlskrona'): readonly Line[] =>
  all.find(({ kind, producer: one }) => kind === 'answer' && one.id === producer)?.events ?? [];

const parties = async (as = token()) => (await room.call('GET', '/cases/v1/my/parties', as)).json.items;

test('one may see one’s own cases, one’s organisation’s, and those that a mandate covers somewhere; by refs of one’s own', async () => {
  const items = await parties();
  assert.deepEqual(
    items.map(({ ref, ...rest }: Line) => rest),
    [
      { kind: 'self', name: 'Tolvan Tolvansson', by: 'self' },
      { kind: 'organisation', name: åkeri, organisation: åkeri, by: 'signatory' },
      { kind: 'person', name: 'Åsa Öberg', by: 'mandate' },
    ],
  );
  assert.doesNotMatch(JSON.stringify(items), /19\d{10}/);
  const [self] = await parties(token(agda));
  assert.notEqual(self.ref, items[2].ref);
  const stolen = await open({ for: items[1].ref }, token(agda));
  assert.deepEqual(
    [stolen.status, ((await stolen.json()) as Line).type],
    [404, 'urn:ena:problem:mina-arenden:unknown-party'],
  );
});

test('an overview says who is asked, then what each holds, then whether that is all', async () => {
  await withForeign(room, 'good', async () => {
    const all = await lines({});
    assert.deepEqual([all.at(0).kind, all.at(-1)], ['asked', { kind: 'end', complete: true }]);
    assert.deepEqual(all[0].for, (await parties())[0]);
    assert.deepEqual(
      all[0].producers.map(({ id }: Line) => id),
      ['frammande', 'karlskrona'],
    );
    const [k3, k2, k1] = eventsIn(all);
    assert.equal(k3.title, 'Något har hänt');
    assert.deepEqual([k2.case, k2.case.ref], [k1.case, k1.case.ref]);
    assert.deepEqual([k2.case.id, k2.case.kind, k2.needsAction], ['BYGG-1', 'journal-number', true]);
    assert.equal(k2.extension.toDo.text.sv, 'Skicka ritning');
    assert.deepEqual(k1.typeText, { sv: 'Ansökan mottagen', en: 'Application received' });
    const [foreign] = eventsIn(all, 'frammande');
    assert.deepEqual(
      [foreign.case.id, foreign.producer.name, 'extension' in foreign],
      ['D-1', 'Producent frammande', false],
    );
  });
});

test('what is filtered is what is shown: by state, case, words, type, day and producer, newest first, so many', async () => {
  const ids = async (body: object) => eventsIn(await lines(body)).map(({ title }) => title.split(' ')[0]);
  assert.deepEqual(await ids({ needsAction: true }), ['Ansökan']);
  assert.deepEqual(await ids({ closed: true }), ['Något']);
  const [k3, k2] = eventsIn(await lines({}));
  assert.equal((await ids({ case: k2.case.ref })).length, 2);
  assert.deepEqual(await ids({ case: k3.ref }), ['Något'], 'an event that names no case stands for itself');
  assert.deepEqual(await ids({ case: k2.ref }), []);
  assert.deepEqual(await ids({ text: 'ansök MOTT' }), ['Ansökan', 'Ansökan']);
  assert.deepEqual(await ids({ text: 'försörjningsstöd' }), []);
  assert.deepEqual(await ids({ types: ['KARLSKR.BYGGLOV.KOMPLETTERA'] }), ['Ansökan']);
  assert.deepEqual(await ids({ from: '2026-08-03', to: '2026-08-03' }), ['Något']);
  assert.deepEqual(await ids({ producers: ['other'] }), []);
  const [asked] = await lines({ producers: ['other'] });
  assert.deepEqual([asked.producers, asked.others.map(({ id }: Line) => id)], [[], ['karlskrona']]);
  assert.deepEqual((await lines({ producers: ['karlskrona'] }))[0].others, []);
  const [, limited] = await lines({ limit: 1, closed: false });
  assert.deepEqual([limited.events.length, limited.total], [1, 2]);
  const [, found] = await lines({ limit: 1, text: 'ansökan' });
  assert.deepEqual([found.events.length, found.total], [1, 2]);
  const wrong = await open({ from: '2026-02-30' });
  assert.equal(wrong.status, 422);
});

test('what is still waited for is shown however much is newer, here and elsewhere', async () => {
  const [, limited] = await lines({ limit: 1, producers: ['karlskrona'] });
  assert.deepEqual(
    limited.events.map(({ needsAction }: Line) => needsAction),
    [false, true],
  );
  assert.equal(limited.total, 3);
  await withForeign(room, 'paged', async () => {
    const all = await lines({ limit: 5 });
    const days = eventsIn(all, 'frammande').map(({ at }) => Number(at.slice(8, 10)));
    assert.deepEqual(days, [21, 20, 19, 18, 17, 11], 'the case of the 12th was settled on the 13th');
    assert.deepEqual([all.find(({ total }) => total === 12)?.kind, all.at(-1).complete], ['answer', true]);
  });
});

test('acting for another shows what the mandate covers, and for the company all', async () => {
  const [, company, åsa] = await parties();
  assert.deepEqual(
    eventsIn(await lines({ for: åsa.ref })).map(({ type }) => type),
    ['KARLSKR.BYGGLOV.MOTTAGEN'],
  );
  assert.equal(eventsIn(await lines({ for: company.ref })).length, 1);
});

test('whoever is quick is shown before whoever is slow, who is named at the end', async () => {
  await withForeign(room, 'hung', async () => {
    const answer = await open({});
    assert.ok(answer.body);
    const began = performance.now();
    let seen = '';
    let firstAfter = Number.POSITIVE_INFINITY;
    for await (const piece of answer.body.pipeThrough(new TextDecoderStream())) {
      seen += piece;
      if (seen.includes('"kind":"answer"')) firstAfter = Math.min(firstAfter, performance.now() - began);
    }
    const all = seen
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.deepEqual(
      all.map(({ kind }) => kind),
      ['asked', 'answer', 'failure', 'end'],
    );
    assert.deepEqual([all[2].producer.id, all[2].reason, all[3].complete], ['frammande', 'too-slow', false]);
    assert.ok(
      performance.now() - began - firstAfter > 300,
      'the answer came before the slow one was given up',
    );
  });
});

test('how a producer is reached is said and read, and its secret is told to no one', async () => {
  const operator = room.hub.operatorToken;
  const path = '/cases/v1/producers/frammande/reach';
  assert.equal((await room.call('GET', path, operator)).status, 404);
  assert.equal((await room.call('PUT', path, operator, { kind: 'here' })).status, 404);
  await withForeign(room, 'good', async () => {
    const read = await room.call('GET', path, operator);
    assert.equal(read.status, 200);
    assert.deepEqual([read.json.kind, read.json.url], ['https', `${room.foreign.url}/good`]);
    assert.doesNotMatch(JSON.stringify(read.json), /hemlig/);
    const wrong = { ...room.reach('good'), url: 'https://name:word@example.org/' };
    for (const [body, status, type] of [
      [wrong, 422, 'wrong-address'],
      [{ ...wrong, url: 'https://example.org/?q=1' }, 422, 'wrong-address'],
      [{ kind: 'exchange', service: '2120000829/x' }, 422, 'invalid-reach'],
      [{ ...wrong, url: 'ftp://example.org' }, 422, 'invalid-body'],
      [{ kind: 'somewhere' }, 422, 'invalid-body'],
      [{ ...wrong, clientSecret: undefined }, 422, 'invalid-reach'],
      [{ ...wrong, kind: 'here' }, 422, 'invalid-reach'],
    ] as const) {
      const answer = await room.call('PUT', path, operator, body);
      assert.deepEqual([answer.status, String(answer.json.type).split(':').at(-1)], [status, type]);
    }
    const here = await room.call('PUT', path, operator, { kind: 'here' });
    assert.deepEqual([here.status, here.json], [200, { kind: 'here' }]);
  });
});

test('nobody is reached through the exchange where there is no connector', async () => {
  const exchange = { kind: 'exchange', service: '2120000829/x', purpose: 'p', legalBasis: 'b' };
  const wanted = { id: 'annan', prefix: 'ANNAN', name: 'Annan', organisation: '5560360793' };
  const operator = room.hub.operatorToken;
  const refused = await room.call('POST', '/cases/v1/producers', operator, { ...wanted, reach: exchange });
  assert.deepEqual([refused.status, refused.json.type], [422, 'urn:ena:problem:mina-arenden:no-connector']);
  assert.equal((await room.call('GET', '/cases/v1/producers/annan', operator)).status, 404);
});

test('who fails and what is doubted is counted, by producer, and nothing about anyone', async () => {
  const figures = async () => {
    const headers = { authorization: `Bearer ${room.hub.operatorToken}` };
    const text = await (await fetch(`${room.hub.url}/metrics`, { headers })).text();
    return text.split('\n').filter((line) => line.startsWith('ena_cases_'));
  };
  for (const behaviour of ['broken', 'ahead'])
    await withForeign(room, behaviour, async () => {
      await room.ask(tolvan, { parter: [personPart(tolvan)] });
      await lines({ producers: ['frammande'] });
    });
  const counted = await figures();
  const has = (line: RegExp) =>
    assert.ok(
      counted.some((one) => line.test(one)),
      String(line),
    );
  has(/^ena_cases_producer_failures_total\{producer="frammande",reason="failed"\} 2$/);
  has(/^ena_cases_doubts_total\{producer="frammande",doubt="clock"\} 2$/);
  has(/^ena_cases_partial_answers_total\{asked="question"\} [1-9]/);
  has(/^ena_cases_partial_answers_total\{asked="overview"\} [1-9]/);
  assert.doesNotMatch(counted.join('\n'), /\d{12}/);
});

test('a reader who goes away is not waited for', async () => {
  await withForeign(room, 'hung', async () => {
    const left = room.foreign.left();
    const answer = await open({});
    await answer.body?.cancel();
    await eventually(async () => room.foreign.left() > left, 'the producer was left alone');
    await eventually(async () => (await lines({ producers: ['karlskrona'] })).length === 3, 'answered on');
  });
});

test('whoever asks all producers and goes away lets go of those that are still asked', async () => {
  await withForeign(room, 'hung', async () => {
    const [left, received] = [room.foreign.left(), room.foreign.received.length];
    const leaving = new AbortController();
    const fraga = { parter: [personPart(tolvan)] };
    const asked = fetch(`${room.hub.url}/mina-arenden/v1/kundhandelseFragaSynkron`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await room.hub.accessToken(['cases:forward'])}`,
        'content-type': 'application/json',
        skv_client_correlation_id: 'kedja-1',
      },
      body: JSON.stringify({ fraga, anvandare: tolvan }),
      signal: leaving.signal,
    });
    await eventually(async () => room.foreign.received.length > received, 'the producer was asked');
    leaving.abort();
    await assert.rejects(asked, { name: 'AbortError' });
    await eventually(async () => room.foreign.left() > left, 'the producer was left alone');
  });
});
