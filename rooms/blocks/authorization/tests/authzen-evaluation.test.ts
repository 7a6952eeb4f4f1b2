import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { type DecisionHub, runDecisions } from './authzen-hub.ts';

// The fixture of the working group's certification scenario (openid/authzen, certification/), as rules of our own.
const records = {
  name: 'certification',
  policies: [
    {
      id: 'everyone-reads',
      effect: 'permit',
      resourceType: 'record',
      actions: ['read'],
      conditions: [known()],
    },
    {
      id: 'alice-writes',
      effect: 'permit',
      resourceType: 'record',
      actions: ['write'],
      conditions: [isAlice(), { ...archived(), negated: true }],
    },
    {
      id: 'admin-writes-archived',
      effect: 'permit',
      resourceType: 'record',
      actions: ['write'],
      conditions: [{ attribute: 'subject.properties.role', operator: 'equals', value: 'admin' }, archived()],
    },
    {
      id: 'alice-deletes-softly',
      effect: 'permit',
      resourceType: 'record',
      actions: ['delete'],
      conditions: [isAlice(), { attribute: 'action.properties.soft', operator: 'equals', value: true }],
    },
  ],
};

function known() {
  return { attribute: 'subject.id', operator: 'in', value: ['alice', 'bob'] };
}
function isAlice() {
  return { attribute: 'subject.id', operator: 'equals', value: 'alice' };
}
function archived() {
  return { attribute: 'resource.properties.status', operator: 'equals', value: 'archived' };
}

const alice = { type: 'user', id: 'alice' };
const bob = { type: 'user', id: 'bob' };
const read = { name: 'read' };
const write = { name: 'write' };
const record1 = { type: 'record', id: 'record-1' };
const archivedRecord = { type: 'record', id: 'record-2', properties: { status: 'archived' } };
const admin = { ...bob, properties: { role: 'admin' } };
const permitted = { subject: alice, action: read, resource: record1 };

let pdp: DecisionHub;
before(async () => {
  pdp = await runDecisions();
  await pdp.add('policy-sets', records);
  await pdp.add('entities', { entity: alice });
  await pdp.add('entities', { entity: bob, properties: { role: 'admin' } });
  await pdp.add('entities', { entity: record1, properties: { status: 'active' } });
  await pdp.add('entities', {
    entity: { type: 'record', id: 'record-2' },
    properties: { status: 'archived' },
  });
});

describe('evaluation', () => {
  const cases: readonly (readonly [string, object, boolean])[] = [
    ['alice reads', permitted, true],
    ['alice writes', { ...permitted, action: write }, true],
    ['bob reads', { ...permitted, subject: bob }, true],
    ['bob does not write', { ...permitted, subject: bob, action: write }, false],
    ['nobody writes what is archived', { subject: alice, action: write, resource: archivedRecord }, false],
    ['an admin does', { subject: admin, action: write, resource: archivedRecord }, true],
    ['a soft delete', { ...permitted, action: { name: 'delete', properties: { soft: true } } }, true],
    ['no hard delete', { ...permitted, action: { name: 'delete', properties: { soft: false } } }, false],
    [
      'a context changes nothing',
      { ...permitted, context: { time: '2025-06-27T18:03-07:00', ip: '::1' } },
      true,
    ],
    ['unknown members are ignored', { ...permitted, foo: 'bår', futureField: { nested: true } }, true],
    [
      'additional properties are ignored',
      { ...permitted, subject: { ...alice, properties: { å: ['ä', { ö: 1 }] } } },
      true,
    ],
  ];
  for (const [name, body, expected] of cases) {
    test(name, async () => {
      const answer = await pdp.ask('evaluation', body);
      assert.equal(answer.status, 200, answer.text);
      assert.match(answer.headers.get('content-type') ?? '', /^application\/json/);
      assert.equal(answer.json.decision, expected, answer.text);
    });
  }

  test('a caller cannot change a registered attribute', async () => {
    const resource = { ...record1, properties: { status: 'archived' } };
    assert.equal(
      (await pdp.ask('evaluation', { subject: admin, action: write, resource })).json.decision,
      false,
    );
    const stranger = { type: 'user', id: 'cecilia', properties: { role: 'admin' } };
    const asked = { subject: stranger, action: write, resource: archivedRecord };
    assert.equal((await pdp.ask('evaluation', asked)).json.decision, true, 'unregistered ones are believed');
  });

  test('the reason names the rule, for administrators and for people', async () => {
    const yes = await pdp.ask('evaluation', permitted);
    assert.equal(yes.json.context.id, 'certification/everyone-reads');
    const no = await pdp.ask('evaluation', { subject: alice, action: write, resource: archivedRecord });
    assert.equal(no.json.context.id, 'missing-condition');
    assert.match(
      no.json.context.reason_admin.en,
      /certification\/alice-writes.*not resource\.properties\.status/,
    );
    assert.match(no.json.context.reason_user.sv, /är inte uppfyllda/);
    assert.doesNotMatch(no.text, /alice"|record-2/, 'nothing of the question is repeated');
  });
});

describe('a request that is wrong is 400 with a message', () => {
  const { subject, action, resource } = permitted;
  const cases: readonly (readonly [string, unknown])[] = [
    ['no subject', { action, resource }],
    ['no action', { subject, resource }],
    ['no resource', { subject, action }],
    ['subject without type', { ...permitted, subject: { id: 'alice' } }],
    ['subject without id', { ...permitted, subject: { type: 'user' } }],
    ['action without name', { ...permitted, action: {} }],
    ['resource without type', { ...permitted, resource: { id: 'record-1' } }],
    ['resource without id', { ...permitted, resource: { type: 'record' } }],
    ['subject is a string', { ...permitted, subject: 'alice' }],
    ['action.name is a number', { ...permitted, action: { name: 123 } }],
    ['properties is a list', { ...permitted, subject: { ...alice, properties: [] } }],
    ['on_behalf_of names no one', { ...permitted, context: { on_behalf_of: 'bob' } }],
    ['an empty id', { ...permitted, subject: { type: 'user', id: '' } }],
    ['a list', [permitted]],
    ['no JSON', '{"subject":'],
    ['no body', ''],
  ];
  for (const [name, body] of cases) {
    test(name, async () => {
      const answer = await pdp.ask('evaluation', body);
      assert.equal(answer.status, 400);
      assert.ok(answer.text.length > 10, 'says what to mend');
      assert.doesNotMatch(answer.text, /alice/);
    });
  }

  test('another media type, a body too large', async () => {
    const typed = await pdp.ask('evaluation', permitted, { 'content-type': 'text/plain' });
    assert.equal(typed.status, 400);
    const large = { ...permitted, context: { å: 'ä'.repeat(70_000) } };
    assert.equal((await pdp.ask('evaluation', large)).status, 400);
  });

  test('a body that is nested without end', async () => {
    const deep = `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`;
    const body = JSON.stringify({ ...permitted, context: {} }).replace('"context":{}', `"context":${deep}`);
    for (const path of ['evaluation', 'evaluations', 'search/action', 'search/subject', 'search/resource']) {
      const answer = await pdp.ask(path, body);
      assert.deepEqual([answer.status, answer.text], [400, 'The body is nested too deeply.'], path);
    }
    const batch = `{"evaluations":[${body}]}`;
    assert.equal((await pdp.ask('evaluations', batch)).status, 400);
    const rule = JSON.stringify({ entity: alice, properties: {} }).replace('{}', deep);
    const registered = await pdp.call('POST', '/access-policy/v1/entities', rule);
    assert.deepEqual(
      [registered.status, registered.json.type],
      [422, 'urn:ena:problem:access-policy:bad-rule'],
    );
  });

  test('no token is 401 with a challenge, a token without the scope 403', async () => {
    const url = `${pdp.hub.url}/access/v1/evaluation`;
    const body = JSON.stringify(permitted);
    const headers = { 'content-type': 'application/json' };
    const unnamed = await fetch(url, { method: 'POST', headers, body });
    assert.equal(unnamed.status, 401);
    assert.match(unnamed.headers.get('www-authenticate') ?? '', /^Bearer realm="/);
    assert.ok((await unnamed.text()).length > 10);
    const authorization = `Bearer ${await pdp.hub.accessToken(['access-policy:read'])}`;
    const scopeless = await fetch(url, { method: 'POST', headers: { ...headers, authorization }, body });
    assert.equal(scopeless.status, 403);
  });
});

describe('X-Request-ID', () => {
  test('an answer carries the one that was sent, whatever it is', async () => {
    for (const id of ['bfe9eb29-ab87-4ca3-be83-a1d5d8305716', 'question no 1 (a)', '=/"']) {
      const answer = await pdp.ask('evaluation', permitted, { 'x-request-id': id });
      assert.equal(answer.headers.get('x-request-id'), id);
    }
    const search = await pdp.ask(
      'search/action',
      { subject: alice, resource: record1 },
      { 'x-request-id': 'a b' },
    );
    assert.equal(search.headers.get('x-request-id'), 'a b');
  });

  test('a refusal carries it where it is of the usual form', async () => {
    const usual = await pdp.ask('evaluation', {}, { 'x-request-id': 'fraga-17' });
    assert.deepEqual([usual.status, usual.headers.get('x-request-id')], [400, 'fraga-17']);
    const strange = await pdp.ask('evaluation', {}, { 'x-request-id': 'a b' });
    assert.notEqual(strange.headers.get('x-request-id'), 'a b');
  });

  test('without one there is one of ours', async () => {
    assert.ok((await pdp.ask('evaluation', permitted)).headers.get('x-request-id'));
  });
});

describe('evaluations', () => {
  const decisions = async (body: object) => {
    const answer = await pdp.ask('evaluations', body);
    assert.equal(answer.status, 200, answer.text);
    assert.equal('decision' in answer.json, false, 'no decision at the top');
    return answer.json.evaluations.map(({ decision }: { decision: boolean }) => decision);
  };

  test('an item takes what it lacks from the top, whole', async () => {
    const archivedOnly = { evaluations: [{}, { resource: archivedRecord }], ...permitted, action: write };
    assert.deepEqual(await decisions(archivedOnly), [true, false]);
    const bySubject = {
      action: write,
      resource: archivedRecord,
      evaluations: [{ subject: alice }, { subject: admin }],
    };
    assert.deepEqual(await decisions(bySubject), [false, true]);
    const byAction = { subject: bob, resource: record1, evaluations: [{ action: read }, { action: write }] };
    assert.deepEqual(await decisions(byAction), [true, false]);
  });

  test('items may be whole by themselves', async () => {
    const evaluations = [permitted, { ...permitted, subject: bob, action: write }];
    assert.deepEqual(await decisions({ evaluations }), [true, false]);
  });

  test('a faulty item is a denial that says why, and the others stand', async () => {
    const body = {
      subject: alice,
      action: read,
      evaluations: [{ resource: record1 }, {}, { resource: 'x' }],
    };
    const answer = await pdp.ask('evaluations', body);
    assert.deepEqual(
      answer.json.evaluations.map(({ decision }: { decision: boolean }) => decision),
      [true, false, false],
    );
    assert.equal(answer.json.evaluations[1].context.error.status, 400);
    assert.match(answer.json.evaluations[1].context.error.message, /resource/);
  });

  test('the three semantics: all, up to the first denial, up to the first permit', async () => {
    const evaluations = [{ action: read }, { action: write }, { action: read }];
    const asBob = (semantic?: string) => ({
      subject: bob,
      resource: record1,
      evaluations,
      ...(semantic === undefined ? {} : { options: { evaluations_semantic: semantic } }),
    });
    assert.deepEqual(await decisions(asBob()), [true, false, true]);
    assert.deepEqual(await decisions(asBob('execute_all')), [true, false, true]);
    assert.deepEqual(await decisions(asBob('deny_on_first_deny')), [true, false]);
    assert.deepEqual(await decisions(asBob('permit_on_first_permit')), [true]);
    const faultyFirst = { ...asBob('deny_on_first_deny'), evaluations: [{ action: 1 }, { action: read }] };
    assert.deepEqual(await decisions(faultyFirst), [false]);
    assert.equal((await pdp.ask('evaluations', asBob('guess'))).status, 400);
  });

  test('without items it is a single evaluation', async () => {
    for (const body of [permitted, { ...permitted, evaluations: [] }]) {
      const answer = await pdp.ask('evaluations', body);
      assert.equal(answer.json.decision, true);
      assert.equal('evaluations' in answer.json, false);
    }
    assert.equal((await pdp.ask('evaluations', { subject: alice })).status, 400);
    assert.equal((await pdp.ask('evaluations', { ...permitted, evaluations: 'x' })).status, 400);
    const tooMany = { ...permitted, evaluations: Array.from({ length: 1001 }, () => ({})) };
    assert.equal((await pdp.ask('evaluations', tooMany)).status, 400);
  });
});

test('metadata names every endpoint under the address it was asked at', async () => {
  const answer = await pdp.call('GET', '/.well-known/authzen-configuration');
  const { url } = pdp.hub;
  assert.match(answer.headers.get('content-type') ?? '', /^application\/json/);
  assert.deepEqual(answer.json, {
    policy_decision_point: url,
    access_evaluation_endpoint: `${url}/access/v1/evaluation`,
    access_evaluations_endpoint: `${url}/access/v1/evaluations`,
    search_subject_endpoint: `${url}/access/v1/search/subject`,
    search_resource_endpoint: `${url}/access/v1/search/resource`,
    search_action_endpoint: `${url}/access/v1/search/action`,
  });
});
