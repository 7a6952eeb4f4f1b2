import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixedClock } from '@ena/testkit/clock.ts';
import { freePort } from '@ena/testkit/ports.ts';
import { createAuthenticate } from '../identity/authenticate.ts';
import { silentLogger } from '../log/logger.ts';
import { createMetrics } from '../metrics/metrics.ts';
import type { Route } from './route.ts';
import { type RunningServer, startServer } from './server.ts';

const row = {
  method: 'GET',
  auth: { kind: 'public', why: 'A row of the test, about no one.' },
  limit: { bodyBytes: 1000, perMinute: 1000 },
  audit: { record: 'always' },
  summary: 'A row of the test',
} as const satisfies Partial<Route>;

async function serve(routes: readonly Route[]): Promise<RunningServer> {
  const server = await startServer({
    mounts: [{ room: 'toy', routes }],
    host: '127.0.0.1',
    port: await freePort(),
    clock: fixedClock(),
    log: silentLogger,
    metrics: createMetrics(),
    audit: { record: async () => {} },
    authenticate: createAuthenticate({ isOperator: () => false }),
    diagnose: () => [],
  });
  if (!server.ok) throw new Error(server.error);
  return server.value;
}

test('a handler hears that its caller has gone, and not when it has had its answer', async (t) => {
  const gone = Promise.withResolvers<void>();
  const reached = Promise.withResolvers<void>();
  const signals: AbortSignal[] = [];
  const quick: Route = {
    ...row,
    operation: 'quick',
    path: '/quick',
    handler: async ({ signal }) => {
      if (signal) signals.push(signal);
      return { status: 200, body: {} };
    },
  };
  const slow: Route = {
    ...row,
    operation: 'slow',
    path: '/slow',
    handler: async ({ signal }) => {
      signal?.addEventListener('abort', () => gone.resolve());
      reached.resolve();
      await gone.promise;
      return { status: 200, body: {} };
    },
  };
  const server = await serve([quick, slow]);
  t.after(() => server.close());
  await (await fetch(`${server.url}/quick`)).json();
  const leaving = new AbortController();
  const asked = fetch(`${server.url}/slow`, { signal: leaving.signal });
  await reached.promise;
  leaving.abort();
  await assert.rejects(asked, { name: 'AbortError' });
  await gone.promise;
  assert.deepEqual(
    signals.map(({ aborted }) => aborted),
    [false],
  );
});
