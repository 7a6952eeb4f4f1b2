import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { silentLogger } from '@ena/kernel/log/logger.ts';
import type { Lookup } from '../store/store.ts';
import { createLookupLog } from './lookup-log.ts';

function lookup(requestId: string): Lookup {
  return {
    at: 0,
    organisation: '2120000829',
    service: 'bygglov-åäö',
    purpose: 'hamtaBehorigheter',
    relyingParty: '2120000829',
    grantor: { kind: 'organisation', id: '5561929323' },
    holder: { kind: 'person', id: '198602262381' },
    found: 1,
    requestId,
  };
}

/** Keeps what it is given, in memory; `broken` refuses. */
function memory() {
  const state = { broken: false, batches: [] as string[][] };
  return {
    state,
    store: {
      noteLookups: async (lookups: readonly Lookup[]) => {
        await sleep(1);
        if (state.broken) throw new Error('the database is away');
        state.batches.push(lookups.map(({ requestId }) => requestId));
      },
    },
    written: () => state.batches.flat(),
  };
}

/** Waits at most ten seconds; the assertion after it tells. */
async function until(holds: () => boolean): Promise<void> {
  for (let waited = 0; waited < 10_000 && !holds(); waited += 10) await sleep(10);
}

describe('the log of lookups', () => {
  it('is written by itself, many questions at once', async () => {
    const { store, state, written } = memory();
    const log = createLookupLog({ store, log: silentLogger });
    for (const id of ['a', 'b', 'c']) log.note([lookup(id)]);
    assert.deepEqual(written(), []);
    await until(() => written().length === 3);
    assert.deepEqual(written(), ['a', 'b', 'c']);
    assert.equal(state.batches.length, 1);
  });

  it('is written to its end when the program stops', async () => {
    const { store, written } = memory();
    const log = createLookupLog({ store, log: silentLogger });
    const ids = Array.from({ length: 1234 }, (_, i) => String(i));
    for (const id of ids) log.note([lookup(id)]);
    assert.equal(await log.stop(), 0);
    assert.deepEqual(written(), ids);
  });

  it('takes what comes while it is being written', async () => {
    const { store, written } = memory();
    const log = createLookupLog({ store, log: silentLogger, waitMs: 5 });
    const ids = Array.from({ length: 50 }, (_, i) => String(i));
    for (const id of ids) {
      log.note([lookup(id)]);
      await sleep(1);
    }
    await until(() => written().length === ids.length);
    assert.deepEqual(written(), ids);
  });

  it('keeps what could not be written, and writes it when the database is back', async () => {
    const { store, state, written } = memory();
    state.broken = true;
    const log = createLookupLog({ store, log: silentLogger, waitMs: 5 });
    log.note([lookup('a')]);
    await sleep(20);
    log.note([lookup('b')]);
    state.broken = false;
    assert.equal(await log.stop(), 0);
    assert.deepEqual(written(), ['a', 'b']);
  });

  it('writes again by itself after a failure', async () => {
    const { store, state, written } = memory();
    state.broken = true;
    const log = createLookupLog({ store, log: silentLogger, waitMs: 5 });
    log.note([lookup('å')]);
    await sleep(20);
    state.broken = false;
    await until(() => written().length === 1);
    assert.deepEqual(written(), ['å']);
  });

  it('says that it is full, and how much is lost in the end', async () => {
    const { store, state } = memory();
    state.broken = true;
    const log = createLookupLog({ store, log: silentLogger, most: 2 });
    assert.equal(log.note([lookup('a'), lookup('b')]), 'noted');
    assert.equal(log.note([lookup('c')]), 'full');
    assert.equal(log.note([]), 'noted');
    assert.equal(await log.stop(), 2);
  });
});
