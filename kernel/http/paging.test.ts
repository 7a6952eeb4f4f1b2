import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { pageOffset, parsePage, renderPage } from './paging.ts';

test('limit is 20 and page is 1 unless said', () => {
  assert.deepEqual(parsePage({}), { limit: 20, page: 1 });
  assert.deepEqual(parsePage({ limit: '100', page: 7 }), { limit: 100, page: 7 });
});

test('what is out of bounds is told, not bent', () => {
  for (const query of [
    { limit: '0' },
    { limit: '101' },
    { limit: 'tjugo' },
    { page: '0' },
    { page: '-1' },
    { page: 1.5 },
  ]) {
    assert.ok('wrong' in parsePage(query), JSON.stringify(query));
  }
});

test('following next from the first page meets every item once', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 350 }), fc.integer({ min: 1, max: 100 }), (total, limit) => {
      const all = Array.from({ length: total }, (_, i) => i);
      const met: number[] = [];
      let href: string | undefined = `/things?limit=${limit}&page=1`;
      while (href !== undefined) {
        const query = Object.fromEntries(new URL(href, 'http://x').searchParams);
        const page = parsePage(query);
        assert.ok('page' in page);
        const start = pageOffset(page);
        const rendered = renderPage(all.slice(start, start + page.limit), total, page, '/things');
        met.push(...rendered.items);
        href = rendered._links.next?.href;
      }
      assert.deepEqual(met, all);
    }),
  );
});

test('a page beyond the last is empty and leads back', () => {
  const rendered = renderPage([], 30, { page: 9, limit: 20 }, '/things', { q: 'Åre', page: '9' });
  assert.deepEqual(rendered._meta, { totalRecords: 30, page: 9, limit: 20, count: 0 });
  assert.equal(rendered._links.prev?.href, '/things?q=%C3%85re&limit=20&page=2');
  assert.equal(rendered._links.next, undefined);
});
