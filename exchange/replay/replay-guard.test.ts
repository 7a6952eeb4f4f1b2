import assert from 'node:assert/strict';
import { appendFileSync, readFileSync, statSync, truncateSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { uuidv7 } from '@ena/kernel/id.ts';
import { second } from '@ena/kernel/time.ts';
import { type FixedClock, fixedClock } from '@ena/testkit/clock.ts';
import { type TemporaryFolder, temporaryFolder } from '@ena/testkit/folder.ts';
import fc from 'fast-check';
import { ReplayGuard } from './replay-guard.ts';

const skewMs = 60 * second;
const window = 2 * skewMs + 1_000;

describe('the replay memory', () => {
  let folder: TemporaryFolder;
  let clock: FixedClock;
  const open = (bootId = 'boot-1') => new ReplayGuard({ folder: folder.path, clock, skewMs, bootId });
  const id = () => uuidv7(clock.now());
  beforeEach(() => {
    folder = temporaryFolder();
    clock = fixedClock();
  });
  afterEach(() => folder.remove());

  it('takes an id once', async () => {
    const guard = open();
    const one = id();
    assert.equal(await guard.accept(one), 'first');
    assert.equal(await guard.accept(one), 'replayed');
    assert.equal(await guard.accept(id()), 'first');
  });

  it('takes of the same ids at once one, and writes different ones together', async () => {
    const guard = open();
    const [one, other] = [id(), id()];
    assert.deepEqual(await Promise.all([one, other, one].map((each) => guard.accept(each))), [
      'first',
      'first',
      'replayed',
    ]);
    const again = open();
    assert.equal(await again.accept(one), 'replayed');
    assert.equal(await again.accept(other), 'replayed');
  });

  it('remembers across an orderly restart, and across a kill', async () => {
    const [one, other] = [id(), id()];
    const first = open();
    await first.accept(one);
    first.close();
    const second = open();
    await second.accept(other);
    // No close: the process was killed.
    const third = open();
    assert.equal(await third.accept(one), 'replayed');
    assert.equal(await third.accept(other), 'replayed');
    assert.equal(third.blockedUntil, 0);
  });

  it('remembers for as long as a signature of the same time could be accepted, across any number of generations', async () => {
    let guard = open();
    for (let round = 0; round < 8; round += 1) {
      const one = id();
      assert.equal(await guard.accept(one), 'first');
      for (let elapsed = 0; elapsed + 20_000 < window; elapsed += 20_000) {
        clock.advance(20_000);
        await guard.accept(id());
        assert.equal(await guard.accept(one), 'replayed', `round ${round}, after ${elapsed + 20_000} ms`);
      }
      if (round % 3 === 0) guard = open();
      clock.advance(13_000);
    }
  });

  it('forgets in the end: its files stay small', async () => {
    const guard = open();
    for (let round = 0; round < 5; round += 1) {
      for (let i = 0; i < 100; i += 1) await guard.accept(id());
      clock.advance(window + 1);
    }
    const bytes = ['seen', 'seen.previous'].map((name) => readFileSync(join(folder.path, name)).length);
    assert.ok(
      bytes.every((length) => length <= 100 * 22),
      bytes.join(),
    );
  });

  it('reads past a torn last entry', async () => {
    const [one, other] = [id(), id()];
    const first = open();
    await first.accept(one);
    await first.accept(other);
    const file = join(folder.path, 'seen');
    truncateSync(file, 22 + 9);
    const second = open();
    assert.equal(await second.accept(one), 'replayed');
    assert.equal(await second.accept(other), 'first', 'what was torn was never acted on');
  });

  it('is not thrown off by rubbish after its last entry', async () => {
    const one = id();
    await open().accept(one);
    appendFileSync(join(folder.path, 'seen'), Buffer.from([1, 2, 3]));
    const again = open();
    const next = id();
    assert.equal(await again.accept(next), 'first');
    assert.equal(await open().accept(one), 'replayed');
    assert.equal(await open().accept(next), 'replayed');
  });

  describe('after the machine itself went down', () => {
    it('holds messages back until all that could have been forgotten is too old', async () => {
      await open('boot-1').accept(id());
      age(0);
      const guard = open('boot-2');
      assert.equal(guard.blockedUntil, clock.now() + window);
      assert.equal(open('boot-2').blockedUntil, 0, 'a restart on the same boot holds nothing back');
    });

    it('counts with pages that the disk had not yet taken', async () => {
      await open('boot-1').accept(id());
      age(window + 30_000);
      assert.notEqual(open('boot-2').blockedUntil, 0);
    });

    it('holds nothing back when that was long ago, or when the connector had ended in order', async () => {
      const first = open('boot-1');
      await first.accept(id());
      age(window + 61_000);
      const second = open('boot-2');
      assert.equal(second.blockedUntil, 0);
      await second.accept(id());
      second.close();
      age(0);
      assert.equal(open('boot-3').blockedUntil, 0);
    });

    it('holds nothing back at the first start ever', () => assert.equal(open().blockedUntil, 0));

    /** The file was last written so long before the clock's now. */
    function age(ms: number): void {
      const at = (clock.now() - ms) / 1000;
      utimesSync(join(folder.path, 'seen'), at, at);
    }
  });

  it('accepts nothing that it could not write down', async () => {
    const guard = open();
    const one = id();
    guard.close();
    assert.equal(await guard.accept(one), 'unwritten');
    assert.equal(await open().accept(one), 'first', 'a refused message may be sent again');
  });

  it('keeps its files from others', async () => {
    await open().accept(id());
    for (const name of ['seen', 'seen.previous', 'seen.boot'])
      assert.equal(statSync(join(folder.path, name)).mode & 0o077, 0, name);
  });

  it('never takes an id twice within the window, whatever happens between', async () => {
    type Step =
      | { readonly kind: 'accept'; readonly which: number }
      | { readonly kind: 'wait'; readonly ms: number }
      | { readonly kind: 'restart' };
    const step: fc.Arbitrary<Step> = fc.oneof(
      { weight: 6, arbitrary: fc.nat(5).map((which) => ({ kind: 'accept', which }) as const) },
      {
        weight: 3,
        arbitrary: fc.integer({ min: 1, max: window }).map((ms) => ({ kind: 'wait', ms }) as const),
      },
      { weight: 1, arbitrary: fc.constant({ kind: 'restart' } as const) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        using place = temporaryFolder();
        const ids = Array.from({ length: 6 }, id);
        const takenAt = new Map<number, number>();
        const openHere = () => new ReplayGuard({ folder: place.path, clock, skewMs, bootId: 'boot-1' });
        let guard = openHere();
        for (const one of steps) {
          if (one.kind === 'wait') clock.advance(one.ms);
          else if (one.kind === 'restart') guard = openHere();
          else if ((await guard.accept(ids[one.which] ?? '')) === 'first') {
            const before = takenAt.get(one.which);
            assert.ok(
              before === undefined || clock.now() - before > 2 * skewMs,
              `taken again after ${clock.now() - (before ?? 0)} ms`,
            );
            takenAt.set(one.which, clock.now());
          }
        }
      }),
      { numRuns: 100 },
    );
  });
});
