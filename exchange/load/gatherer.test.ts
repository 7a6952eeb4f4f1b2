import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import { Gatherer } from './gatherer.ts';

function gatherer(isBusy: () => boolean) {
  const groups: string[][] = [];
  return {
    groups,
    gatherer: new Gatherer<string>({
      most: 3,
      waitMs: 5,
      isBusy,
      onGroup: (items) => groups.push([...items]),
    }),
  };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('gathering', () => {
  it('a process with time to spare lets nothing wait beyond the turn of its event loop', async () => {
    const { groups, gatherer: g } = gatherer(() => false);
    g.add('å');
    g.add('ä');
    assert.deepEqual(groups, []);
    await turn();
    g.add('ö');
    await turn();
    assert.deepEqual(groups, [['å', 'ä'], ['ö']]);
  });

  it('under load a group waits a few milliseconds for company', () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    try {
      const { groups, gatherer: g } = gatherer(() => true);
      g.add('å');
      mock.timers.tick(4);
      g.add('ä');
      assert.deepEqual(groups, []);
      mock.timers.tick(1);
      assert.deepEqual(groups, [['å', 'ä']]);
    } finally {
      mock.timers.reset();
    }
  });

  it('a full group is closed at once, and the next begins its own wait', () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    try {
      const { groups, gatherer: g } = gatherer(() => true);
      for (const item of ['1', '2', '3', '4']) g.add(item);
      assert.deepEqual(groups, [['1', '2', '3']]);
      mock.timers.tick(5);
      assert.deepEqual(groups, [['1', '2', '3'], ['4']]);
    } finally {
      mock.timers.reset();
    }
  });

  it('an item that is added while a group is handed over belongs to the next', async () => {
    const seen: string[][] = [];
    const g = new Gatherer<string>({
      most: 1,
      waitMs: 5,
      isBusy: () => false,
      onGroup: (items) => {
        seen.push([...items]);
        if (items[0] === 'a') g.add('b');
      },
    });
    g.add('a');
    await turn();
    assert.deepEqual(seen, [['a'], ['b']]);
  });
});
