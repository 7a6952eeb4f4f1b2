import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createFairTurns } from './fair-turns.ts';

describe('fair turns', () => {
  function start(most: number) {
    const turns = createFairTurns(most);
    const began: string[] = [];
    const ends: (() => void)[] = [];
    let atOnce = 0;
    let mostAtOnce = 0;
    const ask = (asker: object, name: string, outcome: 'done' | 'failed' = 'done') =>
      turns.run(asker, async () => {
        began.push(name);
        atOnce += 1;
        mostAtOnce = Math.max(mostAtOnce, atOnce);
        await new Promise<void>((resolve) => ends.push(resolve));
        atOnce -= 1;
        if (outcome === 'failed') throw new Error(name);
        return name;
      });
    const endAll = async () => {
      while (ends.length > 0) {
        ends.shift()?.();
        await new Promise(setImmediate);
      }
    };
    return { ask, began, endAll, mostAtOnce: () => mostAtOnce };
  }

  it('come one for each asker, however much one of them has waiting', async () => {
    const { ask, began, endAll } = start(1);
    const [many, small, late] = [{}, {}, {}];
    const answers = ['a1', 'a2', 'a3', 'a4'].map((name) => ask(many, name));
    answers.push(ask(small, 'b1'), ask(late, 'c1'), ask(late, 'c2'));
    await endAll();
    assert.deepEqual(began, ['a1', 'a2', 'b1', 'c1', 'a3', 'c2', 'a4']);
    assert.deepEqual(await Promise.all(answers), ['a1', 'a2', 'a3', 'a4', 'b1', 'c1', 'c2']);
  });

  it('are never more at once than told, and all come', async () => {
    const { ask, began, endAll, mostAtOnce } = start(3);
    const answers = Array.from({ length: 40 }, (_, i) => ask({ of: i % 7 }, String(i)));
    await endAll();
    await Promise.all(answers);
    assert.equal(mostAtOnce(), 3);
    assert.equal(began.length, 40);
  });

  it('go on behind work that failed', async () => {
    const { ask, endAll, began } = start(1);
    const failed = assert.rejects(ask({}, 'broken', 'failed'), /broken/);
    const next = ask({}, 'next');
    await endAll();
    await failed;
    assert.equal(await next, 'next');
    const alone = ask({}, 'alone');
    await endAll();
    assert.equal(await alone, 'alone');
    assert.deepEqual(began, ['broken', 'next', 'alone']);
  });
});
