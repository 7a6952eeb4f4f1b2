// A started hub and the transport rules of AuthZEN Authorization API 1.0: what each rule is held by stands in
// requirements.ts, and no rule that the certification knows may be missing there. Needs ../shared/contracts.
import assert from 'node:assert/strict';
import { createPublicKey, type JsonWebKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { DecisionPoint } from './decision-point.ts';
import { requirements } from './requirements.ts';
import { searchPolicies } from './scenarios.ts';
import { faults } from './schema.ts';

const pdp = new DecisionPoint();
const question = {
  subject: { type: 'user', id: 'åsa', properties: { role: 'manager' } },
  action: { name: 'view' },
  resource: { type: 'record', id: 'ärende 1' },
};

before(async () => {
  await pdp.start();
  await pdp.add('policy-sets', searchPolicies);
  await pdp.add('entities', { entity: { type: 'user', id: 'åsa' }, properties: { department: 'Väst' } });
});
after(() => pdp.stop());

test('an evaluation is answered in the published form, with a boolean', async () => {
  const permitted = await pdp.ask('evaluation', question);
  assert.equal(permitted.status, 200);
  assert.match(permitted.headers.get('content-type') ?? '', /^application\/json/);
  assert.deepEqual(faults('evaluation-response', permitted.json), []);
  assert.equal(permitted.json.decision, true);
  const denied = await pdp.ask('evaluation', { ...question, action: { name: 'delete' } });
  assert.deepEqual([denied.status, denied.json.decision], [200, false]);
  assert.deepEqual(faults('evaluation-response', denied.json), []);
});

test('what the published request schema refuses is 400 with a message', async () => {
  const { subject, action, resource } = question;
  const wrong = [
    { action, resource },
    { subject, resource },
    { subject, action },
    { ...question, subject: { id: 'åsa' } },
    { ...question, resource: { type: 'record' } },
    { ...question, action: {} },
    { ...question, subject: 'åsa' },
    { ...question, action: { name: 1 } },
    { ...question, context: [] },
  ];
  for (const body of wrong) {
    assert.notDeepEqual(faults('evaluation-request', body), []);
    const answer = await pdp.ask('evaluation', body);
    assert.equal(answer.status, 400, JSON.stringify(body));
    assert.ok(answer.text.length > 10);
  }
  for (const body of ['{"subject":', '']) assert.equal((await pdp.ask('evaluation', body)).status, 400);
  const typed = await pdp.ask('evaluation', question, { 'content-type': 'text/plain' });
  assert.equal(typed.status, 400);
});

test('unknown members are ignored', async () => {
  const answer = await pdp.ask('evaluation', { ...question, futureField: { nested: ['å'] } });
  assert.deepEqual([answer.status, answer.json.decision], [200, true]);
});

test('no token and a wrong one are 401 with a challenge, a token without the scope is 403', async () => {
  for (const authorization of ['', 'Bearer wrong', 'Basic YTpi']) {
    const answer = await pdp.ask('evaluation', question, { authorization });
    assert.equal(answer.status, 401);
    assert.match(answer.headers.get('www-authenticate') ?? '', /^Bearer realm="/);
  }
  const scopeless = `Bearer ${await pdp.token(['access-policy:read'])}`;
  assert.equal((await pdp.ask('evaluation', question, { authorization: scopeless })).status, 403);
});

test('the request identifier comes back on every endpoint', async () => {
  const { subject, action, resource } = question;
  const calls: readonly (readonly [string, object])[] = [
    ['evaluation', question],
    ['evaluations', { ...question, evaluations: [{}] }],
    ['search/subject', { ...question, subject: { type: 'user' } }],
    ['search/resource', { subject, action, resource: { type: 'record' } }],
    ['search/action', { subject, resource }],
  ];
  for (const [path, body] of calls) {
    const answer = await pdp.ask(path, body, { 'x-request-id': `id of ${path}` });
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.headers.get('x-request-id'), `id of ${path}`);
  }
  const refused = await pdp.ask('evaluation', {}, { 'x-request-id': 'bfe9eb29-ab87-4ca3-be83-a1d5d8305716' });
  assert.equal(refused.headers.get('x-request-id'), 'bfe9eb29-ab87-4ca3-be83-a1d5d8305716');
});

describe('evaluations', () => {
  const decisions = async (body: object) => {
    const { json } = await pdp.ask('evaluations', body);
    assert.equal('decision' in json, false);
    for (const one of json.evaluations) assert.deepEqual(faults('evaluation-response', one), []);
    return json.evaluations.map(({ decision }: { decision: boolean }) => decision);
  };
  const [view, remove] = [{ action: { name: 'view' } }, { action: { name: 'delete' } }];

  test('one decision for each item, in order, and none at the top', async () => {
    assert.deepEqual(await decisions({ ...question, evaluations: [view, remove, view] }), [
      true,
      false,
      true,
    ]);
    assert.deepEqual(await decisions({ ...question, evaluations: [view, { action: 1 }] }), [true, false]);
  });

  test('a semantic ends behind the first denial or the first permit', async () => {
    const ended = (evaluations_semantic: string) =>
      decisions({ ...question, evaluations: [view, remove, view], options: { evaluations_semantic } });
    assert.deepEqual(await ended('execute_all'), [true, false, true]);
    assert.deepEqual(await ended('deny_on_first_deny'), [true, false]);
    assert.deepEqual(await ended('permit_on_first_permit'), [true]);
  });

  test('without items the answer is that of a single evaluation', async () => {
    for (const body of [question, { ...question, evaluations: [] }]) {
      const { json } = await pdp.ask('evaluations', body);
      assert.equal('evaluations' in json, false);
      assert.equal(json.decision, true);
    }
  });
});

test('a page is the first member, its token is text, and what is found is of the type that was sought', async () => {
  const subjects = await pdp.ask('search/subject', {
    ...question,
    subject: { type: 'user' },
    page: { limit: 1 },
  });
  assert.deepEqual(Object.keys(subjects.json), ['page', 'results']);
  assert.equal(typeof subjects.json.page.next_token, 'string');
  for (const { type, id } of subjects.json.results) assert.deepEqual([type, typeof id], ['user', 'string']);
  const { subject, resource } = question;
  const actions = await pdp.ask('search/action', { subject, resource });
  assert.deepEqual(actions.json, { results: [{ name: 'view' }] });
  const none = await pdp.ask('search/resource', { ...question, resource: { type: 'rymdskepp' } });
  assert.deepEqual(none.json, { results: [] });
});

test('the metadata name the address they were read at, and are signed by their issuer', async () => {
  const read = async (url: string) => (await (await fetch(url)).json()) as Record<string, unknown>;
  const { signed_metadata: signed, ...plain } = await read(`${pdp.url}/.well-known/authzen-configuration`);
  assert.equal(plain.policy_decision_point, pdp.url);
  for (const [name, value] of Object.entries(plain)) {
    if (name.endsWith('_endpoint')) assert.match(String(value), new RegExp(`^${pdp.url}/access/v1/`));
  }
  const [head = '', payload = '', signature = ''] = String(signed).split('.');
  const decoded = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString());
  const { iss, iat: _, ...claims } = decoded(payload);
  assert.deepEqual(claims, plain);
  const { origin, pathname } = new URL(iss);
  const issuer = await read(`${origin}/.well-known/oauth-authorization-server${pathname}`);
  assert.equal(issuer.issuer, iss);
  const { keys } = (await read(String(issuer.jwks_uri))) as { keys: (JsonWebKey & { kid: string })[] };
  const key = keys.find(({ kid }) => kid === decoded(head).kid) ?? assert.fail('the issuer has no such key');
  const publicKey = createPublicKey({ format: 'jwk', key });
  const form = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const;
  assert.equal(
    verify('sha256', Buffer.from(`${head}.${payload}`), form, Buffer.from(signature, 'base64url')),
    true,
  );
});

describe('the list of requirements', () => {
  const published = JSON.parse(
    readFileSync(
      new URL('../../../shared/contracts/fapi/requirement-to-condition.json', import.meta.url),
      'utf8',
    ),
  ) as Record<string, unknown>;
  const root = new URL('../../', import.meta.url);

  test('has every AuthZEN requirement that the certification tests name, and no other', () => {
    const ids = Object.keys(published).filter((id) => id.startsWith('AUTHZEN-'));
    assert.ok(ids.length > 10);
    assert.deepEqual(Object.keys(requirements).sort(), ids.sort());
  });

  test('names tests that exist', () => {
    for (const [id, { file, title }] of Object.entries(requirements)) {
      assert.ok(
        readFileSync(new URL(file, root), 'utf8').includes(title),
        `${id}: ${file} holds no "${title}"`,
      );
    }
  });
});
