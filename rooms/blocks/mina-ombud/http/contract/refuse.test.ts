import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type RefusalSlug, refusal } from '@ena/kernel/http/refusals.ts';
import { fixedClock } from '@ena/testkit/clock.ts';
import type { ApiError } from '../../wire/api-error.ts';
import { pathOf, renderRefusal } from './refuse.ts';

const render = renderRefusal(fixedClock());
const requestId = 'd120654c-0d09-481a-8956-940a76474e6b';

function bodyOf(slug: RefusalSlug, ...more: [string?, { pointer: string; detail: string }[]?]): ApiError {
  const { body } = render(refusal(slug, ...more), requestId);
  return JSON.parse(JSON.stringify(body)) as ApiError;
}

for (const [slug, status, type, instance] of [
  ['malformed-body', 400, 'validation', 'validation.client'],
  ['invalid-parameters', 400, 'validation', 'validation.client'],
  ['invalid-body', 400, 'validation', 'validation.client'],
  ['unauthenticated', 401, 'auth', 'auth.error'],
  ['insufficient-scope', 403, 'auth', 'auth.error'],
  ['body-too-large', 413, 'validation', 'validation.client'],
  ['unsupported-media-type', 415, 'validation', 'validation.client'],
  ['too-many-requests', 429, 'basic', 'server.error'],
  ['internal-error', 500, 'basic', 'server.error'],
  ['stopping', 503, 'basic', 'server.error'],
] as const) {
  test(`the kernel’s ${slug} is written as ${instance}, ${status}`, () => {
    const body = bodyOf(slug);
    assert.deepEqual(
      [body.status, body.type, body.instance, body.requestId, body.timestamp],
      [status, `urn:dfm:error:${type}`, instance, requestId, '2026-11-22T12:00:00+01:00'],
    );
    assert.equal(body.violations !== undefined, type === 'validation');
  });
}

test('one violation stands for each place, without the full stop', () => {
  const errors = [
    { pointer: '/tredjeman', detail: 'must match pattern.' },
    { pointer: '/tredjeman', detail: 'must be array.' },
    { pointer: '/behorigheter/2', detail: 'must be string.' },
  ];
  assert.deepEqual(bodyOf('invalid-body', 'See errors.', errors).violations, [
    { path: 'tredjeman', message: 'must match pattern' },
    { path: 'behorigheter[2]', message: 'must be string' },
  ]);
});

test('a pointer becomes a path as Java frameworks write it', () => {
  assert.equal(pathOf(''), '');
  assert.equal(pathOf('/fullmaktshavare/id'), 'fullmaktshavare.id');
  assert.equal(pathOf('/å~1ä/0/~0ö'), 'å/ä[0].~ö');
});
