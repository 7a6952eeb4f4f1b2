import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { Connection } from './call.ts';
import { connectorClient } from './connector.ts';
import { ask } from './exchange.ts';
import { hubClient } from './hub.ts';
import { serve, type TestServer } from './tests/serve.ts';

interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

type Reply = (response: ServerResponse) => void;

let server: TestServer;
let seen: Seen;
let reply: Reply;
let connection: Connection;

before(async () => {
  server = await serve(async (request, response) => {
    let body = '';
    for await (const part of request.setEncoding('utf8')) body += part;
    seen = { method: request.method, url: request.url, headers: request.headers, body };
    reply(response);
  });
});

after(() => server.close());

beforeEach(() => {
  connection = { url: server.url, fetch, token: 'hemlig', deadlineMs: 20_000 };
});

function answers(status: number, body: unknown, headers: Record<string, string> = {}): void {
  reply = (response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

describe('a connector’s admin API', () => {
  it('is called with the operator token and JSON', async () => {
    answers(201, { name: 'ärenden', auth: 'key', key: 'k' });
    const outcome = await connectorClient(connection).addSystem({ name: 'ärenden', auth: 'key' });
    assert.deepEqual(outcome, { kind: 'ok', value: { name: 'ärenden', auth: 'key', key: 'k' } });
    assert.deepEqual(
      [seen.method, seen.url, seen.headers.authorization],
      ['POST', '/admin/v1/systems', 'Bearer hemlig'],
    );
    assert.equal(seen.body, '{"name":"ärenden","auth":"key"}');
  });

  it('lists pages and escapes ids', async () => {
    answers(200, { items: [{ id: 'a' }], _meta: { totalRecords: 1, page: 2, limit: 10, count: 1 } });
    const outcome = await connectorClient(connection).grants({ page: 2, limit: 10 });
    assert.equal(outcome.kind === 'ok' && outcome.value.items[0]?.id, 'a');
    assert.equal(seen.url, '/admin/v1/grants?page=2&limit=10');
    reply = (response) => response.writeHead(204).end();
    assert.equal((await connectorClient(connection).removeGrant('a/b')).kind, 'ok');
    assert.equal(seen.url, '/admin/v1/grants/a%2Fb');
  });

  it('gives the evidence file as the text that was sent', async () => {
    reply = (response) => response.writeHead(200).end('{ "å": 1 }\n');
    assert.deepEqual(await connectorClient(connection).evidence('x'), { kind: 'ok', value: '{ "å": 1 }\n' });
    answers(404, { type: 'urn:ena:problem:connector:unknown', title: 'Okänt', status: 404 });
    const missing = await connectorClient(connection).evidence('x');
    assert.equal(missing.kind === 'problem' && missing.problem.title, 'Okänt');
  });

  it('hands on a problem document, and makes one of a bare status', async () => {
    answers(409, {
      type: 'urn:ena:problem:x:y',
      title: 'Upptaget',
      status: 409,
      detail: 'Välj ett annat namn.',
    });
    const told = await connectorClient(connection).status();
    assert.equal(told.kind === 'problem' && told.problem.detail, 'Välj ett annat namn.');
    reply = (response) => response.writeHead(502).end('<html>');
    const bare = await connectorClient(connection).status();
    assert.deepEqual(bare.kind === 'problem' && [bare.problem.type, bare.problem.status], [
      'about:blank',
      502,
    ]);
  });
});

describe('a service that does not answer as it should', () => {
  it('is unreachable when nobody listens, with a sentence that says so', async () => {
    const outcome = await hubClient({ url: 'http://127.0.0.1:1', fetch }).health();
    assert.match(
      outcome.kind === 'unreachable' ? outcome.sentence.en : '',
      /^http:\/\/127\.0\.0\.1:1 gave no usable answer: /,
    );
  });

  it('is unreachable when it is silent until the deadline', async () => {
    reply = () => {};
    const outcome = await hubClient({ ...connection, deadlineMs: 50 }).organisations();
    assert.match(outcome.kind === 'unreachable' ? outcome.sentence.sv : '', /0\.05 s/);
  });

  it('is unreachable when it answers HTML, a redirect or something that is no list', async () => {
    const hub = hubClient(connection);
    reply = (response) => response.writeHead(200).end('<html>');
    assert.equal((await hub.organisations()).kind, 'unreachable');
    reply = (response) => response.writeHead(302, { location: '/annat' }).end();
    assert.equal((await hub.organisations()).kind, 'unreachable');
    answers(200, { items: 5 });
    assert.equal((await hub.organisations()).kind, 'unreachable');
    answers(200, null);
    assert.equal((await hub.organisations()).kind, 'unreachable');
  });

  it('is unreachable when its answer is too large', async () => {
    reply = (response) => response.writeHead(200).end(Buffer.alloc(70_000, 0x20));
    assert.equal((await hubClient(connection).health()).kind, 'unreachable');
  });
});

describe('health', () => {
  it('of a stopping program is an answer, though its status is 503', async () => {
    answers(503, { status: 'stopping', reasons: ['The service is stopping.'] });
    const outcome = await hubClient(connection).health();
    assert.deepEqual(outcome, {
      kind: 'ok',
      value: { status: 'stopping', reasons: ['The service is stopping.'] },
    });
  });

  it('in an unknown form is no health', async () => {
    answers(200, { status: 'bra' });
    assert.equal((await hubClient(connection).health()).kind, 'unreachable');
  });
});

describe('asking through the own connector', () => {
  const question = {
    provider: '2021005489',
    service: 'foretagsinformation',
    method: 'POST',
    path: '/organisationer?a=b',
    purpose: 'handlaggning',
    legalBasis: 'SFS 2017:900',
    fetch,
  };

  it('sends the statement and gives the service’s answer with its evidence', async () => {
    answers(404, { fel: 'å' }, { 'ena-exchange-id': 'x', 'ena-evidence': '7' });
    const body = { identitetsbeteckning: '2120000829' };
    const outcome = await ask({
      ...question,
      connectorUrl: server.url,
      body,
      subject: '2120000829',
      system: 's',
      systemKey: 'k',
    });
    assert.ok(outcome.kind === 'ok');
    assert.deepEqual(
      [outcome.value.status, outcome.value.exchangeId, outcome.value.evidenceIndex],
      [404, 'x', 7],
    );
    assert.equal(new TextDecoder().decode(outcome.value.body), '{"fel":"å"}');
    assert.equal(seen.url, '/exchange/2021005489/foretagsinformation/organisationer?a=b');
    assert.deepEqual(JSON.parse(seen.body), body);
    const { headers } = seen;
    assert.deepEqual(
      [
        headers['ena-purpose'],
        headers['ena-legal-basis'],
        headers['ena-subject'],
        headers['ena-system'],
        headers['ena-system-key'],
        headers['content-type'],
      ],
      ['handlaggning', 'SFS 2017:900', '2120000829', 's', 'k', 'application/json'],
    );
  });

  it('tells a connector’s refusal from a service’s answer', async () => {
    const problem = {
      type: 'urn:ena:problem:exchange:grant-missing',
      title: 'No grant',
      status: 403,
      fault: 'caller',
    };
    answers(403, problem, { 'ena-error': problem.type, 'ena-exchange-id': 'x' });
    const refused = await ask({ ...question, connectorUrl: server.url });
    assert.deepEqual(refused, { kind: 'problem', problem: { ...problem, instance: 'urn:uuid:x' } });
    answers(403, problem, { 'ena-exchange-id': 'x' });
    assert.equal((await ask({ ...question, connectorUrl: server.url })).kind, 'ok');
  });
});
