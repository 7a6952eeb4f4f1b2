// A started hub and the questions of the certification of AuthZEN Authorization API 1.0, over rules of our own.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { DecisionPoint } from '../authzen/decision-point.ts';

type Json = Readonly<Record<string, unknown>>;

const alice = { type: 'user', id: 'alice' };
const bob = { type: 'user', id: 'bob' };
const admin = { ...bob, properties: { role: 'admin' } };
const [read, write] = [{ name: 'read' }, { name: 'write' }];
const record = { type: 'record', id: 'record-1' };
const archived = { type: 'record', id: 'record-2', properties: { status: 'archived' } };
const isArchived = { attribute: 'resource.properties.status', operator: 'equals', value: 'archived' };
const isAlice = { attribute: 'subject.id', operator: 'equals', value: 'alice' };

function permit(id: string, action: string, conditions: readonly object[]): object {
  return { id, effect: 'permit', subjectType: 'user', resourceType: 'record', actions: [action], conditions };
}

const rules = {
  name: 'certification',
  policies: [
    permit('known-read', 'read', [{ attribute: 'subject.id', operator: 'in', value: ['alice', 'bob'] }]),
    permit('alice-writes', 'write', [isAlice, { ...isArchived, negated: true }]),
    permit('admin-writes-archived', 'write', [
      { attribute: 'subject.properties.role', operator: 'equals', value: 'admin' },
      isArchived,
    ]),
  ],
};

/** A question of each endpoint that is right, and what the answer must hold. */
const right: readonly (readonly [string, Json, (json: Json) => boolean])[] = [
  ['evaluation', { subject: alice, action: read, resource: record }, ({ decision }) => decision === true],
  [
    'evaluations',
    { subject: bob, resource: record, evaluations: [{ action: read }, { action: write }] },
    ({ evaluations }) => `${(evaluations as Json[]).map(({ decision }) => decision)}` === 'true,false',
  ],
  ['search/subject', { subject: { type: 'user' }, action: read, resource: record }, finds('alice', 'bob')],
  ['search/resource', { subject: alice, action: read, resource: { type: 'record' } }, finds('record-1')],
  ['search/action', { subject: alice, resource: record }, finds('read', 'write')],
];

const pdp = new DecisionPoint();

before(async () => {
  await pdp.start();
  await pdp.add('policy-sets', rules);
  await pdp.add('entities', { entity: alice });
  await pdp.add('entities', { entity: bob, properties: { role: 'admin' } });
  await pdp.add('entities', { entity: record, properties: { status: 'active' } });
  const { properties, ...entity } = archived;
  await pdp.add('entities', { entity, properties });
});
after(() => pdp.stop());

function found(json: Json): readonly string[] {
  return (json.results as { id?: string; name?: string }[]).map(({ id, name }) => id ?? name ?? '');
}

function finds(...names: readonly string[]) {
  return (json: Json) => names.every((name) => found(json).includes(name));
}

async function holds(
  path: string,
  body: unknown,
  judge: (json: Json) => boolean,
  headers = {},
): Promise<void> {
  const { status, text, json } = await pdp.ask(path, body, headers);
  assert.equal(status, 200, text);
  assert.ok(judge(json as Json), `${path} ${text}`);
}

describe('each of the five endpoints', () => {
  it('refuses GET and PUT', async () => {
    for (const [path, body] of right) {
      assert.equal((await pdp.call('GET', `/access/v1/${path}`)).status, 405, path);
      assert.equal((await pdp.call('PUT', `/access/v1/${path}`, body)).status, 405, path);
    }
  });

  it('answers 400 to a list, to broken JSON and to nothing', async () => {
    for (const [path, body] of right) {
      for (const wrong of [[body], '{"subject":', ''])
        assert.equal((await pdp.ask(path, wrong)).status, 400, path);
    }
  });

  it('refuses another media type, and takes JSON with a charset', async () => {
    for (const [path, body, judge] of right) {
      const { status } = await pdp.ask(path, body, { 'content-type': 'text/plain' });
      assert.ok(status === 400 || status === 415, `${path} ${status}`);
      await holds(path, body, judge, { 'content-type': 'application/json; charset=utf-8' });
    }
  });

  it('answers the same question alike each time', async () => {
    for (const [path, body] of right) {
      const answers = [await pdp.ask(path, body), await pdp.ask(path, body), await pdp.ask(path, body)];
      assert.equal(new Set(answers.map(({ text }) => text)).size, 1, path);
      assert.equal(answers[0]?.status, 200);
    }
  });

  it('ignores members that nobody knows, at the top and inside, and takes a context', async () => {
    for (const [path, body, judge] of right) {
      const inside = ['subject', 'action', 'resource'].filter((name) => name in body);
      const more = inside.map((name) => [name, { ...(body[name] as object), customAttr: 'å' }]);
      const odd = { foo: 'bår', futureField: { nested: [1] }, context: { time: '2026-11-22T12:00:00Z' } };
      await holds(path, { ...body, ...Object.fromEntries(more), ...odd }, judge);
    }
  });
});

describe('one of many questions', () => {
  it('overrides what stands at the top, and takes the rest and the context from there', async () => {
    const context = { time: '2026-11-22T12:00:00Z' };
    const evaluations = [{ action: read }, { action: read, context: {} }, {}];
    const body = { subject: bob, action: write, resource: record, context, evaluations };
    const { json } = await pdp.ask('evaluations', body);
    const decisions = json.evaluations.map(({ decision }: { decision: boolean }) => decision);
    assert.deepEqual(decisions, [true, true, false]);
  });
});

describe('a question that lacks something is answered 400', () => {
  const type = { type: 'record' };
  const lacking: readonly (readonly [string, string, Json])[] = [
    ['search/subject', 'no action', { subject: { type: 'user' }, resource: record }],
    ['search/subject', 'an action without name', { subject: { type: 'user' }, action: {}, resource: record }],
    ['search/subject', 'an action as text', { subject: { type: 'user' }, action: 'read', resource: record }],
    ['search/subject', 'no resource', { subject: { type: 'user' }, action: read }],
    ['search/subject', 'a resource without id', { subject: { type: 'user' }, action: read, resource: type }],
    [
      'search/subject',
      'a resource without type',
      { subject: { type: 'user' }, action: read, resource: { id: 'record-1' } },
    ],
    ['search/subject', 'a subject without type', { subject: {}, action: read, resource: record }],
    ['search/resource', 'no subject', { action: read, resource: type }],
    ['search/resource', 'a subject without id', { subject: { type: 'user' }, action: read, resource: type }],
    ['search/resource', 'no resource', { subject: alice, action: read }],
    ['search/resource', 'a resource without type', { subject: alice, action: read, resource: {} }],
    ['search/resource', 'no action', { subject: alice, resource: type }],
    ['search/resource', 'an action without name', { subject: alice, action: {}, resource: type }],
    ['search/action', 'no resource', { subject: alice }],
    ['search/action', 'a resource without id', { subject: alice, resource: type }],
    ['search/action', 'a resource without type', { subject: alice, resource: { id: 'record-1' } }],
    ['search/action', 'no subject', { resource: record }],
    ['search/action', 'a subject without id', { subject: { type: 'user' }, resource: record }],
    ['search/action', 'a subject without type', { subject: { id: 'alice' }, resource: record }],
    ['search/action', 'a subject as text', { subject: 'alice', resource: record }],
  ];
  for (const [path, what, body] of lacking) {
    it(`${path}: ${what}`, async () => {
      const { status, text } = await pdp.ask(path, body);
      assert.equal(status, 400, text);
      assert.ok(text.length > 10);
    });
  }
});

describe('a search', () => {
  it('goes by properties of subject and resource', async () => {
    const subjects = { subject: { type: 'user' }, action: write, resource: archived };
    await holds('search/subject', subjects, (json) => found(json).join() === 'bob');
    const resources = { subject: admin, action: write, resource: { type: 'record' } };
    await holds('search/resource', resources, (json) => found(json).join() === 'record-2');
    await holds('search/action', { subject: admin, resource: archived }, finds('read', 'write'));
  });

  it('takes no notice of an id or an action of what is sought', async () => {
    const [, , subjects, resources, actions] = right.map(([, body]) => body);
    await holds('search/subject', { ...subjects, subject: alice }, finds('alice', 'bob'));
    await holds('search/resource', { ...resources, resource: archived }, finds('record-1'));
    await holds('search/action', { ...actions, action: { name: 'read' } }, finds('read', 'write'));
  });

  it('of a type or of someone that nobody knows finds nothing', async () => {
    const nothing = (json: Json) => found(json).length === 0;
    await holds(
      'search/subject',
      { subject: { type: 'rymdskepp' }, action: read, resource: record },
      nothing,
    );
    await holds('search/action', { subject: { type: 'user', id: 'ingen' }, resource: record }, nothing);
  });

  it('goes page by page, whatever else stands in the page', async () => {
    const [, , body] = right.map(([, one]) => one);
    const seen: string[] = [];
    let page: Json = { limit: 1, customAttr: 'å' };
    for (let calls = 0; calls < 5; calls += 1) {
      const { json, text } = await pdp.ask('search/subject', { ...body, page });
      assert.ok(json, text);
      seen.push(...found(json));
      if (json.page.next_token === '') break;
      page = { ...page, token: json.page.next_token };
    }
    assert.deepEqual(seen.sort(), ['alice', 'bob']);
  });
});
