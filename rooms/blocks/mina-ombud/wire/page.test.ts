import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageAsked, renderPageMetadata } from './page.ts';

test('whoever names no page gets the first twenty', () => {
  assert.deepEqual(pageAsked(undefined), { number: 0, size: 20 });
  assert.deepEqual(pageAsked({ page: 3 }), { number: 3, size: 20 });
});

test('the last page is counted even where it is not full', () => {
  const page = { number: 0, size: 20 };
  assert.deepEqual(
    [0, 1, 20, 21].map((total) => renderPageMetadata(page, total).totalPages),
    [0, 1, 1, 2],
  );
});
