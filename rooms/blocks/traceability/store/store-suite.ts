import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sha256, sha256Hex } from '@ena/kernel/crypto/digest.ts';
import { prefixedId } from '@ena/kernel/id.ts';
import type { Inconsistency } from '../domain/inconsistency.ts';
import type { WitnessedLog } from '../domain/witnessed-log.ts';
import type { WitnessStore } from './store.ts';

const rootOf = (text: string) => new Uint8Array(sha256(text));

function head(size: number, change: Partial<WitnessedLog> = {}): WitnessedLog {
  return {
    origin: 'a.example/log',
    organisationNumber: '2120000829',
    size,
    root: rootOf(`tree of ${size}`),
    checkpoint: `checkpoint of ${size} – åäö\n`,
    cosignedAt: 1_000 + size,
    ...change,
  };
}

function evidence(size: number, change: Partial<Inconsistency> = {}): Inconsistency & { id: string } {
  return {
    id: prefixedId('inconsistency', size),
    origin: 'a.example/log',
    kind: 'fork',
    size,
    root: rootOf('another tree'),
    checkpoint: 'note',
    against: undefined,
    seenAt: size,
    ...change,
  };
}

/** The contract of `store.ts`, run on every engine. `fresh` answers an empty store. */
export function witnessStoreSuite(fresh: () => Promise<WitnessStore>): void {
  describe('witness store: heads', () => {
    it('gives back what it was given, by origin and by the hash of the origin', async () => {
      const store = await fresh();
      assert.equal(await store.find('a.example/log'), undefined);
      assert.equal(await store.advance(head(3), undefined), 'advanced');
      const kept = await store.find('a.example/log');
      assert.deepEqual(kept && { ...kept, root: new Uint8Array(kept.root) }, head(3));
      assert.equal((await store.findByHash(sha256Hex('a.example/log')))?.size, 3);
    });

    it('begins a log once', async () => {
      const store = await fresh();
      const outcomes = await Promise.all([1, 2, 3, 4].map((size) => store.advance(head(size), undefined)));
      assert.equal(outcomes.filter((outcome) => outcome === 'advanced').length, 1);
    });

    it('advances only from the head it is told to', async () => {
      const store = await fresh();
      await store.advance(head(3), undefined);
      assert.equal(await store.advance(head(5), head(2)), 'overtaken');
      assert.equal(await store.advance(head(5), { size: 3, root: rootOf('x') }), 'overtaken');
      assert.equal(await store.advance(head(5, { origin: 'b.example/log' }), head(3)), 'overtaken');
      assert.equal((await store.find('a.example/log'))?.size, 3);
      assert.equal(await store.advance(head(5), head(3)), 'advanced');
      assert.equal((await store.find('a.example/log'))?.size, 5);
    });

    it('lets one of many that follow the same head win, so that no leaf is rolled back', async () => {
      const store = await fresh();
      await store.advance(head(3), undefined);
      const sizes = [4, 5, 6, 7, 8, 9, 10, 11];
      const outcomes = await Promise.all(sizes.map((size) => store.advance(head(size), head(3))));
      assert.equal(outcomes.filter((outcome) => outcome === 'advanced').length, 1);
      assert.equal((await store.find('a.example/log'))?.size, sizes[outcomes.indexOf('advanced')]);
    });

    it('lists in order of origin', async () => {
      const store = await fresh();
      for (const origin of ['c', 'a', 'b']) await store.advance(head(1, { origin }), undefined);
      const slice = await store.list(1, 5);
      assert.deepEqual(
        slice.rows.map((row) => row.origin),
        ['b', 'c'],
      );
      assert.equal(slice.total, 3);
    });
  });

  describe('witness store: evidence', () => {
    it('keeps one contradiction once', async () => {
      const store = await fresh();
      assert.equal(await store.keep(evidence(3)), true);
      assert.equal(await store.keep(evidence(3, { checkpoint: 'sent again' })), false);
      assert.equal(await store.keep(evidence(3, { root: rootOf('third tree') })), true);
      const { rows, total } = await store.inconsistencies(0, 10);
      assert.equal(total, 2);
      assert.equal(
        rows.some((row) => row.checkpoint === 'sent again'),
        false,
      );
    });

    it('holds a fork open until it is settled', async () => {
      const store = await fresh();
      const fork = evidence(3);
      await store.keep(fork);
      await store.advance(head(5, { cosignedAt: 9_999 }), undefined);
      assert.deepEqual(await store.openMatters(), [{ origin: 'a.example/log', kind: 'fork' }]);
      assert.equal(await store.settle('inconsistency_none'), false);
      assert.equal(await store.settle(fork.id), true);
      assert.deepEqual(await store.openMatters(), []);
      assert.equal((await store.inconsistencies(0, 10)).rows[0]?.settled, true);
    });

    it('holds an unproven growth open until the log is accepted again', async () => {
      const store = await fresh();
      await store.keep(evidence(7, { kind: 'unproven', seenAt: 5_000 }));
      assert.equal((await store.openMatters()).length, 1);
      await store.advance(head(3, { cosignedAt: 4_000 }), undefined);
      assert.equal((await store.openMatters()).length, 1);
      await store.advance(head(8, { cosignedAt: 6_000 }), head(3));
      assert.deepEqual(await store.openMatters(), []);
    });
  });
}
