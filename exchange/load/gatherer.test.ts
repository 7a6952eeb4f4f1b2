import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Gatherer } from './gatherer.ts';

function gathering(options: { readonly longestMs?: number; readonly underWay?: number } = {}) {
  const { longestMs = 10_000, underWay = 100 } = options;
  const traffic = { joined: 0 };
  const gone: string[] = [];
  const gatherer = new Gatherer({ traffic, most: 3, longestMs, underWay: () => underWay });
  return { gone, traffic, add: (name: string) => gatherer.company().then(() => gone.push(name)), gatherer };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));
/** Until what is resolved has gone on. */
const settle = async () => {
  for (let i = 0; i < 5; i++) await undefined;
};

describe('gathering', () => {
  it('a group is closed by the first whole turn of the event loop that brings nobody', async () => {
    const { gone, add } = gathering();
    add('å');
    add('ä');
    await turn();
    assert.deepEqual(gone, [], 'the turn had begun');
    await turn();
    assert.deepEqual(gone, ['å', 'ä']);
  });

  it('a group stays open while others come, here or elsewhere in the process', async () => {
    const { gone, traffic, add } = gathering();
    add('å');
    await turn();
    for (let i = 0; i < 20; i++) {
      traffic.joined += 1;
      await turn();
      assert.deepEqual(gone, []);
    }
    add('ä');
    await turn();
    assert.deepEqual(gone, []);
    await turn();
    assert.deepEqual(gone, ['å', 'ä']);
  });

  it('but not for ever', async () => {
    const { gone, traffic, add } = gathering({ longestMs: 5 });
    add('å');
    const end = performance.now() + 5_000;
    while (gone.length === 0 && performance.now() < end) {
      traffic.joined += 1;
      await turn();
    }
    assert.deepEqual(gone, ['å']);
  });

  it('with no time at all it ends with the turn that it began in', async () => {
    const { gone, traffic, add } = gathering({ longestMs: 0 });
    add('å');
    add('ä');
    await settle();
    assert.deepEqual(gone, []);
    traffic.joined += 1;
    await turn();
    assert.deepEqual(gone, ['å', 'ä']);
  });

  for (const longestMs of [0, 10_000])
    it(`a full group is closed at once, and the next is its own (${longestMs} ms)`, async () => {
      const { gone, add } = gathering({ longestMs });
      for (const name of ['1', '2', '3', '4']) add(name);
      await settle();
      assert.deepEqual(gone, ['1', '2', '3']);
      await turn();
      await turn();
      assert.deepEqual(gone, ['1', '2', '3', '4']);
    });

  it('what watches over a group that is full does not close the next', async () => {
    const { gone, add } = gathering();
    for (const name of ['1', '2', '3']) add(name);
    await turn();
    add('4');
    await turn();
    assert.deepEqual(gone, ['1', '2', '3']);
    await turn();
    assert.deepEqual(gone, ['1', '2', '3', '4']);
  });

  it('nobody waits where all that are under way wait already, least of all one alone', async () => {
    const pair = gathering({ underWay: 2 });
    pair.add('å');
    await settle();
    assert.deepEqual(pair.gone, []);
    pair.add('ä');
    await settle();
    assert.deepEqual(pair.gone, ['å', 'ä']);
    const alone = gathering({ underWay: 1 });
    alone.add('ö');
    await settle();
    assert.deepEqual(alone.gone, ['ö']);
  });

  it('each is told how many they are', async () => {
    const { gatherer } = gathering();
    assert.deepEqual(await Promise.all([gatherer.company(), gatherer.company()]), [2, 2]);
    assert.equal(await gatherer.company(), 1);
  });

  it('who comes while a group goes on belongs to the next', async () => {
    const { gone, add } = gathering({ underWay: 1 });
    void add('a').then(() => add('b'));
    await settle();
    await settle();
    assert.deepEqual(gone, ['a', 'b']);
  });
});
