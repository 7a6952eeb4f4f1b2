import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { failed, ok } from '../shell/outcome.ts';
import { median, timeInTurn } from './measure.ts';

describe('measuring', () => {
  it('takes the middle of the times', () => {
    assert.equal(median([9, 1, 5]), 5);
    assert.equal(median([4, 1, 3, 2]), 2.5);
    assert.equal(median([]), 0);
  });

  it('calls the two in turn and ends with the first that fails', async () => {
    const made: string[] = [];
    const call =
      (name: string, fails = Number.POSITIVE_INFINITY) =>
      async () => {
        made.push(name);
        return made.filter((one) => one === name).length < fails
          ? ok(undefined)
          : failed('refused', 'nej', 'no');
      };
    const timed = await timeInTurn(call('a'), call('b'));
    assert.equal(timed.kind === 'timed' && timed.one.length, 5);
    assert.deepEqual(made.slice(0, 4), ['a', 'b', 'a', 'b']);
    made.length = 0;
    assert.equal((await timeInTurn(call('a'), call('b', 2))).kind, 'failed');
    assert.deepEqual(made, ['a', 'b', 'a', 'b']);
  });
});
