import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fixedClock } from '@ena/testkit/clock.ts';
import fc from 'fast-check';
import { RateLimiter } from './rate-limit.ts';

describe('the allowance of one consumer organisation', () => {
  it('is the burst at once, and then the rate', () => {
    const clock = fixedClock();
    const limiter = new RateLimiter(10, 3, clock);
    const take = () => limiter.take('2120000829');
    assert.deepEqual([take(), take(), take(), take()], [true, true, true, false]);
    clock.advance(99);
    assert.equal(take(), false);
    clock.advance(1);
    assert.deepEqual([take(), take()], [true, false]);
    clock.advance(60_000);
    assert.deepEqual(
      [take(), take(), take(), take()],
      [true, true, true, false],
      'never more than the burst',
    );
  });

  it('is not another’s', () => {
    const limiter = new RateLimiter(1, 1, fixedClock());
    assert.deepEqual([limiter.take('a'), limiter.take('a'), limiter.take('b')], [true, false, true]);
  });

  it('is not grown by a clock that is set back and forth', () => {
    const clock = fixedClock();
    const limiter = new RateLimiter(1, 2, clock);
    limiter.take('a');
    limiter.take('a');
    clock.advance(-10_000);
    assert.equal(limiter.take('a'), false);
    clock.advance(10_000);
    assert.deepEqual([limiter.take('a'), limiter.take('a'), limiter.take('a')], [true, true, false]);
  });

  it('never lets through more than burst and rate together, in any order of calls and waits', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(300), { maxLength: 200 }), (waits) => {
        const clock = fixedClock();
        const limiter = new RateLimiter(20, 5, clock);
        let [taken, elapsed] = [0, 0];
        for (const wait of waits) {
          clock.advance(wait);
          elapsed += wait;
          if (limiter.take('a')) taken += 1;
        }
        assert.ok(taken <= 5 + (elapsed * 20) / 1000 + 1e-6);
      }),
    );
  });
});
