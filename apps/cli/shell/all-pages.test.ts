import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Outcome, Page, PageQuery } from '@ena/client/outcome.ts';
import { allPages } from './all-pages.ts';

function pagesOf(total: number) {
  const asked: number[] = [];
  const read = ({ page = 1, limit = 20 }: PageQuery): Promise<Outcome<Page<number>>> => {
    asked.push(page);
    const items = Array.from({ length: total }, (_, place) => place).slice((page - 1) * limit, page * limit);
    const _meta = { totalRecords: total, page, limit, count: items.length };
    return Promise.resolve({ kind: 'ok', value: { items, _meta } });
  };
  return { asked, read };
}

describe('every row of a list', () => {
  for (const [total, calls] of [
    [0, 1],
    [100, 1],
    [101, 2],
    [290, 3],
  ] as const) {
    it(`is read in ${calls} pages where there are ${total}`, async () => {
      const { asked, read } = pagesOf(total);
      const all = await allPages(read);
      assert.equal(all.kind === 'ok' && all.value.length, total);
      assert.equal(asked.length, calls);
    });
  }

  it('is refused as the first page that is refused', async () => {
    const problem = { kind: 'problem', problem: { type: 'urn:x', title: 'Nej.', status: 429 } } as const;
    assert.deepEqual(await allPages(() => Promise.resolve(problem)), problem);
  });
});
