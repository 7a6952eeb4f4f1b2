import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixedClock } from '@ena/testkit/clock.ts';
import fc from 'fast-check';
import { createRateLimiter, networkOf, rateHeaders } from './rate-limit.ts';

test('the burst is the limit, then calls come back at the limit’s pace', () => {
  const clock = fixedClock();
  const limiter = createRateLimiter(clock);
  const take = () => limiter.take('a', 3).allowed;
  assert.deepEqual([take(), take(), take(), take()], [true, true, true, false]);
  clock.advance(20_000);
  assert.deepEqual([take(), take()], [true, false]);
});

test('a refused call says when to come back, and then it is allowed', () => {
  const clock = fixedClock();
  const limiter = createRateLimiter(clock);
  limiter.take('a', 1);
  const refused = limiter.take('a', 1);
  assert.equal(refused.retryAfter, 60);
  assert.equal(rateHeaders(refused)['retry-after'], '60');
  clock.advance(refused.retryAfter * 1000);
  assert.equal(limiter.take('a', 1).allowed, true);
});

test('no window of a minute ever allows more than twice the limit', () => {
  const gaps = fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 1, maxLength: 300 });
  fc.assert(
    fc.property(gaps, fc.integer({ min: 1, max: 50 }), (waits, perMinute) => {
      const clock = fixedClock();
      const limiter = createRateLimiter(clock);
      const allowed: number[] = [];
      for (const wait of waits) {
        clock.advance(wait);
        if (limiter.take('a', perMinute).allowed) allowed.push(clock.now());
      }
      const most = Math.max(
        0,
        ...allowed.map((at) => allowed.filter((t) => t >= at && t < at + 60_000).length),
      );
      assert.ok(most <= 2 * perMinute, `${most} in a minute of ${perMinute}`);
    }),
    { numRuns: 50 },
  );
});

test('callers do not use up each other’s calls', () => {
  const limiter = createRateLimiter(fixedClock());
  limiter.take('a', 1);
  assert.equal(limiter.take('b', 1).allowed, true);
});

test('memory is bounded: the key unused for longest is forgotten, one in use is not', () => {
  const limiter = createRateLimiter(fixedClock(), 2);
  limiter.take('old', 1);
  limiter.take('used', 2);
  limiter.take('used', 2);
  limiter.take('new', 1);
  assert.equal(limiter.take('used', 2).allowed, false);
  assert.equal(limiter.take('old', 1).allowed, true);
});

test('an IPv6 host cannot roam its /64, and an IPv4 address has one name', () => {
  assert.equal(networkOf('2001:db8:1:2:aaaa::1'), networkOf('2001:db8:1:2:bbbb:cccc:dddd:eeee'));
  assert.notEqual(networkOf('2001:db8:1:2::1'), networkOf('2001:db8:1:3::1'));
  assert.equal(networkOf('::ffff:192.0.2.1'), '192.0.2.1');
  assert.equal(networkOf('::1'), '0:0:0:0');
});
