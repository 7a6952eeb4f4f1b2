import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import {
  beri,
  books,
  companyPart,
  eventually,
  type ForwardingRoom,
  haulage,
  karlskrona,
  maria,
  personPart,
  riitta,
  skatteverket,
  startForwardingRoom,
  withForeign,
} from './forwarding-room.ts';
import { type Answer, event } from './running-room.ts';

let room: ForwardingRoom;
const keys: Record<string, string> = {};
const tolvan = '191212121212';

before(async () => {
  room = await startForwardingRoom(({ url }) => ({
    deadlineMs: 1300,
    producerDeadlineMs: 1000,
    pauseAfterFailures: 3,
    connectorUrl: `${url}/connector/`,
  }));
  keys.karlskrona = await room.register('karlskrona', 'KARLSKR', karlskrona);
  keys.skatteverket = await room.register('skatteverket', 'SKV', skatteverket);
  await room.load('karlskrona', keys.karlskrona, [
    local('k1', 'KARLSKR.BYGGLOV.MOTTAGEN', personPart(tolvan), '2026-08-01T10:00:00Z'),
    local('k2', 'KARLSKR.BYGGLOV.KLART', companyPart(haulage), '2026-08-02T10:00:00Z'),
    local('k3', 'KARLSKR.EKONOMI.FAKTURA', companyPart(haulage), '2026-08-03T10:00:00Z'),
    local('k4', 'KARLSKR.BYGGLOV.KLART', personPart(riitta), '2026-08-04T10:00:00Z'),
    local('k5', 'KARLSKR.BYGGLOV.KLART', { ...companyPart(books), ...shared }, '2026-08-05T10:00:00Z'),
    local('k6', 'KARLSKR.BYGGLOV.KLART', { ...personPart(tolvan), ...shared }, '2026-08-06T10:00:00Z'),
    local('k7', 'KARLSKR.BYGGLOV.KLART', shared, '2026-08-07T10:00:00Z'),
  ]);
  await room.load('skatteverket', keys.skatteverket, [
    local('s1', 'SKV.SKATT.BESLUT', personPart(tolvan), '2026-08-01T11:00:00Z'),
    local('s2', 'SKV.SKATT.BESLUT', companyPart(books), '2026-08-02T11:00:00Z'),
  ]);
  await permit('bygglov.las', ['KARLSKR.BYGGLOV.KLART']);
  await announced();
});

const shared = { arende: { identifierare: 'BYGG-1', typ: 'Diarienummer' } };

const local = (kundhandelseId: string, kundhandelseTyp: string, part: object, tidpunkt: string) =>
  event(kundhandelseId, { kundhandelseTyp, part, tidpunkt });

async function permit(code: string, types: readonly string[]): Promise<void> {
  const path = `/cases/v1/producers/karlskrona/permissions/${code}`;
  assert.equal((await room.call('PUT', path, keys.karlskrona ?? '', { types })).status, 204);
}

/** What was loaded is in the index, so that producers are asked by what it names. */
const announced = () =>
  eventually(
    async () => (await delfragorOf(await room.ask(beri, { parter: [personPart(beri)] }))).length === 0,
    'announced',
  );

const idsOf = ({ json }: Answer, part = 0): string =>
  json.kundhandelser[part].kundhandelserForPart
    .map(({ kundhandelseId }: { kundhandelseId: string }) => kundhandelseId)
    .join(' ');
const delfragorOf = ({
  json,
}: Answer): readonly { producent: string; status: string; httpCode: number; message?: string }[] =>
  json.delfragor;

test('one question is answered out of all producers that the index names, in the standard’s own form', async () => {
  const fraga = {
    parter: [personPart(tolvan), companyPart(books)],
    behandling: {
      sortering: [{ attribut: 'TIDPUNKT', stigande: true }],
      paginering: { offset: 1, limit: 1 },
    },
  };
  const answer = await room.ask(tolvan, fraga, { 'accept-language': 'en' });
  assert.equal(answer.status, 200);
  assert.deepEqual(answer.json.metadata, { ...fraga, onskatSprak: 'en' });
  assert.equal(answer.json.kundhandelser[0].totaltAntalKundhandelser, 3);
  assert.equal(idsOf(answer), 's1');
  assert.deepEqual(delfragorOf(answer), [
    { producent: 'Producent karlskrona', part: personPart(tolvan), status: 'OK', httpCode: 200 },
    { producent: 'Producent skatteverket', part: personPart(tolvan), status: 'OK', httpCode: 200 },
  ]);
  assert.deepEqual(answer.json.kundhandelser[1], {
    part: companyPart(books),
    totaltAntalKundhandelser: 0,
    kundhandelserForPart: [],
  });
});

test('newest first unasked; a part asked twice is answered twice', async () => {
  const answer = await room.ask(tolvan, { parter: [personPart(tolvan), personPart(tolvan)] });
  assert.equal(idsOf(answer), 'k6 s1 k1');
  assert.equal(idsOf(answer, 1), 'k6 s1 k1');
  assert.equal(delfragorOf(answer).length, 4);
});

test('a signatory sees the company’s cases, and nobody else', async () => {
  const fraga = { parter: [companyPart(books)] };
  assert.equal(idsOf(await room.ask(maria, fraga)), 'k5 s2');
  const stranger = await room.ask(tolvan, fraga);
  assert.deepEqual([idsOf(stranger), delfragorOf(stranger)], ['', []]);
  const nothing = await room.ask(tolvan, { parter: [companyPart('5560360793')] });
  assert.deepEqual(stranger.json.kundhandelser[0].totaltAntalKundhandelser, 0);
  assert.deepEqual(delfragorOf(nothing), delfragorOf(stranger));
});

test('a mandate shows what its permissions cover at that producer, and the filter cannot widen it', async () => {
  const asked = async (part: object, kundhandelseTyper?: readonly string[]) =>
    idsOf(await room.ask(beri, { parter: [part], ...(kundhandelseTyper && { kundhandelseTyper }) }));
  assert.equal(await asked(companyPart(haulage)), 'k2');
  assert.equal(await asked(companyPart(haulage), ['KARLSKR']), 'k2');
  assert.equal(await asked(companyPart(haulage), ['KARLSKR.EKONOMI']), '');
  assert.equal(await asked(personPart(riitta)), '');
  await permit('bygglov.ansok', ['KARLSKR.BYGGLOV']);
  assert.equal(await asked(personPart(riitta)), 'k4');
  await permit('bygglov.ansok', []);
  assert.equal(await asked(personPart(riitta)), '');
  assert.equal(await asked(companyPart(books)), '');
});

test('whoever has given a mandate that covers something is among those whom one may see', async () => {
  const token = room.hub.personToken(['cases:own'], { personalNumber: beri, name: 'Beri Ylles', loa: 2 });
  const { items } = (await room.call('GET', '/cases/v1/my/parties', token)).json;
  assert.deepEqual(
    items.map(({ organisation, by }: { organisation?: string; by: string }) => [organisation, by]),
    [
      [undefined, 'self'],
      [haulage, 'mandate'],
    ],
  );
});

test('of a case alone one sees the events about oneself or whom one acts for, and none about nobody', async () => {
  assert.equal(idsOf(await room.ask(tolvan, { parter: [shared] })), 'k6');
  assert.equal(idsOf(await room.ask(maria, { parter: [shared] })), 'k5');
  const stranger = await room.ask(beri, { parter: [shared] });
  assert.deepEqual([stranger.json.kundhandelser[0].totaltAntalKundhandelser, idsOf(stranger)], [0, '']);
});

test('refusals are the standard’s, and the scope is the forwarding service’s own', async () => {
  const wrong = await room.ask(tolvan, { parter: [] });
  assert.deepEqual([wrong.status, wrong.json], [400, { message: 'Bad request: fraga.parter är tom' }]);
  const many = Array.from({ length: 101 }, () => personPart(tolvan));
  assert.match(
    (await room.ask(tolvan, { parter: many })).json.message,
    /^Bad request: fraga.parter har fler än 100/,
  );
  assert.equal((await room.ask(tolvan, { parter: many.slice(1) })).json.delfragor.length, 200);
  const noChain = await room.ask(tolvan, { parter: [personPart(tolvan)] }, { skv_client_correlation_id: '' });
  assert.equal(noChain.json.message, 'Bad request: skv_client_correlation_id saknas');
  const asker = await room.hub.accessToken(['cases:ask']);
  const path = '/mina-arenden/v1/kundhandelseFragaSynkron';
  assert.equal((await room.call('POST', path, asker, {})).status, 401);
  for (const method of ['GET', 'PUT', 'PATCH', 'DELETE']) {
    const answer = await room.call(method, path, asker);
    assert.deepEqual([answer.status, answer.json], [405, { message: 'Method not allowed' }]);
  }
});

test('a producer elsewhere is asked with a token, in the chain, for the user; what it holds is merged in', async () => {
  await withForeign(
    room,
    'good',
    async () => {
      const fraga = {
        parter: [personPart(tolvan)],
        startDatum: '2026-08-01',
        slutDatum: '2026-08-31',
        taggar: ['bygglov'],
        kundhandelseTyper: ['FRAMMAT', 'SKV'],
        behandling: {
          sortering: [{ attribut: 'RUBRIK', stigande: false }],
          paginering: { offset: 2, limit: 3 },
        },
      };
      const before = room.foreign.tokens();
      assert.equal((await room.ask(tolvan, fraga, { 'accept-language': 'fi' })).status, 200);
      const received = room.foreign.received.at(-1);
      const { skv_client_correlation_id, ...headers } = received?.headers ?? {};
      assert.equal(skv_client_correlation_id, 'kedja-1');
      assert.deepEqual(
        [headers['accept-language'], headers.client_id, headers.client_secret],
        ['fi', 'ena', 'hemlig:+%&='],
      );
      assert.deepEqual(received?.body, {
        anvandare: tolvan,
        fraga: {
          ...fraga,
          behandling: { ...fraga.behandling, paginering: { offset: 0, limit: 5 } },
        },
      });
      const whole = await room.ask(tolvan, { parter: [personPart(tolvan)] });
      assert.equal(idsOf(whole), 'f1 k6 s1 k1');
      assert.equal(room.foreign.tokens(), before + 1);
      room.foreign.revokeTokens();
      assert.equal((await room.ask(tolvan, { parter: [personPart(tolvan)] })).status, 200);
      assert.equal(room.foreign.tokens(), before + 2);
    },
    { reach: { ...room.reach('good'), gatewayHeaders: true } },
  );
});

test('through the exchange a call is about one customer, with purpose and legal basis, and without a token', async () => {
  const exchange = (service: string) => ({
    reach: {
      kind: 'exchange',
      service: `${books}/${service}`,
      purpose: 'arendeoversikt',
      legalBasis: 'GDPR-6.1.e',
    },
  });
  const parter = [personPart(maria), { ...personPart(maria), ...shared }, companyPart(books)];
  await withForeign(
    room,
    'good',
    async () => {
      const before = room.foreign.received.length;
      const answer = await room.ask(maria, { parter });
      assert.deepEqual([answer.status, idsOf(answer), idsOf(answer, 2)], [200, 'f1', 'f1 k5 s2']);
      const received = room.foreign.received.slice(before);
      assert.deepEqual(
        received.map(({ headers, body }) => [headers['ena-subject'], body.fraga.parter.length]).toSorted(),
        [
          [maria, 2],
          [books, 1],
        ],
      );
      const { headers } = received[0] ?? {};
      assert.deepEqual(
        [
          headers?.['ena-purpose'],
          headers?.['ena-legal-basis'],
          headers?.skv_client_correlation_id,
          headers?.authorization,
        ],
        ['arendeoversikt', 'GDPR-6.1.e', 'kedja-1', undefined],
      );
    },
    exchange('good'),
  );
  for (const [service, status] of [
    ['unproven', 'INVALID_ANSWER'],
    ['ungranted', 'REFUSED'],
  ] as const) {
    await withForeign(
      room,
      'good',
      async () => {
        const answer = await room.ask(maria, { parter });
        assert.deepEqual([answer.status, idsOf(answer, 2)], [206, 'k5 s2']);
        const rows = delfragorOf(answer).filter(({ producent }) => producent === 'Producent frammande');
        assert.deepEqual(
          rows.map((row) => row.status),
          [status, status, status],
        );
      },
      exchange(service),
    );
  }
});

test('nobody elsewhere is asked about a stranger, nor about a case alone', async () => {
  await withForeign(room, 'good', async () => {
    const before = room.foreign.received.length;
    const answer = await room.ask(tolvan, { parter: [personPart(riitta), companyPart(books), shared] });
    assert.equal(answer.status, 200);
    assert.equal(room.foreign.received.length, before);
  });
});

const failing: Readonly<Record<string, readonly [status: string, httpCode: number]>> = {
  garbage: ['INVALID_ANSWER', 502],
  half: ['UNREACHABLE', 502],
  hung: ['TIMEOUT', 504],
  broken: ['FAILED', 502],
  refusing: ['REFUSED', 502],
  endless: ['INVALID_ANSWER', 502],
};

test('whatever a producer does, what the others hold is answered in time, with 206 and who failed', async () => {
  for (const [behaviour, expected] of Object.entries(failing)) {
    await withForeign(room, behaviour, async () => {
      const began = performance.now();
      const answer = await room.ask(tolvan, { parter: [personPart(tolvan)] });
      assert.ok(performance.now() - began < 3000, behaviour);
      assert.deepEqual([answer.status, idsOf(answer)], [206, 'k6 s1 k1'], behaviour);
      const row = delfragorOf(answer).find(({ producent }) => producent === 'Producent frammande');
      assert.deepEqual([row?.status, row?.httpCode], expected, behaviour);
      assert.doesNotMatch(String(row?.message), /intern|http|127/);
      assert.equal(delfragorOf(answer).filter(({ httpCode }) => httpCode === 200).length, 2);
    });
  }
});

test('what is not a producer’s to tell is left out and told of; the rest counts', async () => {
  await withForeign(room, 'foreign', async () => {
    const answer = await room.ask(tolvan, { parter: [personPart(tolvan)] });
    assert.deepEqual([answer.status, idsOf(answer)], [200, 'f1 k6 s1 k1']);
    assert.equal(answer.json.kundhandelser[0].totaltAntalKundhandelser, 4);
    const row = delfragorOf(answer).find(({ producent }) => producent === 'Producent frammande');
    assert.match(String(row?.message), /innehöll 2 kundhändelser som inte hör till frågan/);
    assert.doesNotMatch(JSON.stringify(answer.json), /200001012384|alien/);
    await eventually(async () => room.doubts.length === 2, 'told of');
    assert.deepEqual(room.doubts, [
      { producer: 'frammande', doubt: 'foreign-subject', events: 1 },
      { producer: 'frammande', doubt: 'foreign-type', events: 1 },
    ]);
  });
});

test('what a producer tells of tomorrow is kept', async () => {
  await withForeign(room, 'ahead', async () => {
    const answer = await room.ask(tolvan, { parter: [personPart(tolvan)] });
    assert.deepEqual([answer.status, idsOf(answer)], [200, 'f1 k6 s1 k1']);
  });
});

test('a producer whose clock is a day slow is told of, and its answer kept', async () => {
  await withForeign(room, 'late', async () => {
    const answer = await room.ask(tolvan, { parter: [personPart(tolvan)] });
    assert.deepEqual([answer.status, idsOf(answer)], [200, 'f1 k6 s1 k1']);
    await eventually(
      async () => room.doubts.some((one) => (one as { doubt: string }).doubt === 'date'),
      'told of',
    );
  });
});

test('a producer that fails again and again is not asked for a while, and then once; by the question’s fault it fails not', async () => {
  room.foreign.switchTo('broken');
  await withForeign(room, 'switched', async () => {
    const asked = async () => {
      const answer = await room.ask(tolvan, { parter: [personPart(tolvan)] });
      return delfragorOf(answer).find(({ producent }) => producent === 'Producent frammande')?.status;
    };
    const count = () => room.foreign.received.filter(({ behaviour }) => behaviour === 'switched').length;
    const failing: (string | undefined)[] = [];
    for (let i = 0; i < 5; i++) failing.push(await asked());
    assert.deepEqual(failing, ['FAILED', 'FAILED', 'FAILED', 'PAUSED', 'PAUSED']);
    assert.equal(count(), 3);
    room.clock.advance(31_000);
    assert.equal(await asked(), 'FAILED');
    assert.equal(await asked(), 'PAUSED');
    room.clock.advance(31_000);
    room.foreign.switchTo('good');
    assert.deepEqual([await asked(), await asked()], ['OK', 'OK']);
    assert.equal(count(), 6);
    room.foreign.switchTo('picky');
    for (let i = 0; i < 4; i++) assert.equal(await asked(), 'REFUSED');
    room.foreign.switchTo('good');
    assert.equal(await asked(), 'OK');
  });
});

test('what is removed is withdrawn from the index, and a producer that goes takes everything along', async () => {
  const key = await room.register('avgar', 'AVGAR', '5560360793');
  const part = personPart('199001012385');
  await room.load('avgar', key, [
    local('a1', 'AVGAR.A.B', part, '2026-08-01T10:00:00Z'),
    local('a2', 'AVGAR.A.B', part, '2026-08-02T10:00:00Z'),
  ]);
  const asker = await room.hub.accessToken(['index:lookup']);
  await room.call('PUT', `/indexing/v1/areas/customer-events/askers/${karlskrona}`, room.hub.operatorToken, {
    purposes: ['case-overview'],
  });
  const named = async (number = '199001012385') => {
    const subject = { kind: 'person', number };
    const body = { area: 'customer-events', purpose: 'case-overview', subject };
    const answer = await room.call('POST', '/indexing/v1/lookups', asker, body);
    return answer.json.producers.map(({ producer }: { producer: string }) => producer).join(' ');
  };
  await eventually(async () => (await named()) === '5560360793', 'announced');
  const remove = (id: string) =>
    room.call('POST', '/cases/v1/producers/avgar/events/removals', key, { kundhandelseId: [id] });
  await remove('a1');
  await room.load('avgar', key, [local('b1', 'AVGAR.A.B', personPart(beri), '2026-08-01T10:00:00Z')]);
  await eventually(async () => (await named(beri)) === '5560360793', 'announced after a removal');
  assert.equal(await named(), '5560360793');
  await remove('a2');
  await eventually(async () => (await named()) === '', 'withdrawn');
  await room.call('PUT', '/cases/v1/producers/avgar/event-types/AVGAR.A.B', key, { sv: 'Å', en: 'A' });
  const operator = room.hub.operatorToken;
  assert.equal((await room.call('DELETE', '/cases/v1/producers/avgar', operator)).status, 204);
  assert.equal((await room.call('DELETE', '/cases/v1/producers/avgar', operator)).status, 404);
  assert.equal(await named(beri), '');
  assert.equal((await room.call('GET', '/cases/v1/event-types/AVGAR.A.B', operator)).status, 404);
  assert.equal((await room.call('GET', '/cases/v1/producers/avgar/event-count', key)).status, 401);
  const again = await room.register('avgar', 'AVGAR', '5560360793');
  assert.equal((await room.call('GET', '/cases/v1/producers/avgar/event-count', again)).json.antal, 0);
});
