import assert from 'node:assert/strict';
import { test } from 'node:test';
import { silentLogger } from '@ena/kernel/log/logger.ts';
import { ok } from '@ena/kernel/result.ts';
import { fixedClock } from '@ena/testkit/clock.ts';
import { temporaryFolder } from '@ena/testkit/folder.ts';
import type { CaseEvent } from '../domain/event.ts';
import type { ReachedProducer } from '../domain/forwarding/reach.ts';
import { stillWaiting } from '../domain/waiting.ts';
import { type Carrier, remoteSource } from '../http/forwarding/remote-source.ts';
import { customer, sampleEvent } from '../store/tests/samples.ts';
import { createAskProducer } from '../use-cases/forwarding/ask-producers.ts';
import { localSource } from '../use-cases/forwarding/local-source.ts';
import type { Source, SourceCall } from '../use-cases/forwarding/source.ts';
import type { ForwardingTools } from '../use-cases/forwarding/tools.ts';
import { type OverviewStep, type OverviewTools, overview } from '../use-cases/overview.ts';
import { openRefs } from '../use-cases/refs.ts';

const clock = fixedClock();
const call: SourceCall = { user: customer.id, correlationId: 'å', requestId: 'r', withinMs: 60_000 };
const figures = { partial: () => undefined, failed: () => undefined, doubted: () => undefined };
const about = [{ subject: { customer }, types: [] }];
const question = { about, filter: { tags: [] }, sort: [] };

const elsewhere: ReachedProducer = {
  id: 'frammande',
  prefix: 'TESTKOP',
  name: 'Främmande verket',
  organisation: '2120000829',
  registeredAt: 0,
  reach: { kind: 'exchange', service: 's', purpose: 'p', legalBasis: 'b', announces: false },
  announced: true,
};

test('what is kept here is held up to a bound; beyond it the newest will do, or nothing', async () => {
  async function* batches(): AsyncGenerator<readonly CaseEvent[]> {
    for (const id of ['4', '3', '2', '1']) yield [sampleEvent(id, { description: 'å'.repeat(1000) })];
  }
  const store = { askInParts: async () => ({ total: 4, batches: batches() }) };
  const standing = async () => ({ kind: 'whole' }) as const;
  const told = (mostWeight: number, more: object = {}) =>
    localSource(store, 'p', standing, mostWeight).ask({ ...question, ...more }, call);
  const whole = await told(10_000);
  assert.equal(whole.kind === 'answered' && whole.answers[0]?.events.length, 4);
  assert.deepEqual(await told(4000), { kind: 'failed', reason: 'too-large' });
  const cut = await told(4000, { mayBeCut: true });
  assert.ok(cut.kind === 'answered');
  assert.deepEqual([cut.answers[0]?.events.map(({ id }) => id), cut.answers[0]?.total], [['4', '3'], 4]);
  const twice = await told(7000, { about: [...about, ...about] });
  assert.deepEqual(twice, { kind: 'failed', reason: 'too-large' }, 'it counts for all that is asked at once');
});

/** Each call is answered by so many bytes, at that date. */
function carrierOf(bytes: number, date: number, oneCustomer = true): Carrier {
  return {
    oneCustomer,
    send: async ({ about: { subject } }) => {
      const { id: identifierare, kind } = subject.customer ?? customer;
      const part = {
        kund: { identifierare, typ: kind === 'organisation' ? 'Organisationsnummer' : 'Personnummer' },
      };
      const entry = { part, totaltAntalKundhandelser: 0, kundhandelserForPart: [] };
      const body = Buffer.from(JSON.stringify({ kundhandelser: [entry] }).padEnd(bytes));
      const headers = { date: new Date(date).toUTCString() };
      return ok({ status: 200, contentType: 'application/json', headers, body });
    },
  };
}

const twoCustomers = [
  ...about,
  { subject: { customer: { id: '165560001234', kind: 'organisation' } }, types: [] },
] as const;

test('all calls that answer one question together are bounded as one answer is', async () => {
  const ask = (bytes: number) =>
    remoteSource(elsewhere, carrierOf(bytes, clock.now()), clock).ask(
      { ...question, about: twoCustomers },
      call,
    );
  assert.equal((await ask(3_000_000)).kind, 'answered');
  assert.deepEqual(await ask(5_000_000), { kind: 'failed', reason: 'too-large' });
});

test('an answer by a clock that is off by more than five minutes, either way, is doubted once and kept', async () => {
  const minutes = async (off: number) => {
    const carrier = carrierOf(0, clock.now() + off * 60_000);
    const sourced = await remoteSource(elsewhere, carrier, clock).ask(
      { ...question, about: twoCustomers },
      call,
    );
    return sourced.kind === 'answered' && sourced.doubts;
  };
  for (const off of [0, 4, -4]) assert.deepEqual(await minutes(off), []);
  for (const off of [6, -6, 1440, -1440]) assert.deepEqual(await minutes(off), [{ kind: 'date', events: 0 }]);
});

function askingOf(source: Source) {
  const published: string[] = [];
  const tools = {
    remote: () => source,
    clock,
    log: silentLogger,
    events: { publish: (name: string) => published.push(name) },
    breaker: { failures: 1, pauseMs: 60_000 },
    figures,
  } as unknown as ForwardingTools;
  const ask = createAskProducer(tools);
  return {
    published,
    ask: (more: Partial<SourceCall>) =>
      ask({ producer: elsewhere, about }, question, { ...call, ...more }, async () => ({ kind: 'whole' })),
  };
}

/** Never answers; fails where it is told that nobody waits. */
const hung: Source = {
  ask: (_question, { signal }) =>
    new Promise((resolve) => {
      signal?.addEventListener('abort', () => resolve({ kind: 'failed', reason: 'unreachable' }));
    }),
};

test('who leaves breaks off the call to a producer, which is not blamed for it', async () => {
  const { ask, published } = askingOf(hung);
  const leaving = new AbortController();
  const asked = ask({ signal: leaving.signal });
  leaving.abort();
  assert.deepEqual(await asked, { kind: 'failed', reason: 'unreachable' });
  assert.deepEqual(published, []);
});

test('a producer that is late is let go of, and is blamed', async () => {
  const broken = Promise.withResolvers<void>();
  const { ask, published } = askingOf({
    ask: (asked, { signal, ...rest }) => {
      signal?.addEventListener('abort', () => broken.resolve());
      return hung.ask(asked, rest);
    },
  });
  assert.deepEqual(await ask({ withinMs: 5 }), { kind: 'failed', reason: 'too-slow' });
  await broken.promise;
  assert.deepEqual(published, ['mina-arenden.producer.paused']);
});

test('where the words or the marks of one producer’s events break, that producer is named and the others are shown', async () => {
  using folder = temporaryFolder();
  const at = (id: string): ReachedProducer => ({ ...elsewhere, id, reach: { kind: 'here' } });
  const event = (type: string) => sampleEvent(type, { type });
  const types: Readonly<Record<string, string>> = { ett: 'A.B.C', två: 'D.E.F', tre: 'G.H.I' };
  const tools = {
    store: {
      reached: async () => Object.keys(types).map(at),
      allMappings: async () => [],
      typesOf: async (names: readonly string[]) =>
        names.includes('A.B.C') ? Promise.reject(new Error('away')) : [],
      seen: async (producer: string) => (producer === 'två' ? Promise.reject(new Error('away')) : []),
    },
    index: { lookup: async () => ({ kind: 'not-a-subject' }) },
    log: silentLogger,
    figures,
    refs: openRefs(folder.path),
    askProducer: async ({ producer }: { producer: ReachedProducer }) => {
      const events = [event(types[producer.id] ?? '')];
      return { kind: 'answered', answers: [{ subject: { customer }, events, total: 1 }], doubts: [] };
    },
  } as unknown as OverviewTools;
  const party = { customer } as unknown as Parameters<typeof overview>[2];
  const asked = { filter: { types: [] }, producers: [], limit: 9 };
  const steps: OverviewStep[] = [];
  for await (const step of await overview(tools, { loa: 3 }, party, asked, call)) steps.push(step);
  const said = steps
    .map((step) => ('producer' in step ? `${step.producer.id} ${step.kind}` : step.kind))
    .sort();
  assert.deepEqual(said, ['asked', 'end', 'ett failure', 'tre answer', 'två failure']);
  assert.deepEqual(steps.at(-1), { kind: 'end', complete: false });
});

test('what is waited for is what nothing else was said behind, in its case', () => {
  const event = (id: string, needsAction: boolean, dnr?: string, retracted = false): CaseEvent =>
    sampleEvent(id, {
      needsAction,
      at: Number(id),
      ...(dnr !== undefined && { subject: { customer, case: { id: dnr, kind: 'journal-number' } } }),
      ...(retracted && { retracted: { at: 0, reason: 'Fel' } }),
    });
  const events = [
    event('1', true, 'a'),
    event('2', false, 'a'),
    event('3', true, 'a'),
    event('4', true, 'a'),
    event('5', true, 'b'),
    event('6', false, 'b'),
    event('7', true),
    event('8', false),
    event('9', true, 'c', true),
  ];
  assert.deepEqual(
    stillWaiting(events).map(({ id }) => id),
    ['7', '4', '3'],
  );
});
