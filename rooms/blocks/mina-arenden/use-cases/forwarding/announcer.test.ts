import assert from 'node:assert/strict';
import { test } from 'node:test';
import { silentLogger } from '@ena/kernel/log/logger.ts';
import { fixedClock } from '@ena/testkit/clock.ts';
import { openTestDatabase } from '@ena/testkit/database.ts';
import type { IndexOffer } from '#rooms/blocks/indexing';
import type { CaseStore } from '../../store/store.ts';
import { freshStore } from '../../store/tests/fresh-store.ts';
import { sampleEvent } from '../../store/tests/samples.ts';
import { type Announcer, createAnnouncer } from './announcer.ts';
import { Pending } from './pending.ts';

type Writes = Pick<IndexOffer, 'announce' | 'withdraw' | 'join'>;

interface Place {
  readonly store: CaseStore;
  readonly clock: ReturnType<typeof fixedClock>;
  /** Numbers that the index has pointers to. */
  readonly pointers: Set<string>;
  /** While it is set every call of the index fails. */
  broken: boolean;
  /** Happens just before pointers are taken away. */
  meanwhile: () => Promise<void>;
  process(): { readonly announcer: Announcer; readonly store: CaseStore };
  announced(): Promise<boolean | undefined>;
}

/** The real store, and an index that remembers and can be broken. */
async function place(): Promise<Place> {
  const store = await freshStore(openTestDatabase());
  const clock = fixedClock();
  const pointers = new Set<string>();
  let joined = false;
  const made: Place = {
    store,
    clock,
    pointers,
    broken: false,
    meanwhile: async () => {},
    process: () => {
      const announcer = createAnnouncer({ store, index, clock, log: silentLogger });
      return { announcer, store: announcer.watch(store) };
    },
    announced: async () => (await store.reached())[0]?.announced,
  };
  const whole = (): void => {
    if (made.broken) throw new Error('the index is away');
  };
  const writes: Writes = {
    announce: async (_place, announcements) => {
      whole();
      if (!joined) return { kind: 'no-producer' };
      for (const { subject, firstChange, lastChange } of announcements) {
        assert.ok(firstChange <= lastChange && lastChange <= clock.now());
        pointers.add(subject.number);
      }
      return { kind: 'announced', count: announcements.length };
    },
    withdraw: async (_place, subjects) => {
      whole();
      await made.meanwhile();
      for (const { number } of subjects) pointers.delete(number);
      return { kind: 'withdrawn', count: subjects.length };
    },
    join: async () => {
      whole();
      joined = true;
      return 'joined';
    },
  };
  const index = () => writes;
  return made;
}

const wanted = {
  id: 'a',
  prefix: 'TESTKOP',
  name: 'Testköpings kommun',
  organisation: '2120000829',
  registeredAt: Date.parse('2026-11-22T11:00:00Z'),
};
const about = (id: string) => ({ subject: { customer: { id, kind: 'person' } } }) as const;
const [one, two, three] = ['191212121212', '199001012385', '198101052382'] as const;

test('what is loaded is announced, times to come as now; what nobody holds any more is withdrawn', async () => {
  const { process, pointers, announced, clock } = await place();
  const { announcer, store } = process();
  await store.register(wanted, 'hash');
  await store.load('a', [
    sampleEvent('1', about(one)),
    sampleEvent('2', { ...about(two), at: clock.now() + 1e9 }),
    sampleEvent('3', about(two)),
    sampleEvent('4', about('191212121219')),
  ]);
  assert.equal(await announced(), false);
  await announcer.idle();
  assert.deepEqual([[...pointers].toSorted(), await announced()], [[one, two], true]);
  await store.remove('a', ['1', '2', 'none']);
  await announcer.idle();
  assert.deepEqual([[...pointers], await announced()], [[two], true]);
});

test('what another process loads while a pointer is taken away keeps it', async () => {
  const there = await place();
  const [first, second] = [there.process(), there.process()];
  await first.store.register(wanted, 'hash');
  await first.store.load('a', [sampleEvent('1', about(one))]);
  await first.announcer.idle();
  there.meanwhile = async () => {
    there.meanwhile = async () => {};
    await second.store.load('a', [sampleEvent('2', about(one))]);
    await second.announcer.idle();
  };
  await first.store.remove('a', ['1']);
  await first.announcer.idle();
  assert.deepEqual([[...there.pointers], await there.announced()], [[one], true]);
});

test('an index that is away fails no load; the producer counts as not announced until everything has been', async () => {
  const there = await place();
  const { announcer, store } = there.process();
  await store.register(wanted, 'hash');
  await announcer.idle();
  there.broken = true;
  assert.equal((await store.load('a', [sampleEvent('1', about(one))])).kind, 'loaded');
  await announcer.idle();
  announcer.wake();
  await announcer.idle();
  assert.deepEqual([there.pointers.size, await there.announced()], [0, false]);
  there.broken = false;
  await store.load('a', [sampleEvent('2', about(two))]);
  await announcer.idle();
  assert.deepEqual([[...there.pointers], await there.announced()], [[two], false]);
  announcer.wake();
  await announcer.idle();
  assert.deepEqual([[...there.pointers].toSorted(), await there.announced()], [[one, two], true]);
});

test('what a process that died had not announced is announced by another, but not while one that lives is at it', async () => {
  const there = await place();
  const first = there.process();
  await first.store.register(wanted, 'hash');
  await first.announcer.idle();
  await there.store.noteAnnouncing({ producer: 'a', process: 'died' }, there.clock.now());
  await there.store.load('a', [sampleEvent('1', about(three))]);
  const second = there.process();
  second.announcer.wake();
  await second.announcer.idle();
  assert.deepEqual([there.pointers.size, await there.announced()], [0, false]);
  there.clock.advance(11 * 60_000);
  second.announcer.wake();
  await second.announcer.idle();
  assert.deepEqual([[...there.pointers], await there.announced()], [[three], true]);
});

test('more than is announced one by one is announced from the database', async () => {
  const pending = new Pending(2);
  pending.addChanged([sampleEvent('1', about(one)), sampleEvent('2', about(one))]);
  pending.addRemoved([sampleEvent('3', about(two))]);
  assert.deepEqual([pending.size, pending.isTooMuch], [2, false]);
  pending.addChanged([sampleEvent('4', about(three))]);
  pending.addChanged([sampleEvent('5', about(three))]);
  assert.deepEqual([pending.size, pending.isTooMuch], [0, true]);
});

test('stopping waits for what was loaded; a load that fails leaves no note behind', async () => {
  const there = await place();
  const { announcer, store } = there.process();
  await store.register(wanted, 'hash');
  await assert.rejects(store.load('a', [sampleEvent('1', { title: undefined as unknown as string })]));
  await announcer.idle();
  assert.equal(await there.announced(), true);
  await store.load('a', [sampleEvent('1', about(one))]);
  await announcer.stop();
  assert.deepEqual([[...there.pointers], await there.announced()], [[one], true]);
});
