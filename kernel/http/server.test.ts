import assert from 'node:assert/strict';
import { createServer, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { test } from 'node:test';
import { fixedClock } from '@ena/testkit/clock.ts';
import { startTestHub } from '@ena/testkit/hub.ts';
import { freePort } from '@ena/testkit/ports.ts';
import { Type } from 'typebox';
import { createAuthenticate } from '../identity/authenticate.ts';
import { createLogger, silentLogger } from '../log/logger.ts';
import { createMetrics } from '../metrics/metrics.ts';
import type { AuditEntry } from '../trace/audit.ts';
import type { Route } from './route.ts';
import { type RunningServer, type ServerOptions, startServer } from './server.ts';

const open = { kind: 'public', why: 'A row of the test, about no one.' } as const;
const row = {
  method: 'GET',
  auth: open,
  limit: { bodyBytes: 1000, perMinute: 1000 },
  audit: { record: 'always' },
  summary: 'A row of the test',
} as const satisfies Partial<Route>;

async function serve(routes: readonly Route[], more: Partial<ServerOptions> = {}): Promise<RunningServer> {
  const port = await freePort();
  const server = await startServer({
    mounts: [{ room: 'toy', routes }],
    host: '127.0.0.1',
    port,
    clock: fixedClock(),
    log: silentLogger,
    metrics: createMetrics(),
    audit: { record: async () => {} },
    authenticate: createAuthenticate({ isOperator: () => false }),
    diagnose: () => [],
    ...more,
  });
  if (!server.ok) throw new Error(server.error);
  return server.value;
}

test('a handler gets a child of the caller’s trace and the caller’s request id', async (t) => {
  const echo: Route = {
    ...row,
    operation: 'echo',
    path: '/echo',
    handler: async ({ headers, requestId }) => ({
      status: 200,
      body: { trace: headers.traceparent, requestId },
    }),
  };
  const server = await serve([echo]);
  t.after(() => server.close());
  const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
  const answer = await fetch(`${server.url}/echo`, {
    headers: { traceparent, 'x-request-id': 'beställning-1'.replace('ä', 'a') },
  });
  const body = (await answer.json()) as { trace: string; requestId: string };
  assert.match(body.trace, /^00-4bf92f3577b34da6a3ce929d0e0e4736-(?!00f067aa0ba902b7)[0-9a-f]{16}-01$/);
  assert.equal(body.requestId, 'bestallning-1');
  assert.equal(answer.headers.get('x-request-id'), 'bestallning-1');
});

test('a handler that throws is a 500 that tells the caller nothing of why', async (t) => {
  const broken: Route = {
    ...row,
    operation: 'broken',
    path: '/broken',
    handler: async () => Promise.reject(new Error('hemlig tabell')),
  };
  const server = await serve([broken]);
  t.after(() => server.close());
  const answer = await fetch(`${server.url}/broken`);
  assert.equal(answer.status, 500);
  assert.doesNotMatch(await answer.text(), /hemlig/);
});

test('what a step refuses reaches no handler', async (t) => {
  let reached = 0;
  const handler = async () => {
    reached += 1;
    return { status: 204 };
  };
  const guarded: Route = {
    ...row,
    operation: 'guarded',
    method: 'POST',
    path: '/guarded/:number',
    limit: { bodyBytes: 40, perMinute: 6 },
    schema: {
      params: Type.Object({ number: Type.String({ pattern: '^[0-9]$' }) }),
      body: Type.Object({ ort: Type.String({ maxLength: 10 }) }),
    },
    handler,
  };
  const closed: Route = { ...row, operation: 'closed', path: '/closed', auth: { kind: 'operator' }, handler };
  const server = await serve([guarded, closed]);
  t.after(() => server.close());
  const status = async (path: string, body?: string, type = 'application/json') => {
    const headers = { 'content-type': type };
    const call = body === undefined ? {} : { method: 'POST', headers, body };
    return (await fetch(`${server.url}${path}`, call)).status;
  };
  assert.equal(await status('/closed'), 401);
  assert.equal(await status('/guarded/1', '{"ort":"Åre"}', 'text/plain'), 415);
  assert.equal(await status('/guarded/1', `{"ort":"${'Ö'.repeat(40)}"}`), 413);
  assert.equal(await status('/guarded/1', '{"ort":'), 400);
  assert.equal(await status('/guarded/x', '{"ort":"Åre"}'), 400);
  assert.equal(await status('/guarded/1', '{"ort":"Örnsköldsvik"}'), 422);
  assert.equal(reached, 0);
  assert.equal(await status('/guarded/1', '{"ort":"Åre"}'), 204);
  assert.equal(await status('/guarded/1', '{"ort":"Åre"}'), 429);
  assert.equal(reached, 1);
});

test('an audited call that the trail cannot take is not acknowledged', async (t) => {
  const done: Route = {
    ...row,
    operation: 'done',
    path: '/done',
    handler: async () => ({ status: 201, body: {} }),
  };
  const server = await serve([done], { audit: { record: () => Promise.reject(new Error('disk full')) } });
  t.after(() => server.close());
  assert.equal((await fetch(`${server.url}/done`)).status, 500);
});

test('the trail gets one row for an answer and one for a refusal, and none for a row that says never', async (t) => {
  const entries: AuditEntry[] = [];
  const routes: Route[] = [
    { ...row, operation: 'kept', path: '/kept', handler: async () => ({ status: 204 }) },
    {
      ...row,
      operation: 'closed',
      path: '/closed',
      auth: { kind: 'operator' },
      handler: async () => ({ status: 204 }),
    },
    {
      ...row,
      operation: 'unkept',
      path: '/unkept',
      audit: { record: 'never', why: 'A test.' },
      handler: async () => ({ status: 204 }),
    },
  ];
  const server = await serve(routes, { audit: { record: async (entry) => void entries.push(entry) } });
  t.after(() => server.close());
  for (const { path } of routes) await fetch(server.url + path);
  assert.deepEqual(
    entries.map(({ operation, status, caller }) => [operation, status, caller]),
    [
      ['kept', 204, 'anonymous'],
      ['closed', 401, 'anonymous'],
    ],
  );
});

test('the limit is per caller and operation, told in headers, and refused with Retry-After', async (t) => {
  const scarce: Route = {
    ...row,
    operation: 'scarce',
    path: '/scarce',
    limit: { bodyBytes: 0, perMinute: 2 },
    handler: async () => ({ status: 204 }),
  };
  const server = await serve([scarce, { ...scarce, operation: 'other', path: '/other' }]);
  t.after(() => server.close());
  const statuses = [];
  for (let i = 0; i < 3; i++) statuses.push(await fetch(`${server.url}/scarce`));
  assert.deepEqual(
    statuses.map((answer) => answer.status),
    [204, 204, 429],
  );
  assert.equal(statuses[0]?.headers.get('ratelimit'), '"minute";r=1;t=30');
  assert.equal(statuses[2]?.headers.get('retry-after'), '30');
  assert.equal((await fetch(`${server.url}/other`)).status, 204);
});

test('a body that hides its length is cut off at the limit', async (t) => {
  const take: Route = {
    ...row,
    operation: 'take',
    method: 'POST',
    path: '/take',
    consumes: ['application/octet-stream'],
    handler: async () => ({ status: 204 }),
  };
  const server = await serve([take]);
  t.after(() => server.close());
  const status = await new Promise((resolve, reject) => {
    const call = httpRequest(`${server.url}/take`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
    });
    call.on('response', (answer) => resolve(answer.resume().statusCode));
    call.on('error', reject);
    call.write(Buffer.alloc(600));
    call.end(Buffer.alloc(600));
  });
  assert.equal(status, 413);
});

test('bytes that are not HTTP, and an address that cannot be decoded, are problem documents', async (t) => {
  const server = await serve([]);
  t.after(() => server.close());
  const raw = (bytes: string): Promise<string> =>
    new Promise((resolve, reject) => {
      let text = '';
      const socket = connect(server.port, '127.0.0.1', () => socket.end(bytes));
      socket.on('data', (chunk) => {
        text += chunk;
      });
      socket.on('close', () => resolve(text));
      socket.on('error', reject);
    });
  assert.match(await raw('HELO åäö\r\n\r\n'), /400 Bad Request.*urn:ena:problem:http:malformed-request/s);
  const undecodable = await fetch(`${server.url}/%E5`);
  assert.equal(undecodable.headers.get('content-type'), 'application/problem+json; charset=utf-8');
  assert.equal(undecodable.status, 400);
});

test('the log has one line for a call, without its address, query or token', async (t) => {
  const lines: string[] = [];
  const log = createLogger({
    level: 'info',
    program: 'test',
    stream: { write: (line) => void lines.push(line) },
  });
  const find: Route = {
    ...row,
    operation: 'find',
    path: '/find/:number',
    handler: async () => ({ status: 200, body: {} }),
  };
  const server = await serve([find], { log });
  t.after(() => server.close());
  await (
    await fetch(`${server.url}/find/191212121212?namn=191212121212`, {
      headers: { authorization: 'Bearer hemlig' },
    })
  ).text();
  await (await fetch(`${server.url}/ingenting/191212121212`)).text();
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(lines.length, 2);
  assert.equal(JSON.parse(lines[0] ?? '').operation, 'find');
  assert.doesNotMatch(lines.join(''), /191212121212|hemlig|namn/);
});

test('while stopping, calls under way end, and a deadline cuts those that do not', async () => {
  let release: (() => void) | undefined;
  const slow: Route = {
    ...row,
    operation: 'slow',
    path: '/slow',
    handler: () =>
      new Promise((resolve) => {
        release = () => resolve({ status: 204 });
      }),
  };
  const patient = await serve([slow]);
  const underWay = fetch(`${patient.url}/slow`);
  while (release === undefined) await new Promise((resolve) => setTimeout(resolve, 5));
  const closing = patient.close();
  release?.();
  assert.equal((await underWay).status, 204);
  await closing;
  await assert.rejects(fetch(`${patient.url}/slow`));

  const hasty = await serve([slow], { closeWithinMs: 50 });
  const cut = assert.rejects(fetch(`${hasty.url}/slow`));
  await new Promise((resolve) => setTimeout(resolve, 50));
  await hasty.close();
  await cut;
});

test('a caller’s own handler may stand in front of some paths', async (t) => {
  const server = await serve([], {
    createServer: (handler) =>
      createServer((message, response) =>
        message.url?.startsWith('/exchange/') ? response.end('own') : handler(message, response),
      ),
  });
  t.after(() => server.close());
  assert.equal(await (await fetch(`${server.url}/exchange/x`)).text(), 'own');
  assert.equal((await fetch(`${server.url}/health`)).status, 200);
});

test('health tells what is degraded, and is still served', async (t) => {
  const server = await serve([], { diagnose: () => ['The hub is away.'] });
  t.after(() => server.close());
  const answer = await fetch(`${server.url}/health`);
  assert.deepEqual(
    [answer.status, await answer.json()],
    [200, { status: 'degraded', reasons: ['The hub is away.'] }],
  );
});

test('metrics count answers by operation and need the operator unless opened', async (t) => {
  const shut = await serve([]);
  const opened = await serve([], { openMetrics: true });
  t.after(() => Promise.all([shut.close(), opened.close()]));
  assert.equal((await fetch(`${shut.url}/metrics`)).status, 401);
  await (await fetch(`${opened.url}/health`)).text();
  const text = await (await fetch(`${opened.url}/metrics`)).text();
  assert.match(
    text,
    /ena_http_answer_seconds_count\{room="kernel\/http",operation="readHealth",status="200"\} 1/,
  );
});

test('a taken port is one sentence', async (t) => {
  const first = await serve([]);
  t.after(() => first.close());
  await assert.rejects(serve([], { port: first.port }), /is taken; stop what uses it, or choose another/);
});

test('every versioned base path describes itself, with errors, limits and examples', async () => {
  const hub = await startTestHub({ rooms: [] });
  const info = (await (await fetch(`${hub.url}/admin/v1/api-info`)).json()) as Record<string, string>;
  assert.deepEqual(Object.keys(info), [
    'apiName',
    'apiVersion',
    'apiReleased',
    'apiDocumentation',
    'apiStatus',
  ]);
  const document = JSON.parse(await (await fetch(`${hub.url}/admin/v1/openapi.json`)).text());
  assert.deepEqual(Object.keys(document.paths).sort(), [
    '/api-info',
    '/clients',
    '/clients/{id}',
    '/openapi.json',
  ]);
  assert.equal(document.servers[0].url, `${hub.url}/admin/v1`);
  const { responses, requestBody, security } = document.paths['/clients'].post;
  assert.deepEqual(Object.keys(responses), ['201', '400', '401', '413', '415', '422', '429', '500']);
  assert.ok(requestBody.content['application/json'].example);
  assert.deepEqual(security, [{ operator: [] }]);
});

test('a character that no database keeps is refused where it stands, before the handler', async (t) => {
  const said: Route = {
    ...row,
    method: 'POST',
    operation: 'say',
    path: '/said/:who',
    consumes: ['application/json', 'application/x-www-form-urlencoded'],
    schema: {
      params: Type.Object({ who: Type.String() }),
      query: Type.Object({ about: Type.Optional(Type.String()) }),
      body: Type.Object({ text: Type.String() }),
    },
    handler: async () => ({ status: 204 }),
  };
  const server = await serve([said]);
  t.after(() => server.close());
  const say = async (path: string, type: string, body: string) => {
    const headers = { 'content-type': type };
    const reply = await fetch(`${server.url}${path}`, { method: 'POST', headers, body });
    const problem = reply.status === 204 ? undefined : ((await reply.json()) as { errors?: object[] });
    return [reply.status, problem?.errors?.length];
  };
  const [json, form] = ['application/json', 'application/x-www-form-urlencoded'];
  assert.deepEqual(await say('/said/%C3%85sa?about=%C3%84', json, '{"text":"\\u00e5"}'), [204, undefined]);
  assert.deepEqual(await say('/said/a', json, '{"text":"\\u0000"}'), [422, 1]);
  assert.deepEqual(await say('/said/a', json, '{"text":"\\ud800"}'), [422, 1]);
  assert.deepEqual(await say('/said/a', form, 'text=%00'), [422, 1]);
  assert.deepEqual(await say('/said/%00', json, '{"text":"a"}'), [400, 1]);
  assert.deepEqual(await say('/said/a?about=%00', json, '{"text":"a"}'), [400, 1]);
});
