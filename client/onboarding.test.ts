import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { after, before, test } from 'node:test';
import type { Connection } from './call.ts';
import { joinFederation, onboardingClient, reviewClient } from './onboarding.ts';
import { serve, type TestServer } from './tests/serve.ts';

interface Seen {
  readonly line: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}

let server: TestServer;
let connection: Connection;
let seen: Seen;
let status = 200;
let answer: unknown = { id: 'matter_1' };

before(async () => {
  server = await serve(async (request, response) => {
    let body = '';
    for await (const part of request.setEncoding('utf8')) body += part;
    const line = `${request.method} ${request.url}`;
    seen = { line, headers: request.headers, body: body === '' ? undefined : JSON.parse(body) };
    const isText = typeof answer === 'string';
    response.writeHead(status, { 'content-type': isText ? 'text/plain' : 'application/json' });
    response.end(isText ? answer : JSON.stringify(answer));
  });
  connection = { url: server.url, fetch, token: 'hemlig', deadlineMs: 20_000 };
});

after(() => server.close());

function answers(next: unknown, code = 200): void {
  answer = next;
  status = code;
}

test('a creation carries its idempotency key, a step the revision that was read', async () => {
  answers({ id: 'matter_1', state: 'signing' }, 201);
  const client = onboardingClient(connection);
  const made = await client.apply({ orgnr: '2120003005', email: 'å@kommun.example' }, 'nyckel-1');
  assert.deepEqual(made, { kind: 'ok', value: { id: 'matter_1', state: 'signing' } });
  assert.equal(seen.line, 'POST /onboarding/v1/applications');
  assert.equal(seen.headers['idempotency-key'], 'nyckel-1');
  assert.equal(seen.headers.authorization, 'Bearer hemlig');
  assert.deepEqual(seen.body, { orgnr: '2120003005', email: 'å@kommun.example' });

  await client.takeStep('matter_1', 7, { step: 'withdraw', reason: 'Ångrade oss.' });
  assert.equal(seen.line, 'POST /onboarding/v1/matters/matter_1/steps');
  assert.equal(seen.headers['if-match'], '"7"');
  await client.saveService('matter_2', 3, { title: 'Bygglov', metadata: {} });
  assert.equal(seen.line, 'PUT /onboarding/v1/services/matter_2');
  assert.equal(seen.headers['if-match'], '"3"');
});

test('a call without a body sends none and no type', async () => {
  answers({ joinToken: 't' }, 201);
  await onboardingClient(connection).makeJoinToken('matter_1');
  assert.equal(seen.line, 'POST /onboarding/v1/applications/matter_1/join-tokens');
  assert.deepEqual([seen.body, seen.headers['content-type']], [undefined, undefined]);
});

test('lists take kind, page and limit', async () => {
  const _meta = { totalRecords: 0, page: 2, limit: 5, count: 0 };
  answers({ items: [], _meta });
  const page = await onboardingClient(connection).organisationMatters('2120003005', {
    kind: 'contact',
    page: 2,
    limit: 5,
  });
  assert.deepEqual(page, { kind: 'ok', value: { items: [], _meta } });
  assert.equal(seen.line, 'GET /onboarding/v1/organisations/2120003005/matters?kind=contact&page=2&limit=5');
  await reviewClient(connection).queue({ kind: 'service' });
  assert.equal(seen.line, 'GET /onboarding/v1/review/matters?kind=service');
  answers({ items: 'inga' });
  assert.equal((await reviewClient(connection).queue()).kind, 'unreachable');
});

test('an artefact comes as it is, and what to mend comes as a problem', async () => {
  answers('ZXlK');
  const got = await onboardingClient(connection).signature('matter_1', 'signature_1');
  assert.deepEqual(got, { kind: 'ok', value: 'ZXlK' });
  const type = 'urn:ena:problem:onboarding:unknown-signature';
  answers({ type, title: 'Ingen sådan', status: 404, detail: 'Läs listan.' }, 404);
  const gone = await reviewClient(connection).signature('matter_1', 'signature_2');
  assert.ok(gone.kind === 'problem');
  assert.deepEqual([gone.problem.type, gone.problem.detail], [type, 'Läs listan.']);
  const step = await reviewClient(connection).takeStep('matter_1', 1, { step: 'accept' });
  assert.equal(step.kind, 'problem');
});

test('the connector joins without a token of its own', async () => {
  answers({ orgnr: '2120003005', entityId: 'https://a.example', state: 'active' }, 201);
  const { token: _, ...open } = connection;
  const request = { joinToken: 't', entityId: 'https://a.example', jwks: { keys: [] } };
  const joined = await joinFederation(open, request);
  assert.equal(joined.kind, 'ok');
  assert.equal(seen.line, 'POST /onboarding/v1/joins');
  assert.equal(seen.headers.authorization, undefined);
  assert.deepEqual(seen.body, request);
});

test('an answer that is no object counts as none', async () => {
  answers([1]);
  assert.equal((await onboardingClient(connection).matter('matter_1')).kind, 'unreachable');
});
