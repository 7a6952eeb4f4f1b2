import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { createRuleBook } from '../use-cases/decide/rule-book.ts';
import { type DecisionHub, runDecisions } from './authzen-hub.ts';

const grant = {
  subject: { type: 'organisation', id: '2120000829' },
  resource: { type: 'service', id: '2021000225/ärende' },
  operations: [{ action: 'läsa' }],
  validFrom: '2026-01-01T00:00:00+01:00',
  agreement: 'Överenskommelse 17',
};
const asked = { subject: grant.subject, action: { name: 'läsa' }, resource: grant.resource };
const path = '/access-policy/v1/grants';

let pdp: DecisionHub;
before(async () => {
  pdp = await runDecisions();
});

const decision = async () => (await pdp.ask('evaluation', asked)).json.decision;

describe('a rule', () => {
  test('is decided by at once when it is added, changed and removed', async () => {
    assert.equal(await decision(), false);
    const made = await pdp.call('POST', path, grant);
    assert.equal(made.status, 201);
    assert.equal(made.headers.get('location'), `${path}/${made.json.id}`);
    assert.equal(made.headers.get('etag'), '"1"');
    assert.equal(await decision(), true);

    const one = `${path}/${made.json.id}`;
    const same = await pdp.call('GET', one, undefined, { 'if-none-match': '"1"' });
    assert.deepEqual([same.status, same.text], [304, '']);
    const ended = { ...grant, validTo: '2026-02-01T00:00:00+01:00' };
    const changed = await pdp.call('PUT', one, ended, { 'if-match': '"1"' });
    assert.deepEqual([changed.status, changed.headers.get('etag')], [200, '"2"']);
    assert.equal(await decision(), false);
    await pdp.call('PUT', one, grant, { 'if-match': '"2"' });
    assert.equal(await decision(), true);
    assert.equal((await pdp.call('DELETE', one, undefined, { 'if-match': '"3"' })).status, 204);
    assert.equal(await decision(), false);
    assert.equal((await pdp.call('GET', one)).status, 404);
  });

  test('keeps its versions: what it said, when and by whom', async () => {
    const made = await pdp.call('POST', path, grant);
    const one = `${path}/${made.json.id}`;
    await pdp.call('PUT', one, { ...grant, agreement: 'Överenskommelse 18' }, { 'if-match': '"1"' });
    await pdp.call('DELETE', one, undefined, { 'if-match': '"2"' });
    const { json } = await pdp.call('GET', `${one}/versions`);
    const told = json.items.map((item: { version: number; change: string }) => [item.version, item.change]);
    assert.deepEqual(told, [
      [3, 'removed'],
      [2, 'replaced'],
      [1, 'made'],
    ]);
    assert.equal(json.items[2].rule.agreement, 'Överenskommelse 17');
    assert.match(json.items[2].changedBy, /^client:test-client-/);
    assert.equal(json._meta.totalRecords, 3);
  });

  test('is changed only by whoever has seen its version', async () => {
    const { json } = await pdp.call('POST', path, grant);
    const one = `${path}/${json.id}`;
    assert.equal((await pdp.call('PUT', one, grant)).status, 428);
    assert.equal((await pdp.call('DELETE', one, undefined, { 'if-match': '*' })).status, 428);
    assert.equal((await pdp.call('PUT', one, grant, { 'if-match': '"7"' })).status, 412);
    assert.equal((await pdp.call('DELETE', one, undefined, { 'if-match': '"7"' })).status, 412);
    assert.equal(
      (await pdp.call('DELETE', `${path}/grant_none`, undefined, { 'if-match': '"1"' })).status,
      404,
    );
    const racing = ['å', 'ä', 'ö'].map((agreement) =>
      pdp.call('PUT', one, { ...grant, agreement }, { 'if-match': '"1"' }),
    );
    const statuses = (await Promise.all(racing)).map(({ status }) => status).sort();
    assert.deepEqual(statuses, [200, 412, 412]);
  });

  test('is made once for one idempotency key', async () => {
    const headers = { 'idempotency-key': 'nyckel-1' };
    const [first, again] = [
      await pdp.call('POST', path, grant, headers),
      await pdp.call('POST', path, grant, headers),
    ];
    assert.deepEqual([first.status, again.status, again.json.id], [201, 201, first.json.id]);
    const other = await pdp.call('POST', path, { ...grant, agreement: 'Ö' }, headers);
    assert.equal(other.status, 422);
    assert.equal(other.json.type, 'urn:ena:problem:access-policy:idempotency-key-reused');
    assert.equal((await pdp.call('POST', path, grant, { 'idempotency-key': 'a b' })).status, 400);
  });
});

describe('a rule that contradicts itself is refused', () => {
  const bad: readonly (readonly [string, string, object])[] = [
    ['a grant that ends before it begins', 'grants', { ...grant, validTo: '2025-01-01T00:00:00Z' }],
    ['a path that is no template', 'grants', { ...grant, operations: [{ action: 'GET', path: '/a/{..}' }] }],
    ['two policies of one id', 'policy-sets', { name: 'dubbel', policies: [policy('a'), policy('a')] }],
    ['a role that includes itself', 'roles', { name: 'å', includes: ['å'] }],
    ['an entity in itself', 'entities', { entity: grant.subject, memberOf: [grant.subject] }],
    ['an entity id that is no URL', 'entities', { entity: grant.subject, properties: { entityId: 'x' } }],
  ];
  for (const [name, collection, rule] of bad) {
    test(name, async () => {
      const answer = await pdp.call('POST', `/access-policy/v1/${collection}`, rule);
      assert.equal(answer.status, 422, answer.text);
      assert.equal(answer.json.type, 'urn:ena:problem:access-policy:bad-rule');
    });
  }

  const misshapen: readonly (readonly [string, string, object])[] = [
    ['an unknown operator', 'policy-sets', { name: 'x', policies: [policy('a', { operator: 'matches' })] }],
    [
      'an attribute of nothing',
      'policy-sets',
      { name: 'x', policies: [policy('a', { attribute: 'owner' })] },
    ],
    ['no effect', 'policy-sets', { name: 'x', policies: [{ id: 'a' }] }],
    ['a misspelt member', 'grants', { ...grant, purpose: ['handläggning'] }],
    ['an empty list of purposes', 'grants', { ...grant, purposes: [] }],
    ['a time without offset', 'grants', { ...grant, validFrom: '2026-01-01T00:00:00' }],
    ['a character that cannot be stored', 'roles', { name: 'a\u0000b' }],
  ];
  for (const [name, collection, rule] of misshapen) {
    test(name, async () => {
      const answer = await pdp.call('POST', `/access-policy/v1/${collection}`, rule);
      assert.equal(answer.status, 422, answer.text);
    });
  }
});

function policy(id: string, change: object = {}) {
  const condition = { attribute: 'subject.id', operator: 'equals', value: 'å', ...change };
  return { id, effect: 'permit', conditions: [condition] };
}

test('a name is taken once, and stays', async () => {
  const role = { name: 'handläggare', permissions: [{ resourceType: 'ärende', actions: ['ändra'] }] };
  const made = await pdp.call('POST', '/access-policy/v1/roles', role);
  assert.equal(made.status, 201);
  assert.equal((await pdp.call('POST', '/access-policy/v1/roles', role)).status, 409);
  const renamed = { ...role, name: 'chef' };
  const put = await pdp.call('PUT', `/access-policy/v1/roles/${made.json.id}`, renamed, {
    'if-match': '"1"',
  });
  assert.deepEqual([put.status, put.json.type], [409, 'urn:ena:problem:access-policy:name-fixed']);
});

test('every form of a policy comes back as it was sent', async () => {
  const conditions = [
    {
      attribute: 'subject.properties.department',
      operator: 'equals',
      other: 'resource.properties.department',
    },
    { attribute: 'context.time', operator: 'after', value: '2026-01-01T00:00:00Z', negated: true },
    { attribute: 'action.properties.soft', operator: 'exists' },
    { anyOf: [{ role: 'chef' }, { relation: 'ägare', negated: true }, { trustMark: 'https://å.example' }] },
  ];
  const set = {
    name: 'former',
    description: 'Åtkomst',
    policies: [
      {
        id: 'allt',
        effect: 'deny',
        subjectType: 'user',
        resourceType: 'record',
        actions: ['view'],
        conditions,
        userReason: { sv: 'Nej.', en: 'No.' },
      },
    ],
    resourceTypes: [{ type: 'record', actions: ['view'] }],
  };
  const id = await pdp.add('policy-sets', set);
  const {
    id: _id,
    version,
    changedAt,
    changedBy,
    ...rest
  } = (await pdp.call('GET', `/access-policy/v1/policy-sets/${id}`)).json;
  assert.deepEqual(rest, set);
  assert.equal(version, 1);
  assert.match(`${changedAt} ${changedBy}`, /^2026-11-22T11:00:00\.000Z client:/);
});

test('an entity is found by a body, never by a URL, and its history does not tell what it was', async () => {
  const entity = { type: 'person', id: '191212121212' };
  const made = await pdp.call('POST', '/access-policy/v1/entities', {
    entity,
    properties: { name: 'Tolvan' },
  });
  assert.equal(made.status, 201, made.text);
  assert.doesNotMatch(`${made.headers.get('location')} ${made.json.id}`, /1912/);
  const found = await pdp.call('POST', '/access-policy/v1/entities/lookup', { entity });
  assert.equal(found.json.id, made.json.id);
  const versions = await pdp.call('GET', `/access-policy/v1/entities/${made.json.id}/versions`);
  assert.equal(versions.text.includes('Tolvan'), false);
  const other = { entity: { type: 'person', id: '191212121212x' } };
  const missing = await pdp.call('POST', '/access-policy/v1/entities/lookup', other);
  assert.equal(missing.status, 404);
  assert.equal(missing.text.includes('1912'), false);
  const doubled = await pdp.call('POST', '/access-policy/v1/entities', { entity });
  assert.equal(doubled.status, 409);
  assert.equal(doubled.text.includes('1912'), false);
});

test('rules are listed by pages', async () => {
  const { json } = await pdp.call('GET', `${path}?limit=1&page=1`);
  assert.equal(json.items.length, 1);
  assert.ok(json._meta.totalRecords > 1);
  assert.equal(json._links.next.href, `${path}?limit=1&page=2`);
});

test('reading takes one scope, writing another', async () => {
  const url = `${pdp.hub.url}${path}`;
  const authorization = `Bearer ${await pdp.hub.accessToken(['access-policy:read', 'access:evaluate'])}`;
  const headers = { authorization, 'content-type': 'application/json' };
  assert.equal((await fetch(url, { headers })).status, 200);
  assert.equal((await fetch(url, { method: 'POST', headers, body: JSON.stringify(grant) })).status, 403);
});

test('another process learns of a rule, and of its end, when it reads again', async () => {
  const { store } = pdp.decisions.tools.keeper;
  const other = createRuleBook(store);
  await other.refresh();
  const before = other.index.size;
  assert.equal(before, pdp.decisions.tools.judge.rules.size);
  const made = await pdp.call('POST', path, grant);
  await other.refresh();
  assert.equal(other.index.size, before + 1);
  await pdp.call('DELETE', `${path}/${made.json.id}`, undefined, { 'if-match': '"1"' });
  await Promise.all([other.refresh(), other.refresh()]);
  assert.equal(other.index.size, before);
});
