import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { requestId } from './request-id.ts';
import { traceContext, traceparent } from './trace-context.ts';

const now = Date.parse('2026-11-22T11:00:00Z');
const given = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

test('the caller’s trace goes on with a span of our own', () => {
  const context = traceContext(given, now);
  assert.equal(context.traceId, '4bf92f3577b34da6a3ce929d0e0e4736');
  assert.notEqual(context.spanId, '00f067aa0ba902b7');
  assert.match(traceparent(context), /^00-4bf92f3577b34da6a3ce929d0e0e4736-[0-9a-f]{16}-01$/);
});

test('a later version is read by its first fields', () => {
  assert.equal(traceContext(`01${given.slice(2)}-future`, now).traceId, '4bf92f3577b34da6a3ce929d0e0e4736');
});

test('what is not well-formed starts a new trace', () => {
  const zeroTrace = `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`;
  const zeroSpan = `00-4bf92f3577b34da6a3ce929d0e0e4736-${'0'.repeat(16)}-01`;
  for (const header of [
    undefined,
    '',
    'x',
    `ff${given.slice(2)}`,
    `${given}-more`,
    given.toUpperCase(),
    zeroTrace,
    zeroSpan,
  ]) {
    assert.notEqual(traceContext(header, now).traceId, '4bf92f3577b34da6a3ce929d0e0e4736', String(header));
  }
});

test('whatever comes in, a valid traceparent goes out', () => {
  fc.assert(
    fc.property(fc.string(), (header) => {
      assert.match(
        traceparent(traceContext(header, now)),
        /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-0[01]$/,
      );
    }),
  );
});

test('a request id of the caller is kept, unless it is malformed or a person’s number', () => {
  assert.equal(requestId('order-42:å'.slice(0, 8), now), 'order-42');
  for (const header of [
    undefined,
    '',
    ' x',
    'a\nb',
    '191212121212',
    '19121212-1212',
    '121212+1212',
    'x'.repeat(129),
  ]) {
    assert.match(requestId(header, now), /^[0-9a-f-]{36}$/, String(header));
  }
});
