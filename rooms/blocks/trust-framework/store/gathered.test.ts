import assert from 'node:assert/strict';
import { it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { gathered } from './gathered.ts';

it('asks once for all that came while the last question was on its way', async () => {
  const asked: number[][] = [];
  const one = gathered(async (keys: readonly number[]) => {
    asked.push([...keys]);
    await setImmediate();
    return new Map(keys.map((key) => [key, key * 2]));
  });
  const early = [1, 2, 2].map(one);
  await setImmediate();
  const late = [2, 3].map(one);
  assert.deepEqual(await Promise.all([...early, ...late]), [2, 4, 4, 4, 6]);
  assert.deepEqual(asked, [
    [1, 2],
    [2, 3],
  ]);
});

it('never answers from a question that began before its own', async () => {
  let truth = 'old';
  const one = gathered(async (keys: readonly string[]) => {
    const seen = truth;
    await setImmediate();
    return new Map(keys.map((key) => [key, seen]));
  });
  const first = one('a');
  await setImmediate();
  truth = 'new';
  const second = one('a');
  assert.deepEqual(await Promise.all([first, second]), ['old', 'new']);
});

it('tells every one that waits when the question fails, and goes on', async () => {
  let fails = true;
  const one = gathered(async (keys: readonly string[]) => {
    await setImmediate();
    if (fails) throw new Error('away');
    return new Map(keys.map((key) => [key, 1]));
  });
  const outcomes = await Promise.allSettled([one('a'), one('b')]);
  assert.ok(outcomes.every((outcome) => outcome.status === 'rejected'));
  fails = false;
  assert.equal(await one('a'), 1);
});
