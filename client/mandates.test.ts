import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { after, before, test } from 'node:test';
import type { Connection } from './call.ts';
import { handlingClient, mandatesClient, type Wanted } from './mandates.ts';
import { serve, type TestServer } from './tests/serve.ts';

interface Seen {
  readonly line: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

let server: TestServer;
let connection: Connection;
let seen: Seen;
let status = 200;
let answer: unknown = { id: 'a' };

before(async () => {
  server = await serve(async (request, response) => {
    let body = '';
    for await (const part of request.setEncoding('utf8')) body += part;
    seen = { line: `${request.method} ${request.url}`, headers: request.headers, body };
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
  });
  connection = { url: server.url, fetch, token: 'hemlig', deadlineMs: 20_000 };
});

after(() => server.close());

function answers(next: unknown, code = 200): void {
  answer = next;
  status = code;
}

const id = '0b9a6f5e-3f57-4a3c-8c55-7f6f5f0f2b11';
const wanted: Wanted = {
  template: id,
  grantorRole: 'private',
  holders: [{ kind: 'person', id: '198301062397', name: 'Örjan Exempelsson' }],
  permissions: ['bygglov.ansok'],
  limits: [{ kind: 'property', value: 'KARLSKRONA ÅSEN 1:2' }],
  validFrom: '2026-11-22',
  mayDelegate: false,
};

test('a mandate in the making is begun with its key, for the organisation acted for, and no number in the address', async () => {
  answers({ id, state: 'draft' }, 201);
  const made = await mandatesClient(connection).propose('grantor', wanted, {
    orgnr: '5561929323',
    key: 'nyckel-som-ingen-gissar',
  });
  assert.deepEqual(made, { kind: 'ok', value: { id, state: 'draft' } });
  assert.equal(seen.line, 'POST /mandates/v1/proposals');
  assert.equal(seen.headers['idempotency-key'], 'nyckel-som-ingen-gissar');
  assert.equal(seen.headers.authorization, 'Bearer hemlig');
  assert.deepEqual(JSON.parse(seen.body), { as: 'grantor', for: '5561929323', ...wanted });
});

test('a decision names the revision that was read, and the step has its own address', async () => {
  answers({ id });
  const client = mandatesClient(connection);
  await client.decide(id, { step: 'approve', revision: 3 });
  assert.deepEqual(
    [seen.line, seen.headers['if-match'], seen.body],
    [`POST /mandates/v1/proposals/${id}/approval`, '"3"', '{}'],
  );
  await client.decide(id, { step: 'decline', revision: 4, reason: 'Känner henne inte.' }, '5561929323');
  assert.equal(seen.line, `POST /mandates/v1/proposals/${id}/refusal?for=5561929323`);
  assert.deepEqual(JSON.parse(seen.body), { reason: 'Känner henne inte.' });
  await client.end(id, 'revocation', 2, { reason: 'Slutfört.' });
  assert.deepEqual(
    [seen.line, seen.headers['if-match']],
    [`POST /mandates/v1/mandates/${id}/revocation`, '"2"'],
  );
});

test('a filter may come several times, and what is not asked for is left out', async () => {
  const _meta = { totalRecords: 0, page: 1, limit: 5, count: 0 };
  answers({ items: [], _meta });
  const client = mandatesClient(connection);
  const page = await client.proposals({ as: 'grantor', state: ['draft', 'signing'], limit: 5 });
  assert.deepEqual(page, { kind: 'ok', value: { items: [], _meta } });
  assert.equal(seen.line, 'GET /mandates/v1/proposals?as=grantor&state=draft&state=signing&limit=5');
  await client.lookups();
  assert.equal(seen.line, 'GET /mandates/v1/lookups');
  answers({ items: 'inga' });
  assert.equal((await client.relyingParties()).kind, 'unreachable');
});

test('the tree of a mandate, and national templates, are asked for by their own words', async () => {
  answers({ above: [], below: [] });
  const client = mandatesClient(connection);
  assert.deepEqual(await client.tree(id, '5561929323'), { kind: 'ok', value: { above: [], below: [] } });
  assert.equal(seen.line, `GET /mandates/v1/mandates/${id}/tree?for=5561929323`);
  answers({ items: [], _meta: { totalRecords: 0, page: 1, limit: 100, count: 0 } });
  await client.templates({ relyingParty: 'national', limit: 100 });
  assert.equal(seen.line, 'GET /mandates/v1/templates?relyingParty=national&limit=100');
});

test('the text to sign comes byte for byte, a mark at its beginning too', async () => {
  answers('\uFEFFFULLMAKT\nÅÄÖ\n');
  assert.deepEqual(await mandatesClient(connection).text(id), { kind: 'ok', value: '\uFEFFFULLMAKT\nÅÄÖ\n' });
});

test('the text of a mandate is read by its parties, and by the case handlers of where it applies', async () => {
  answers('FULLMAKT\n');
  assert.equal((await mandatesClient(connection).mandateText(id, '5561929323')).kind, 'ok');
  assert.equal(seen.line, `GET /mandates/v1/mandates/${id}/text?for=5561929323`);
});

test('rows go as CSV, and what to mend comes as a problem', async () => {
  const type = 'urn:ena:problem:mina-ombud:csv-heading';
  answers({ type, title: 'The heading cannot be read', status: 422 }, 422);
  const outcome = await mandatesClient(connection).importProposals('5561929323', 'mall;åäö');
  assert.deepEqual([seen.headers['content-type'], seen.body], ['text/csv', 'mall;åäö']);
  assert.ok(outcome.kind === 'problem');
  assert.equal(outcome.problem.type, type);
});

test('a case handler’s number is in the body, and an empty answer is one', async () => {
  answers('', 204);
  const former = { kind: 'person', id: '197911012388' } as const;
  const outcome = await mandatesClient(connection).removeHandler('2120000829', former);
  assert.deepEqual(outcome, { kind: 'ok', value: undefined });
  assert.equal(seen.line, 'POST /mandates/v1/relying-parties/2120000829/handlers/removals');
});

test('a case handler works at her own organisation', async () => {
  answers({ id });
  const client = handlingClient(connection, '2120000829');
  await client.stepTemplate(id, 2, 'publish', 'Granskad.');
  assert.equal(seen.line, `POST /mandates/v1/relying-parties/2120000829/templates/${id}/steps`);
  assert.deepEqual(
    [seen.headers['if-match'], JSON.parse(seen.body)],
    ['"2"', { step: 'publish', reason: 'Granskad.' }],
  );
  await client.adoptTemplate(id, 1);
  assert.equal(seen.line, 'POST /mandates/v1/relying-parties/2120000829/adoptions');
  answers('inte JSON');
  assert.equal((await client.statistics()).kind, 'unreachable');
});
