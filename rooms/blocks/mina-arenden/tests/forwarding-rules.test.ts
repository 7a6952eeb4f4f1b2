import assert from 'node:assert/strict';
import { test } from 'node:test';
import { silentLogger } from '@ena/kernel/log/logger.ts';
import { minute } from '@ena/kernel/time.ts';
import { temporaryFolder } from '@ena/testkit/folder.ts';
import type { IndexOffer } from '#rooms/blocks/indexing';
import type { Decision } from '#rooms/blocks/mina-ombud';
import type { CaseEvent, Subject } from '../domain/event.ts';
import { circuitBreaker } from '../domain/forwarding/circuit-breaker.ts';
import { type Claimed, judgeAnswer } from '../domain/forwarding/judge-answer.ts';
import { merge, reachTo } from '../domain/forwarding/merge.ts';
import type { ReachedProducer } from '../domain/forwarding/reach.ts';
import { maySee, type Standing, typesToAsk } from '../domain/forwarding/standing.ts';
import type { SortKey } from '../domain/question.ts';
import { sampleEvent } from '../store/tests/samples.ts';
import { mayHold } from '../use-cases/forwarding/holders.ts';
import { planAsking } from '../use-cases/forwarding/plan.ts';
import { openReachSecrets } from '../use-cases/forwarding/reach-secrets.ts';
import { reachFault } from '../use-cases/forwarding/set-reach.ts';
import { standingsOf } from '../use-cases/forwarding/standing-of.ts';
import { parseSvar } from '../wire/svar-fran-producent.ts';

const now = Date.parse('2026-11-22T11:00:00Z');
const person: Subject = { customer: { id: '191212121212', kind: 'person' } };
const other: Subject = { customer: { id: '199001012385', kind: 'person' } };

const producer: ReachedProducer = {
  id: 'testkommunen',
  prefix: 'TESTKOP',
  name: 'Testköpings kommun',
  organisation: '2120000829',
  registeredAt: now,
  reach: { kind: 'here' },
  announced: true,
};

function event(id: string, changes: Partial<CaseEvent> = {}): CaseEvent {
  return sampleEvent(id, { at: now - 60 * minute, ...changes });
}

const ids = (events: readonly CaseEvent[]) => events.map(({ id }) => id).join(' ');

test('lists of several producers become one, newest first, and by id and producer where they are equal', () => {
  const a = [event('3', { at: now }), event('1')];
  const b = [event('2', { at: now }), event('1', { title: 'b' })];
  const told = [
    { producer: 'a', events: a, total: 2 },
    { producer: 'b', events: b, total: 5 },
  ];
  const merged = merge(told, []);
  assert.equal(ids(merged.events), '3 2 1 1');
  assert.equal(merged.total, 7);
  assert.deepEqual(merge(told.toReversed(), []).events, merged.events);
});

test('the asked order goes across producers: å ä ö last, case and accents apart, then by id', () => {
  const told = [
    { producer: 'a', events: [event('1', { title: 'Öppnat' }), event('2', { title: 'zebra' })], total: 2 },
    { producer: 'b', events: [event('3', { title: 'ändrat' }), event('4', { title: 'Åtgärd' })], total: 2 },
    { producer: 'c', events: [event('5', { title: 'Éclair' }), event('0', { title: 'eclair' })], total: 2 },
    {
      producer: 'd',
      events: [event('7', { title: '\u{1F600}' }), event('6', { title: '\uFF5E' })],
      total: 2,
    },
  ];
  const by = (...sort: SortKey[]) => ids(merge(told, sort).events);
  assert.equal(by({ attribute: 'title', ascending: true }), '0 5 2 4 3 1 6 7');
  assert.equal(by({ attribute: 'title', ascending: false }), '7 6 1 3 4 2 0 5');
  assert.equal(by({ attribute: 'needs-action', ascending: true }), '0 1 2 3 4 5 6 7');
});

test('a page is cut out of all lists together, and each producer is asked as far as its end', () => {
  const told = ['a', 'b'].map((name) => ({
    producer: name,
    events: [1, 3, 5].map((n) => event(`${name}${n}`, { at: now - n * minute })),
    total: 3,
  }));
  const page = (offset: number, limit?: number) =>
    ids(merge(told, [], { offset, ...(limit !== undefined && { limit }) }).events);
  assert.equal(page(1, 2), 'a1 b3');
  assert.equal(page(4), 'b5 a5');
  assert.equal(page(6, 10), '');
  assert.deepEqual(reachTo({ offset: 20, limit: 30 }), { offset: 0, limit: 50 });
  assert.equal(reachTo({ offset: 990, limit: 30 }), undefined);
  assert.equal(reachTo({ offset: 20 }), undefined);
  assert.equal(reachTo(undefined), undefined);
});

test('of an answer is kept what was asked about and is of the producer’s own types; the rest is told apart', () => {
  const about = [
    { subject: person, types: [] },
    { subject: other, types: ['TESTKOP.SKOLA'] },
  ];
  const claimed: Claimed[] = [
    { subject: other, events: [event('s', { type: 'TESTKOP.SKOLA.X' }), event('hidden')], total: 9 },
    {
      subject: person,
      events: [
        event('own'),
        event('alien', { type: 'ANNAN.BYGGLOV.X' }),
        event('lookalike', { type: 'TESTKOPIA.A.B' }),
      ],
      total: 3,
    },
    { subject: person, events: [event('again')], total: 1 },
    { subject: { customer: { id: '200001012384', kind: 'person' } }, events: [event('someone')], total: 1 },
  ];
  const judged = judgeAnswer({ producer, about, whole: false }, claimed, now);
  assert.ok(judged.kind === 'judged');
  assert.deepEqual(
    judged.answers.map(({ events, total }) => [ids(events), total]),
    [
      ['own', 1],
      ['s', 1],
    ],
  );
  assert.deepEqual(judged.doubts, [
    { kind: 'foreign-subject', events: 2 },
    { kind: 'foreign-type', events: 3 },
  ]);
});

test('a suffix or a case that was not asked about is another subject; a part that is missing is no answer', () => {
  const about = [{ subject: person, types: [] }];
  const suffixed = { customer: { id: '191212121212', kind: 'person', suffix: '1' } } as const;
  for (const subject of [suffixed, { ...person, case: { id: 'x', kind: 'journal-number' } } as const]) {
    const claimed = [{ subject, events: [], total: 0 }];
    assert.equal(judgeAnswer({ producer, about, whole: true }, claimed, now).kind, 'missing');
  }
});

test('a count is believed for a page only, and an event of tomorrow is kept and told', () => {
  const about = [{ subject: person, types: [] }];
  const claimed = [{ subject: person, events: [event('1', { at: now + 24 * 60 * minute })], total: 40 }];
  const judge = (whole: boolean) => {
    const judged = judgeAnswer({ producer, about, whole }, claimed, now);
    assert.ok(judged.kind === 'judged');
    assert.deepEqual(judged.doubts, [{ kind: 'clock', events: 1 }]);
    return judged.answers[0]?.total;
  };
  assert.equal(judge(false), 40);
  assert.equal(judge(true), 1);
});

test('an answer is read strictly where it matters, and a case out of the references', () => {
  const told = {
    kundhandelseId: '1',
    rubrik: 'Ärendet avslutat',
    beskrivning: '',
    sprak: 'sv',
    producent: 'Åre',
    tidpunkt: '2026-03-29T00:00:00+01:00',
    kundhandelseTyp: 'TESTKOP.A.B',
    producentarendetKraverKundatgard: false,
    producentarendetKlart: true,
    version: '6.1',
    nytt: 'passed over',
  };
  const part = { kund: { identifierare: '191212121212', typ: 'Personnummer' } };
  const svar = (changes: object, more: object = {}) =>
    parseSvar({
      kundhandelser: [
        { part, totaltAntalKundhandelser: 1, kundhandelserForPart: [{ ...told, ...changes }], ...more },
      ],
      metadata: {},
      delfragor: [],
    });
  const [first] = svar({ referenser: { Diarienummer: 'BYGG-1', annat: 'x', kvittensnummer: 'K-1' } }) ?? [];
  assert.deepEqual(first?.events[0]?.subject, { ...person, case: { id: 'BYGG-1', kind: 'journal-number' } });
  assert.equal(svar({ referenser: { diarienummer: 17 } })?.[0]?.events[0]?.subject.case, undefined);
  let deep: object = {};
  for (let i = 0; i < 100; i++) deep = { deep };
  for (const wrong of [
    { tidpunkt: '2026-02-30T00:00:00Z' },
    { producentarendetKlart: 'ja' },
    { kundhandelseId: '' },
    { utokadInformation: [] },
    { utokadInformation: deep },
    { rubrik: 'half \ud800' },
  ])
    assert.equal(svar(wrong), undefined, JSON.stringify(wrong).slice(0, 60));
  assert.equal(svar({}, { totaltAntalKundhandelser: -1 }), undefined);
  assert.equal(svar({}, { part: { okant: 1 } }), undefined);
  for (const wrong of [undefined, null, [], 'x', 1, { kundhandelser: {} }])
    assert.equal(parseSvar(wrong), undefined);
});

test('the circuit breaker opens after failures in a row, lets one probe through, and closes by its success', () => {
  const breaker = circuitBreaker({ failures: 3, pauseMs: 1000 });
  breaker.failed(0);
  breaker.failed(0);
  assert.equal(breaker.succeeded(), undefined);
  breaker.failed(0);
  breaker.failed(0);
  assert.ok(breaker.admits(0));
  assert.equal(breaker.failed(0), 'opened');
  assert.equal(breaker.admits(999), false);
  assert.ok(breaker.admits(1000));
  assert.equal(breaker.admits(1001), false);
  assert.equal(breaker.failed(1500), undefined);
  assert.equal(breaker.admits(2499), false);
  assert.ok(breaker.admits(2500));
  assert.equal(breaker.succeeded(), 'closed');
  assert.ok(breaker.admits(2501));
});

const mandate: Standing = {
  kind: 'by-mandate',
  typesAt: new Map([['testkommunen', ['TESTKOP.BYGGLOV', 'TESTKOP.SKOLA.PLATS']]]),
};

test('a mandate narrows what is asked for to what it covers, and nothing is asked where nothing is left', () => {
  const asked = (types: readonly string[], at = 'testkommunen') => typesToAsk(mandate, at, types);
  assert.deepEqual(asked([]), ['TESTKOP.BYGGLOV', 'TESTKOP.SKOLA.PLATS']);
  assert.deepEqual(asked(['TESTKOP']), ['TESTKOP.BYGGLOV', 'TESTKOP.SKOLA.PLATS']);
  assert.deepEqual(asked(['TESTKOP.BYGGLOV.KLART', 'TESTKOP.SKOL']), ['TESTKOP.BYGGLOV.KLART']);
  assert.equal(asked(['TESTKOP.BYGGLOVEN']), undefined);
  assert.equal(asked([], 'another'), undefined);
  assert.equal(typesToAsk({ kind: 'none' }, 'testkommunen', []), undefined);
  assert.deepEqual(typesToAsk({ kind: 'whole' }, 'another', []), []);
  assert.ok(maySee(mandate, 'testkommunen', 'TESTKOP.SKOLA.PLATS'));
  assert.equal(maySee(mandate, 'testkommunen', 'TESTKOP.SKOLA.BETYG'), false);
});

/** A person’s standing where `decide` says this of each permission; what was asked is noted. */
function standing(decisions: Readonly<Record<string, Decision>>, signs: readonly string[] = []) {
  const asked: string[] = [];
  const mappings = ['a', 'b', 'c'].map((code) => ({
    producer: producer.id,
    code,
    types: [`TESTKOP.${code.toUpperCase()}`],
  }));
  const tools = {
    store: {
      reached: async () => [producer],
      allMappings: async () => mappings,
      askInParts: async () => assert.fail(),
    },
    company: { organisationsSignedBy: async () => signs },
    mandates: {
      decide: async ({ actor, grantor, permission, relyingParty }) => {
        asked.push(`${actor.kind} ${grantor.kind} ${grantor.id} ${permission} ${relyingParty}`);
        return decisions[permission] ?? { kind: 'denied', missing: 'no-mandate' };
      },
    },
  } satisfies Parameters<typeof standingsOf>[0];
  return { of: standingsOf(tools, '191212121212', [producer]), asked };
}

test('one sees one’s own and one’s organisation’s cases whole, without anybody being asked', async () => {
  const { of, asked } = standing({}, ['5560360793']);
  assert.equal((await of({ id: '191212121212', kind: 'person' })).kind, 'whole');
  assert.equal((await of({ id: '165560360793', kind: 'organisation' })).kind, 'whole');
  assert.deepEqual(asked, []);
});

test('another’s cases are seen as far as permissions that are held cover types at that producer', async () => {
  const denied: Decision = { kind: 'denied', missing: 'other-permission' };
  const { of, asked } = standing({ a: denied, b: { kind: 'allowed', chain: [] }, c: denied });
  const seen = await of({ id: '198001612388', kind: 'coordination' });
  assert.deepEqual(seen, { kind: 'by-mandate', typesAt: new Map([['testkommunen', ['TESTKOP.B']]]) });
  assert.deepEqual(asked, [
    'person coordinated 198001612388 a 2120000829',
    'person coordinated 198001612388 b 2120000829',
    'person coordinated 198001612388 c 2120000829',
  ]);
});

test('where there is no mandate at all one question tells, and a number that is no organisation’s asks nobody', async () => {
  const { of, asked } = standing({});
  assert.deepEqual(await of({ id: '199001012385', kind: 'person' }), { kind: 'none' });
  await of({ id: '199001012385', kind: 'person' });
  assert.equal(asked.length, 1);
  assert.deepEqual(await of({ id: '191212121212', kind: 'organisation' }), { kind: 'none' });
  assert.equal(asked.length, 1);
});

const span = { firstChange: now, lastChange: now };
const area = {
  id: 'customer-events',
  names: { sv: '', en: '' },
  resolver: { kind: 'exchange', service: 'x', path: '/' },
} as const;

test('by a mandate it is not told who holds something that it does not cover', async () => {
  const mappings = [{ producer: producer.id, code: 'a', types: ['TESTKOP.A'] }];
  const planned = async (user: string, named: boolean) => {
    const tools = {
      store: { reached: async () => [producer], allMappings: async () => mappings },
      company: { organisationsSignedBy: async () => [] },
      mandates: { decide: async () => ({ kind: 'allowed', chain: [] }) },
      index: {
        lookup: async () => ({
          kind: 'found',
          area,
          named: named ? [{ producer: producer.organisation, ...span }] : [],
          others: named ? [] : [producer.organisation],
          ask: named ? [producer.organisation] : [],
        }),
      },
      log: silentLogger,
    } as unknown as Parameters<typeof planAsking>[0];
    const plan = await planAsking(tools, { user, subjects: [other], types: [], requestId: 'r' });
    return plan.planned.map(({ producer: { id }, about }) => [id, about[0]?.types]);
  };
  for (const named of [true, false])
    assert.deepEqual(await planned('191212121212', named), [['testkommunen', ['TESTKOP.A']]]);
  assert.deepEqual(await planned('199001012385', true), [['testkommunen', []]]);
  assert.deepEqual(await planned('199001012385', false), []);
});

test('those that the index names are asked, and those of whom it cannot know; all where it does not answer', async () => {
  const at = (id: string, organisation: string, changes: Partial<ReachedProducer> = {}): ReachedProducer => ({
    ...producer,
    id,
    organisation,
    ...changes,
  });
  const elsewhere = (announces: boolean) =>
    ({ kind: 'exchange', service: '2120000829/x', purpose: 'p', legalBasis: 'b', announces }) as const;
  const producers = [
    at('named', '1'),
    at('other', '2'),
    at('not-announced', '2', { announced: false }),
    at('not-in-area', '3'),
    at('announces', '2', { reach: elsewhere(true) }),
    at('silent', '2', { reach: elsewhere(false) }),
    at('drawn', '4'),
  ];
  const found = {
    kind: 'found',
    area,
    named: [{ producer: '1', ...span }],
    others: ['2', '4'],
    ask: ['1', '4'],
  } as const;
  const asked = async (lookup: IndexOffer['lookup'], number = '191212121212') => {
    const holds = await mayHold(
      { index: { lookup }, log: silentLogger },
      { id: number, kind: 'person' },
      'request',
    );
    return producers.filter(holds).map(({ id }) => id);
  };
  const all = producers.map(({ id }) => id);
  assert.deepEqual(await asked(async () => found), [
    'named',
    'not-announced',
    'not-in-area',
    'silent',
    'drawn',
  ]);
  assert.deepEqual(await asked(async () => ({ kind: 'not-granted' })), all);
  assert.deepEqual(await asked(async () => Promise.reject(new Error('away'))), all);
  assert.deepEqual(await asked(async () => new Promise(() => {})), all);
  assert.deepEqual(await asked(async () => assert.fail('asked about no subject'), '191212121219'), all);
});

test('a secret is opened for the producer it was given for, and only with the key of the folder', () => {
  using folder = temporaryFolder();
  using another = temporaryFolder();
  const secrets = openReachSecrets(folder.path);
  const sealed = secrets.seal('a', 'hemlig å');
  assert.doesNotMatch(sealed, /hemlig/);
  assert.equal(openReachSecrets(folder.path).open('a', sealed), 'hemlig å');
  assert.equal(secrets.open('b', sealed), undefined);
  assert.equal(openReachSecrets(another.path).open('a', sealed), undefined);
  assert.equal(secrets.open('a', 'not sealed'), undefined);
});

test('outside the sandbox an address is https, of both the producer and its tokens', () => {
  using folder = temporaryFolder();
  const tools = {
    store: { setReach: async () => true },
    secrets: openReachSecrets(folder.path),
    hasConnector: false,
  };
  const fault = (sandbox: boolean, url: string, tokenEndpoint = 'https://example.org/token') =>
    reachFault(
      { ...tools, sandbox },
      {
        reach: {
          kind: 'https',
          url,
          tokenEndpoint,
          clientId: 'ena',
          gatewayHeaders: false,
          announces: false,
        },
      },
    );
  assert.equal(fault(false, 'https://example.org/cases'), undefined);
  assert.equal(fault(true, 'http://127.0.0.1:8080'), undefined);
  assert.equal(fault(false, 'http://example.org'), 'wrong-address');
  assert.equal(fault(false, 'https://example.org', 'http://example.org/token'), 'wrong-address');
});
