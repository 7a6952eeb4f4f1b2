import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { EventExtension } from '../domain/extension.ts';
import { stillWaiting } from '../domain/waiting.ts';
import type { CaseStore, OwnEventsQuestion } from './store.ts';
import { customer, sampleEvent, sampleQuestion } from './tests/samples.ts';

type Fresh = () => Promise<CaseStore>;

const at = Date.parse('2026-11-22T11:00:00Z');
const extension: EventExtension = {
  toDo: { text: { sv: 'Svara på frågan – åäö' }, due: at + 1, link: 'https://svara.example.org/å' },
  progress: 40,
  veil: { fromLoa: 3, title: { sv: 'Något har hänt', en: 'Something happened' } },
};

/** What goes beyond the standard, on every engine. */
export function beyondSuite(fresh: Fresh): void {
  describe('beyond the standard', () => {
    extensionTests(fresh);
    retractionTests(fresh);
    ownEventTests(fresh);
    seenTests(fresh);
    waitingTests(fresh);
  });
}

function extensionTests(fresh: Fresh): void {
  it('an extension is kept whole, read back, and no part of a plain question', async () => {
    const store = await fresh();
    const [plain, more] = [sampleEvent('1'), sampleEvent('2', { extension })];
    await store.load('testkommunen', [plain, more]);
    assert.deepEqual(await store.find('testkommunen', ['1', '2']), [plain, more]);
    assert.deepEqual((await store.ask(sampleQuestion())).events, [sampleEvent('2'), plain]);
    const whole = await store.ask(sampleQuestion({ beyondStandard: true }));
    assert.deepEqual(whole.events, [more, plain]);
    await store.load('testkommunen', [sampleEvent('2')]);
    assert.deepEqual(await store.find('testkommunen', ['2']), [sampleEvent('2')]);
  });
}

function waitingTests(fresh: Fresh): void {
  it('a question for what is still waited for has what a look at all events finds, whatever else narrows it', async () => {
    const store = await fresh();
    const cases = [undefined, 'A', 'B', 'Ä'];
    const events = Array.from({ length: 60 }, (_, i) => {
      const id = cases[i % 4];
      return sampleEvent(`e${i}`, {
        at: at + (i % 7) * 1000,
        needsAction: i % 3 !== 0,
        closed: i % 5 === 0,
        subject: { customer, ...(id !== undefined && { case: { id, kind: 'journal-number' as const } }) },
      });
    });
    await store.load('p', events);
    await store.load('annan', [
      sampleEvent('x', { at: at + 99_000, subject: { customer, case: { id: 'A', kind: 'journal-number' } } }),
    ]);
    const retractions = events.flatMap(({ id }, i) => (i % 11 === 0 ? [{ id, reason: 'Fel' }] : []));
    await store.retract('p', retractions, at);
    const filter = { types: [], tags: [] };
    const ask = async (narrow: object) => {
      const asked = sampleQuestion({ producer: 'p', beyondStandard: true, filter: { ...filter, ...narrow } });
      return (await store.ask(asked)).events;
    };
    const all = await ask({});
    const waiting = stillWaiting(all);
    assert.ok(waiting.length > 5 && waiting.length < 40);
    assert.deepEqual(await ask({ waiting: true }), waiting);
    assert.deepEqual(
      await ask({ waiting: true, closed: true }),
      waiting.filter(({ closed }) => closed),
    );
    assert.deepEqual(
      await ask({ needsAction: false }),
      all.filter(({ needsAction }) => !needsAction),
    );
  });
}

function retractionTests(fresh: Fresh): void {
  it('a retracted event stays with time and reason, and leaves every plain question and its total', async () => {
    const store = await fresh();
    await store.load('testkommunen', [sampleEvent('1'), sampleEvent('2'), sampleEvent('3')]);
    const wanted = [
      { id: '2', reason: 'Fel åtgärd' },
      { id: 'x', reason: 'Finns inte' },
    ];
    const first = await store.retract('testkommunen', wanted, at);
    assert.deepEqual(first, { retracted: ['2'], already: [], unknown: ['x'] });
    const again = await store.retract('testkommunen', [{ id: '2', reason: 'Annat' }], at + 1);
    assert.deepEqual(again, { retracted: [], already: ['2'], unknown: [] });
    assert.deepEqual(await store.retract('annan', wanted, at), {
      retracted: [],
      already: [],
      unknown: ['2', 'x'],
    });
    const slice = { offset: 0, limit: 1 };
    const page = await store.ask(sampleQuestion({ sort: [{ attribute: 'at', ascending: true }], slice }));
    assert.deepEqual([page.total, page.events.map(({ id }) => id)], [2, ['1']]);
    const [held] = await store.find('testkommunen', ['2']);
    assert.deepEqual(held, sampleEvent('2', { retracted: { at, reason: 'Fel åtgärd' } }));
    assert.equal(await store.count('testkommunen'), 3);
  });

  it('loading a retracted event again lets it stand, and tells how many did', async () => {
    const store = await fresh();
    const events = [sampleEvent('1'), sampleEvent('2')];
    await store.load('p', events);
    await store.retract('p', [{ id: '1', reason: 'Fel' }], at);
    assert.deepEqual(await store.load('p', events), {
      kind: 'loaded',
      created: 0,
      replaced: 2,
      reinstated: 1,
    });
    assert.deepEqual(await store.find('p', ['1', '2']), events);
    const third = await store.load('p', events);
    assert.equal(third.kind === 'loaded' && third.reinstated, 0);
  });
}

const question = (changes: Partial<OwnEventsQuestion> = {}): OwnEventsQuestion => ({
  customer,
  producers: ['p', 'q'],
  filter: { types: [] },
  limit: 100,
  ...changes,
});

function ownEventTests(fresh: Fresh): void {
  it('one’s own events at several producers come newest first, page by page, each once', async () => {
    const store = await fresh();
    const event = (id: string, minute: number) =>
      sampleEvent(id, { at: at + minute * 60_000, closed: minute === 1 });
    await store.load('p', [event('1', 2), event('2', 1), event('ö', 1)]);
    await store.load('q', [
      event('1', 1),
      event('3', 3),
      sampleEvent('annans', { subject: { customer: { ...customer, id: '191212121213' } } }),
    ]);
    await store.load('r', [event('1', 9)]);
    const ids = async (changes: Partial<OwnEventsQuestion>) =>
      (await store.ownEvents(question(changes))).map((one) => `${one.producer}${one.event.id}`);
    assert.deepEqual(await ids({}), ['q3', 'p1', 'q1', 'pö', 'p2']);
    const after = { at: at + 60_000, producer: 'q', id: '1' };
    assert.deepEqual(await ids({ after }), ['pö', 'p2']);
    await store.load('q', [event('0', 1), event('9', 1)]);
    assert.deepEqual(await ids({ after, limit: 2 }), ['q0', 'pö']);
    assert.deepEqual(await ids({ filter: { types: [], closed: false } }), ['q3', 'p1']);
    assert.deepEqual(await ids({ filter: { types: ['TESTKOP.BYGGLOV.X'] } }), []);
    assert.deepEqual(await ids({ filter: { types: [], from: at + 120_000, until: at + 180_000 } }), ['p1']);
    assert.deepEqual(await ids({ filter: { types: [], needsAction: true } }), []);
    assert.deepEqual(await ids({ producers: [] }), []);
    const idsAt = async (types: readonly string[]) =>
      (await store.ownEventIds({ customer, producers: ['q'], types })).map(({ id }) => id).sort();
    assert.deepEqual(await idsAt([]), ['0', '1', '3', '9']);
    assert.deepEqual(await idsAt(['TESTKOP.BYGGLOV']), ['0', '1', '3', '9']);
    assert.deepEqual(await idsAt(['TESTKOP.BYGG']), []);
  });
}

function seenTests(fresh: Fresh): void {
  it('who has seen an event is counted for each viewer and content, and goes with the event', async () => {
    const store = await fresh();
    await store.load('p', [sampleEvent('1'), sampleEvent('2')]);
    const mark = (viewer: string, event: string, content: string, minute: number) =>
      store.markSeen(viewer, [{ producer: 'p', event, content }], at + minute);
    await mark('a', '1', 'x', 0);
    await mark('a', '1', 'x', 5);
    await mark('b', '1', 'x', 3);
    await mark('a', 'none', 'x', 3);
    const rows = (await store.seen('p', ['1', '2', 'none'])).toSorted(
      (one, two) => one.firstAt - two.firstAt,
    );
    assert.deepEqual(rows, [
      { event: '1', content: 'x', firstAt: at, times: 2 },
      { event: '1', content: 'x', firstAt: at + 3, times: 1 },
    ]);
    await mark('a', '1', 'y', 9);
    const changed = (await store.seen('p', ['1'])).find(({ content }) => content === 'y');
    assert.deepEqual(changed, { event: '1', content: 'y', firstAt: at + 9, times: 1 });
    await store.load('p', [sampleEvent('1')]);
    assert.equal((await store.seen('p', ['1'])).length, 2);
    await store.remove('p', ['1']);
    assert.deepEqual(await store.seen('p', ['1']), []);
  });
}
