import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { CaseEvent } from '../domain/event.ts';
import type { EventFilter, SortAttribute } from '../domain/question.ts';
import type { CaseStore, SubjectQuestion } from './store.ts';
import { customer, sampleEvent, sampleQuestion } from './tests/samples.ts';

const ids = (events: readonly CaseEvent[]) => events.map(({ id }) => id);

async function asked(store: CaseStore, changes: Partial<SubjectQuestion>): Promise<readonly string[]> {
  return ids((await store.ask(sampleQuestion(changes))).events);
}

/** Questions, on every engine. */
export function askSuite(fresh: () => Promise<CaseStore>): void {
  describe('a question', () => {
    subjectTests(fresh);
    filterTests(fresh);
    orderTests(fresh);
    it('has pages that are the whole answer, each event once, however it is sorted and cut', () =>
      paging(fresh));
    it('in parts is the whole answer too, however it is sorted and cut, and so much at a time', () =>
      inParts(fresh));
    it('in parts tells nothing of an event that meanwhile is about someone else, of another type, or gone', () =>
      changedMeanwhile(fresh));
  });
}

function subjectTests(fresh: () => Promise<CaseStore>): void {
  it('is answered for customer, case, or both at once, each of its kind', async () => {
    const store = await fresh();
    const reference = { id: 'BYGG-1', kind: 'journal-number' } as const;
    await store.load('testkommunen', [
      sampleEvent('kund'),
      sampleEvent('båda', { subject: { customer, case: reference } }),
      sampleEvent('ärende', { subject: { case: reference } }),
      sampleEvent('del', { subject: { customer: { ...customer, suffix: '1' } } }),
      sampleEvent('företag', { subject: { customer: { id: customer.id, kind: 'organisation' } } }),
    ]);
    await store.load('annan', [sampleEvent('annans')]);
    assert.deepEqual(await asked(store, {}), ['kund', 'del', 'båda']);
    assert.deepEqual(await asked(store, { subject: { case: reference } }), ['ärende', 'båda']);
    assert.deepEqual(await asked(store, { subject: { customer, case: reference } }), ['båda']);
    assert.deepEqual(await asked(store, { subject: { customer: { ...customer, suffix: '1' } } }), ['del']);
    const receipt = { case: { id: 'BYGG-1', kind: 'receipt-number' } } as const;
    assert.deepEqual(await asked(store, { subject: receipt }), []);
  });
}

function filterTests(fresh: () => Promise<CaseStore>): void {
  it('is narrowed by types, tags and time, by each that is given', async () => {
    const store = await fresh();
    const at = Date.parse('2026-03-28T23:00:00Z');
    await store.load('testkommunen', [
      sampleEvent('a', { type: 'TESTKOP.BYGG_LOV.A', tags: ['bygglov', 'åäö'], at }),
      sampleEvent('b', { type: 'TESTKOP.BYGGXLOV.A', tags: ['åäö'], at: at - 1 }),
      sampleEvent('c', { type: 'TESTKOP.BYGG_LOVA.A', at: at + 1000 }),
    ]);
    const filtered = (filter: Partial<EventFilter>) =>
      asked(store, { filter: { types: [], tags: [], ...filter } });
    assert.deepEqual(await filtered({ types: ['TESTKOP.BYGG_LOV'] }), ['a']);
    assert.deepEqual(await filtered({ types: ['TESTKOP'] }), ['c', 'a', 'b']);
    assert.deepEqual(await filtered({ types: ['TESTKOP.BYGG'] }), []);
    assert.deepEqual(await filtered({ types: ['TESTKOP.BYGGXLOV.A', 'TESTKOP.BYGG_LOVA'] }), ['c', 'b']);
    assert.deepEqual(await filtered({ tags: ['bygglov', 'finns inte'] }), ['a']);
    assert.deepEqual(await filtered({ from: at }), ['c', 'a']);
    assert.deepEqual(await filtered({ until: at }), ['b']);
    assert.deepEqual(await filtered({ tags: ['åäö'], from: at }), ['a']);
  });
}

function orderTests(fresh: () => Promise<CaseStore>): void {
  it('is answered newest first, what is of one time by id downwards', async () => {
    const store = await fresh();
    const at = Date.parse('2026-10-25T00:30:00Z');
    await store.load('testkommunen', [
      sampleEvent('1', { at }),
      sampleEvent('2', { at: at + 3_600_000 }),
      sampleEvent('3', { at }),
    ]);
    assert.deepEqual(await asked(store, {}), ['2', '3', '1']);
  });

  it('orders text without regard to case, å ä ö after z, and false before true', async () => {
    const store = await fresh();
    const titles = ['Ö', 'ä', 'Å', 'z', 'B', 'a'];
    await store.load(
      'testkommunen',
      titles.map((title, i) => sampleEvent(String(i), { title, closed: i % 2 === 0 })),
    );
    const by = async (attribute: SortAttribute, ascending: boolean) => {
      const { events } = await store.ask(sampleQuestion({ sort: [{ attribute, ascending }] }));
      return events.map(({ title }) => title).join('');
    };
    assert.equal(await by('title', true), 'aBzÅäÖ');
    assert.equal(await by('title', false), 'ÖäÅzBa');
    assert.equal(await by('closed', true), 'äzaÖÅB');
  });
}

async function inParts(fresh: () => Promise<CaseStore>): Promise<void> {
  const store = await fresh();
  const at = Date.parse('2026-10-25T00:00:00Z');
  await store.load(
    'testkommunen',
    Array.from({ length: 23 }, (_, i) =>
      sampleEvent(`e${i}`, { title: i % 2 === 0 ? 'å' : 'Ä', at: at + i, tags: i === 7 ? ['ett'] : [] }),
    ),
  );
  await store.retract('testkommunen', [{ id: 'e9', reason: 'Fel' }], at);
  const byTitle = [{ attribute: 'title', ascending: false }] as const;
  const questions: readonly Partial<SubjectQuestion>[] = [
    {},
    { sort: byTitle },
    { beyondStandard: true },
    { filter: { types: ['TESTKOP'], tags: [], from: at + 3 } },
    { filter: { types: [], tags: ['ett'] } },
    { sort: byTitle, slice: { offset: 5 } },
    { sort: byTitle, slice: { offset: 2, limit: 9 } },
    { slice: { offset: 99, limit: 9 } },
    { slice: { offset: 22 } },
  ];
  for (const changes of questions) {
    const whole = await store.ask(sampleQuestion(changes));
    for (const most of [1, 5, 22, 50]) {
      const { total, batches } = await store.askInParts(sampleQuestion(changes), most);
      const told: CaseEvent[] = [];
      for await (const events of batches) {
        assert.ok(events.length > 0 && events.length <= most);
        told.push(...events);
      }
      assert.deepEqual({ events: told, total }, { ...whole });
    }
  }
}

async function changedMeanwhile(fresh: () => Promise<CaseStore>): Promise<void> {
  const store = await fresh();
  const load = (id: string, changes: Partial<CaseEvent> = {}) =>
    store.load('testkommunen', [sampleEvent(id, changes)]);
  for (const id of ['1', '2', '3', '4', '5', '6']) await load(id);
  const filter = { types: ['TESTKOP.BYGGLOV'], tags: [] };
  const { total, batches } = await store.askInParts(sampleQuestion({ filter }), 2);
  await load('5', { subject: { customer: { ...customer, id: '198101052382' } } });
  await load('4', { type: 'TESTKOP.SKOLA.PLACERAD' });
  await load('3', { title: 'Nytt' });
  await store.remove('testkommunen', ['2']);
  await store.retract('testkommunen', [{ id: '1', reason: 'Fel' }], 0);
  const told: CaseEvent[] = [];
  for await (const events of batches) told.push(...events);
  assert.deepEqual(
    [total, told.map(({ id, title }) => `${id} ${title}`)],
    [6, ['6 Ansökan 6 mottagen', '3 Nytt']],
  );
}

const attributes = ['title', 'description', 'producer', 'at', 'type', 'needs-action', 'closed'] as const;

async function paging(fresh: () => Promise<CaseStore>): Promise<void> {
  const store = await fresh();
  const letters = ['å', 'Ä', 'ö', 'a', 'B', 'z'];
  await store.load(
    'testkommunen',
    Array.from({ length: 41 }, (_, i) =>
      sampleEvent(`e${i}`, {
        title: letters[i % 6] ?? '',
        closed: i % 3 === 0,
        at: Date.parse('2026-10-25T00:00:00Z') + (i % 5) * 3_600_000,
      }),
    ),
  );
  const key = fc.record({ attribute: fc.constantFrom(...attributes), ascending: fc.boolean() });
  const slices = fc.integer({ min: 1, max: 50 });
  await fc.assert(
    fc.asyncProperty(fc.array(key, { minLength: 1, maxLength: 3 }), slices, async (sort, limit) => {
      const whole = await store.ask(sampleQuestion({ sort }));
      const pages: string[] = [];
      for (let offset = 0; offset < 41; offset += limit) {
        const page = await store.ask(sampleQuestion({ sort, slice: { offset, limit } }));
        assert.equal(page.total, 41);
        pages.push(...ids(page.events));
      }
      assert.deepEqual(pages, ids(whole.events));
      assert.equal(new Set(pages).size, 41);
      const rest = await store.ask(sampleQuestion({ sort, slice: { offset: 40 } }));
      assert.deepEqual(ids(rest.events), pages.slice(40));
      const beyond = await store.ask(sampleQuestion({ sort, slice: { offset: 41, limit } }));
      assert.deepEqual({ ...beyond }, { events: [], total: 41 });
    }),
    { numRuns: 25 },
  );
}
