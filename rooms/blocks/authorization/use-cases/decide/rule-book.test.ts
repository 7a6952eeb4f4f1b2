import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RuleChange } from '../../store/decisions/store.ts';
import { createRuleBook } from './rule-book.ts';

function change(revision: number, id: string, agreement?: string): RuleChange {
  const value = {
    subject: { type: 'user', id: 'åsa' },
    resource: { type: 'record', id: 'ä' },
    operations: [{ action: 'läsa' }],
    validFrom: 0,
    agreement: agreement ?? '',
  };
  return { revision, id, kind: 'grant', value: agreement === undefined ? undefined : value };
}

/** A store of changes, read in batches as the real one. */
function changesOf(list: RuleChange[]) {
  return async (after: number, limit: number) =>
    list.filter(({ revision }) => revision > after).slice(0, limit);
}

test('reads more changes than fit one batch', async () => {
  const list = Array.from({ length: 12_000 }, (_, i) => change(i + 1, `g${i}`, 'å'));
  const book = createRuleBook({ changesAfter: changesOf(list) });
  await book.refresh();
  assert.equal(book.index.size, 12_000);
});

test('takes removals, and rules that it never saw removed', async () => {
  const list = [change(1, 'a', 'å'), change(2, 'b')];
  const book = createRuleBook({ changesAfter: changesOf(list) });
  await book.refresh();
  assert.equal(book.index.size, 1);
  list.push(change(3, 'a'));
  await book.refresh();
  assert.equal(book.index.size, 0);
});

test('refreshes one at a time, so that an older answer never comes last', async () => {
  const list = [change(1, 'a', 'gammal')];
  let reading = 0;
  let most = 0;
  const book = createRuleBook({
    changesAfter: async (after, limit) => {
      reading += 1;
      most = Math.max(most, reading);
      const seen = await changesOf([...list])(after, limit);
      await new Promise((resolve) => setImmediate(resolve));
      reading -= 1;
      return seen;
    },
  });
  const first = book.refresh();
  list[0] = change(2, 'a', 'ny');
  await Promise.all([first, book.refresh(), book.refresh()]);
  assert.equal(most, 1);
  const [found] = book.index.grants.between('user\u0000åsa', 'record\u0000ä');
  assert.equal(found?.grant.agreement, 'ny');
});

test('a store that failed is read again the next time', async () => {
  let broken = true;
  const book = createRuleBook({
    changesAfter: async (after, limit) => {
      if (broken) throw new Error('away');
      return changesOf([change(1, 'a', 'å')])(after, limit);
    },
  });
  await assert.rejects(book.refresh(), /away/);
  broken = false;
  await book.refresh();
  assert.equal(book.index.size, 1);
});
