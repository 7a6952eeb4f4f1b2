import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { beginning, isBefore, type Place } from '../domain/change.ts';
import type { Subscription } from '../domain/subscription.ts';
import type { Audience } from './follow-store.ts';
import type { CaseStore } from './store.ts';
import { sampleEvent } from './tests/samples.ts';

const bolag = { id: '165560001234', kind: 'organisation' } as const;
const now = Date.parse('2026-11-22T11:00:00Z');
const producers = (...ids: string[]): Audience => ({ kind: 'producers', producers: ids });
const ofBolag: Audience = { kind: 'customer', organisation: bolag.id, producers: [] };

function read(
  store: CaseStore,
  audience: Audience,
  more: { after?: Place; limit?: number; types?: string[] } = {},
) {
  return store.changes({ audience, types: [], after: beginning, limit: 100, ...more });
}

async function told(store: CaseStore, audience: Audience, more?: Parameters<typeof read>[2]) {
  return (await read(store, audience, more)).changes.map(({ event, kind }) => `${event} ${kind}`);
}

const subscription: Subscription = {
  id: 's1',
  organisation: '2120000829',
  url: 'https://example.org/å',
  about: 'own-producer',
  types: ['AA.BYGGLOV'],
  producers: [],
  batch: false,
  state: 'active',
  createdAt: now,
  tries: 0,
  missed: false,
};

const register = (store: CaseStore, id: string, prefix: string) =>
  store.register({ id, prefix, name: id, organisation: '2120000829', registeredAt: now }, prefix);

/** What those who follow changes read and are sent, on every engine. */
export function followSuite(fresh: () => Promise<CaseStore>): void {
  describe('the log of changes', () => changesSuite(fresh));
  describe('a subscription', () => subscriptionSuite(fresh));
  describe('a subscription that nothing waits for', () => catchingUpSuite(fresh));
  describe('a lease on a subscription', () => leaseSuite(fresh));
}

function changesSuite(fresh: () => Promise<CaseStore>): void {
  it('has each event that was loaded, loaded again, retracted or removed, in order and with what it then was', async () => {
    const store = await fresh();
    await store.load('p', [sampleEvent('å'), sampleEvent('2', { subject: { customer: bolag } })]);
    await store.load('p', [
      sampleEvent('å', { type: 'TESTKOP.BYGGLOV.KLART', closed: true, needsAction: true }),
    ]);
    await store.retract('p', [{ id: '2', reason: 'Fel' }], now);
    await store.retract('p', [{ id: '2', reason: 'Igen' }], now);
    assert.equal(await store.remove('p', ['å', 'ingen']), 1);
    assert.equal(await store.remove('p', ['å']), 0);
    const all = await told(store, producers('p'));
    assert.deepEqual(all, ['å created', '2 created', 'å replaced', '2 retracted', 'å removed']);
    const [, , replaced] = (await read(store, producers('p'))).changes;
    assert.deepEqual(
      [replaced?.producer, replaced?.type, replaced?.closed, replaced?.needsAction],
      ['p', 'TESTKOP.BYGGLOV.KLART', true, true],
    );
    assert.deepEqual(await told(store, ofBolag), ['2 created', '2 retracted']);
    assert.deepEqual(await told(store, producers('q')), []);
    assert.deepEqual(await told(store, { ...ofBolag, producers: ['q'] }), []);
  });

  it('is read in pages that are the whole, merged over producers; later reading begins behind', async () => {
    const store = await fresh();
    for (const [producer, id] of [
      ['p', '1'],
      ['q', '2'],
      ['p', '3'],
      ['r', '4'],
      ['q', '5'],
    ] as const)
      await store.load(producer, [sampleEvent(id)]);
    const ids: string[] = [];
    let after = beginning;
    for (let more = true; more; ) {
      const page = await read(store, producers('p', 'q'), { after, limit: 3 });
      ids.push(...page.changes.map(({ event }) => event));
      ({ more, next: after } = page);
    }
    assert.deepEqual(ids, ['1', '2', '3', '5']);
    assert.deepEqual(await told(store, producers('p', 'q'), { after }), []);
    await store.load('p', [sampleEvent('6')]);
    assert.deepEqual(await told(store, producers('p', 'q'), { after }), ['6 created']);
    assert.deepEqual(await told(store, producers('p'), { after: await store.present() }), []);
  });

  it('is narrowed to types and what lies below them', async () => {
    const store = await fresh();
    const types = ['AA.BYGGLOV.KLART', 'AA.BYGGLOVET.KLART', 'AA.LAN.X'];
    await store.load(
      'p',
      types.map((type, i) => sampleEvent(`${i}`, { type })),
    );
    assert.deepEqual(await told(store, producers('p'), { types: ['AA.BYGGLOV'] }), ['0 created']);
    assert.deepEqual((await told(store, producers('p'), { types: ['AA.BYGGLOV', 'AA.LAN.X'] })).length, 2);
  });

  it('tells organisations of what a departing producer takes along, and nothing of it to its successor', async () => {
    const store = await fresh();
    await register(store, 'p', 'AA');
    await store.load('p', [sampleEvent('1', { subject: { customer: bolag } }), sampleEvent('2')]);
    await store.depart('p');
    while (await store.clearDeparted('p', 1));
    assert.deepEqual(await told(store, ofBolag), ['1 created', '1 removed']);
    assert.equal(await register(store, 'p', 'AB'), 'registered');
    assert.deepEqual(await told(store, producers('p')), []);
  });

  it('is logged with a load or not at all', async () => {
    const store = await fresh();
    await assert.rejects(store.load('p', [sampleEvent('1'), sampleEvent('2', { title: 'a\0b' })]));
    assert.deepEqual(await told(store, producers('p')), []);
  });

  it('forgets what is old, says up to where, and never goes back behind that', async () => {
    const store = await fresh();
    await store.load('p', [sampleEvent('1'), sampleEvent('2'), sampleEvent('3')]);
    assert.equal(await store.forgottenUntil(), undefined);
    assert.equal(await store.forget(0, 10), 0);
    const soon = 8_000_000_000_000;
    const last = (await read(store, producers('p'))).changes.at(-1)?.place;
    assert.equal(await store.forget(soon, 2), 2);
    assert.equal(await store.forget(soon, 2), 1);
    assert.deepEqual(await store.forgottenUntil(), last);
    assert.deepEqual(await told(store, producers('p')), []);
  });
}

function subscriptionSuite(fresh: () => Promise<CaseStore>): void {
  it('is read as it was made by its organisation alone, and is gone with its dead letters', async () => {
    const store = await fresh();
    assert.equal(await store.subscribe(subscription, 2), true);
    assert.equal(await store.subscribe({ ...subscription, id: 's2', batch: true }, 2), true);
    assert.equal(await store.subscribe({ ...subscription, id: 's3' }, 2), false);
    assert.deepEqual(await store.subscription('2120000829', 's1'), subscription);
    assert.equal(await store.subscription('2120002411', 's1'), undefined);
    assert.equal((await store.subscriptions('2120000829', { offset: 1, limit: 5 })).items[0]?.id, 's2');
    assert.equal(await store.unsubscribe('2120002411', 's1'), false);
    assert.equal(await store.pause('2120002411', 's1'), false);
    assert.equal(await store.unsubscribe('2120000829', 's1'), true);
    assert.equal((await store.subscriptions('2120000829', { offset: 0, limit: 5 })).total, 1);
  });

  it('is due when its own have changed since it began, and not while it is paused', async () => {
    const store = await fresh();
    await register(store, 'p', 'AA');
    await store.load('p', [sampleEvent('före')]);
    await store.subscribe(subscription, 9);
    await store.subscribe(
      { ...subscription, id: 's2', organisation: '5560001234', about: 'own-organisation' },
      9,
    );
    assert.equal(await store.claim('l', now, now + 1), undefined);
    await store.load('annan', [sampleEvent('1')]);
    assert.equal(await store.claim('l', now, now + 1), undefined);
    await store.load('annan', [sampleEvent('2', { subject: { customer: bolag } })]);
    assert.equal((await store.claim('l', now, now + 99))?.subscription.id, 's2');
    await store.load('p', [sampleEvent('3')]);
    await store.pause('2120000829', 's1');
    assert.equal(await store.claim('l', now, now + 1), undefined);
    await store.resume('2120000829', 's1', now + 1, 'klient');
    assert.equal(await store.claim('l', now, now + 1), undefined);
    assert.equal((await store.claim('l', now + 1, now + 2))?.subscription.id, 's1');
  });
}

function catchingUpSuite(fresh: () => Promise<CaseStore>): void {
  it('misses nothing when what was not for it is forgotten, and what waits for it is not skipped', async () => {
    const store = await fresh();
    await register(store, 'p', 'AA');
    await store.subscribe(subscription, 9);
    await store.subscribe(
      { ...subscription, id: 's2', organisation: '5560001234', about: 'own-organisation' },
      9,
    );
    await store.load('annan', [sampleEvent('1', { subject: { customer: bolag } }), sampleEvent('2')]);
    await store.catchUp();
    await store.forget(8_000_000_000_000, 10);
    const forgotten = await store.forgottenUntil();
    await store.load('p', [sampleEvent('3', { subject: { customer: bolag } })]);
    await store.catchUp();
    const claims = [await store.claim('a', now, now + 9), await store.claim('b', now, now + 9)];
    const late = claims.map((claim) => claim && forgotten && isBefore(claim.place, forgotten));
    assert.deepEqual(late, [false, true]);
  });
}

function leaseSuite(fresh: () => Promise<CaseStore>): void {
  const claimed = async () => {
    const store = await fresh();
    await register(store, 'p', 'AA');
    await store.subscribe(subscription, 9);
    await store.load('p', [sampleEvent('1')]);
    const claim = await store.claim('first', now, now + 1000);
    assert.ok(claim);
    const [change] = (await read(store, producers('p'))).changes;
    assert.ok(change);
    return { store, place: change.place, lease: { subscription: 's1', lease: 'first' } };
  };

  it('is one worker’s until it ends, and nothing that its holder then says is heard', async () => {
    const { store, place, lease } = await claimed();
    assert.equal(await store.claim('second', now + 999, now + 2000), undefined);
    assert.deepEqual((await store.nextWork(now)).at, now + 1000);
    assert.equal((await store.claim('second', now + 1000, now + 2000))?.lease, 'second');
    assert.equal(await store.advance(lease, place, now + 9000), false);
    assert.equal(await store.retry(lease, place, now, 'x'), false);
    assert.equal(await store.end(lease, 'x'), false);
    assert.equal(await store.release(lease, now), false);
    const letter = { id: 'd', subscription: 's1', tries: 1, problem: 'x', at: now };
    const message = { id: 'm', contentType: 'a/b', body: '{}', events: 1 };
    assert.equal(await store.bury(lease, { ...letter, message }, place), false);
    assert.equal((await store.deadLetters('s1', { offset: 0, limit: 9 })).total, 0);
    assert.equal(await store.advance({ ...lease, lease: 'second' }, place, now + 9000, now), true);
    assert.equal((await store.subscription('2120000829', 's1'))?.deliveredAt, now);
  });

  it('ends with what did not arrive: tried again later as it was, then buried, then on behind it', async () => {
    const { store, place, lease } = await claimed();
    assert.equal(await store.retry(lease, place, now + 500, 'too-slow'), true);
    const waiting = await store.subscription('2120000829', 's1');
    assert.deepEqual([waiting?.tries, waiting?.problem, waiting?.nextTryAt], [1, 'too-slow', now + 500]);
    assert.equal(await store.claim('first', now + 499, now + 1000), undefined);
    assert.deepEqual((await store.claim('first', now + 500, now + 1500))?.tried, place);
    const message = { id: 'm', contentType: 'a/b', body: '{"å":1}', events: 1 };
    const letter = { id: 'd', subscription: 's1', message, tries: 2, problem: 'x', at: now };
    assert.equal(await store.bury(lease, letter, place), true);
    await store.release(lease, now);
    assert.equal(await store.claim('first', now + 9000, now + 9999), undefined);
    assert.deepEqual(await store.deadLetter('s1', 'd'), letter);
    assert.equal(await store.discard('s2', 'd'), false);
    assert.equal(await store.discard('s1', 'd'), true);
  });

  it('is given up without a try where it is held, and due again then', async () => {
    const { store, lease } = await claimed();
    assert.equal(await store.hold({ ...lease, lease: 'other' }, now + 500, 'x'), false);
    assert.equal(await store.hold(lease, now + 500, 'client-gone'), true);
    const held = await store.subscription('2120000829', 's1');
    assert.deepEqual([held?.state, held?.tries, held?.problem], ['active', 0, 'client-gone']);
    assert.equal(await store.claim('first', now + 499, now + 1000), undefined);
    assert.equal((await store.claim('first', now + 500, now + 1500))?.subscription.id, 's1');
  });

  it('is taken from whoever holds it when the operator ends the subscription, of whichever organisation', async () => {
    const { store, place, lease } = await claimed();
    await store.subscribe({ ...subscription, id: 's2', organisation: '5560001234', client: 'å' }, 9);
    const all = await store.allSubscriptions({ offset: 0, limit: 9 });
    assert.deepEqual(
      [all.total, all.items.map(({ id, client }) => [id, client])],
      [
        2,
        [
          ['s1', undefined],
          ['s2', 'å'],
        ],
      ],
    );
    assert.equal((await store.allSubscriptions({ offset: 1, limit: 1 })).items[0]?.id, 's2');
    assert.equal((await store.endAny('s1', 'ended-by-operator'))?.state, 'ended');
    assert.equal(await store.endAny('s9', 'x'), undefined);
    assert.equal(await store.advance(lease, place, now + 9000), false);
    assert.equal(await store.claim('second', now + 9000, now + 9999), undefined);
    await store.resume('2120000829', 's1', now, 'ny');
    assert.equal((await store.subscription('2120000829', 's1'))?.client, 'ny');
  });

  it('ends for good when the receiver wants no more, until it is resumed', async () => {
    const { store, lease } = await claimed();
    assert.equal(await store.end(lease, 'answered-410'), true);
    assert.equal((await store.subscription('2120000829', 's1'))?.state, 'ended');
    assert.equal(await store.pause('2120000829', 's1'), false);
    assert.equal(await store.claim('second', now + 9000, now + 9999), undefined);
    await store.resume('2120000829', 's1', now, 'klient');
    assert.equal((await store.claim('second', now, now + 1))?.place.number, 0);
  });
}
