import assert from 'node:assert/strict';
import { test } from 'node:test';
import { poolMs, slowDisk, syncByPace } from './sync-by-pace.ts';

/** A disk that takes as long as it is told; `take` answers how many syncs were waited for in place. */
function pacedDisk() {
  const ways: string[] = [];
  const state = { takesMs: 0.2, at: 0 };
  const sync = syncByPace({
    inPlace: () => {
      ways.push('place');
      state.at += state.takesMs;
    },
    inPool: async () => {
      ways.push('pool');
      state.at += state.takesMs;
    },
    now: () => state.at,
  });
  const take = async (count: number, much = false) => {
    ways.length = 0;
    for (let i = 0; i < count; i += 1) await sync(1, much);
    return ways.filter((way) => way === 'place').length;
  };
  return { state, take };
}

test('a quick disk is waited for in place, except for much at a time', async () => {
  const { take } = pacedDisk();
  assert.equal(await take(100), 100);
  assert.equal(await take(5, true), 0);
  assert.equal(await take(5), 5);
});

test('a slow disk is seldom waited for in place, and more seldom each time; a quick one is again', async () => {
  const { state, take } = pacedDisk();
  state.takesMs = 10;
  assert.equal(await take(slowDisk + poolMs.first / 10), slowDisk);
  assert.equal(await take(1 + (2 * poolMs.first) / 10), 1);
  assert.equal(await take(1 + (4 * poolMs.first) / 10), 1);
  const long = (60 * 1000) / 10;
  const fewest = (60 * 1000) / (poolMs.most + 10);
  assert.ok((await take(long)) <= fewest + 4);
  state.takesMs = 0.2;
  await take(poolMs.most / 0.2);
  assert.equal(await take(50), 50);
  state.takesMs = 10;
  assert.equal(await take(slowDisk + poolMs.first / 10), slowDisk);
});

test('now and then a slow sync says nothing of the disk', async () => {
  const { state, take } = pacedDisk();
  for (let i = 0; i < 20; i += 1) {
    state.takesMs = 10;
    assert.equal(await take(slowDisk - 1), slowDisk - 1);
    state.takesMs = 0.2;
    assert.equal(await take(1), 1);
  }
});

test('a sync that fails rejects, whichever way it goes', async () => {
  const failing = syncByPace({
    inPlace: () => {
      throw Object.assign(new Error('EIO'), { code: 'EIO' });
    },
    inPool: () => Promise.reject(Object.assign(new Error('EIO'), { code: 'EIO' })),
    now: () => 0,
  });
  await assert.rejects(failing(1), { code: 'EIO' });
  await assert.rejects(failing(1, true), { code: 'EIO' });
});
