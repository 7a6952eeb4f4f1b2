import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import { Gatherer } from './gatherer.ts';

function gathering(options: { readonly isBusy: boolean; readonly underWay?: number }) {
  const { isBusy, underWay = 100 } = options;
  const gone: string[] = [];
  const gatherer = new Gatherer({ most: 3, waitMs: 5, isBusy: () => isBusy, underWay: () => underWay });
  return { gone, add: (name: string) => gatherer.company().then(() => gone.push(name)), gatherer };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));
/** Until what is resolved has gone on. */
const settle = async () => {
  for (let i = 0; i < 5; i++) await undefined;
};

/** `setTimeout` moves by hand. */
async function byHand(test: (tick: (ms: number) => Promise<void>) => Promise<void>): Promise<void> {
  mock.timers.enable({ apis: ['setTimeout'] });
  try {
    await test(async (ms) => {
      mock.timers.tick(ms);
      await settle();
    });
  } finally {
    mock.timers.reset();
  }
}

describe('gathering', () => {
  it('a process with time to spare lets nothing wait beyond the turn of its event loop', async () => {
    const { gone, add } = gathering({ isBusy: false });
    add('å');
    add('ä');
    await settle();
    assert.deepEqual(gone, []);
    await turn();
    assert.deepEqual(gone, ['å', 'ä']);
  });

  it('under load a group waits a few milliseconds for company', () =>
    byHand(async (tick) => {
      const { gone, add } = gathering({ isBusy: true });
      add('å');
      await tick(4);
      add('ä');
      await settle();
      assert.deepEqual(gone, []);
      await tick(1);
      assert.deepEqual(gone, ['å', 'ä']);
    }));

  it('a full group is closed at once, and the next begins its own wait', () =>
    byHand(async (tick) => {
      const { gone, add } = gathering({ isBusy: true });
      for (const name of ['1', '2', '3', '4']) add(name);
      await settle();
      assert.deepEqual(gone, ['1', '2', '3']);
      await tick(5);
      assert.deepEqual(gone, ['1', '2', '3', '4']);
    }));

  it('nobody waits where all that are under way wait already, least of all one alone', async () => {
    const pair = gathering({ isBusy: true, underWay: 2 });
    pair.add('å');
    await settle();
    assert.deepEqual(pair.gone, []);
    pair.add('ä');
    await settle();
    assert.deepEqual(pair.gone, ['å', 'ä']);
    const alone = gathering({ isBusy: true, underWay: 1 });
    alone.add('ö');
    await settle();
    assert.deepEqual(alone.gone, ['ö']);
  });

  it('each is told how many they are', async () => {
    const { gatherer } = gathering({ isBusy: false });
    assert.deepEqual(await Promise.all([gatherer.company(), gatherer.company()]), [2, 2]);
    assert.equal(await gatherer.company(), 1);
  });

  it('who comes while a group goes on belongs to the next', async () => {
    const { gone, add } = gathering({ isBusy: false, underWay: 1 });
    void add('a').then(() => add('b'));
    await settle();
    await settle();
    assert.deepEqual(gone, ['a', 'b']);
  });
});
