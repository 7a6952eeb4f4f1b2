import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hour } from '@ena/kernel/time.ts';
import type { FreshStore } from './tests/fresh-store.ts';

export function namingSuite(fresh: () => Promise<FreshStore>): void {
  describe('mandate store: names that were asked for', () => {
    const now = Date.parse('2026-11-22T12:00:00Z');
    const asked = (persons: number, at = now, asker = 'å') => ({
      asker,
      persons,
      at,
      most: 100,
      forgetBefore: at - hour,
    });

    it('counts by the hour, for each by herself, and what was refused costs nothing', async () => {
      const { store } = await fresh();
      assert.equal(await store.takeNamings(asked(101)), false);
      assert.equal(await store.takeNamings(asked(99)), true);
      assert.equal(await store.takeNamings(asked(2, now + 1)), false);
      assert.equal(await store.takeNamings(asked(1, now + 2)), true);
      assert.equal(await store.takeNamings(asked(1, now + 3)), false);
      assert.equal(await store.takeNamings(asked(100, now, 'ö')), true);
      assert.equal(await store.takeNamings(asked(1, now + hour - 1)), false, 'from the first of them');
      assert.equal(await store.takeNamings(asked(100, now + hour)), true);
      assert.equal(await store.takeNamings(asked(1, now + hour + 1)), false);
    });

    it('counts every one of those who ask at once', async () => {
      const { store } = await fresh();
      const answers = await Promise.all(Array.from({ length: 30 }, () => store.takeNamings(asked(7))));
      assert.equal(answers.filter(Boolean).length, 14);
    });

    it('forgets what no longer counts, and that alone', async () => {
      const { store, db } = await fresh();
      await store.takeNamings(asked(100, now, 'å'));
      await store.takeNamings(asked(100, now + 1, 'ö'));
      await store.forgetNamings(now);
      const left = await db.selectFrom('naming').select('asker').execute();
      assert.deepEqual(left, [{ asker: 'ö' }]);
    });
  });
}
