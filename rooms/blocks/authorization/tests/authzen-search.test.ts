import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { type DecisionHub, runDecisions } from './authzen-hub.ts';

const alice = { type: 'user', id: 'alice' };
const records = Array.from({ length: 25 }, (_, i) => `post-${String(i + 1).padStart(2, '0')}`);

let pdp: DecisionHub;
before(async () => {
  pdp = await runDecisions();
  await pdp.add('policy-sets', {
    name: 'poster',
    policies: [
      {
        id: 'owner-does-all',
        effect: 'permit',
        resourceType: 'record',
        actions: ['view', 'edit', 'delete'],
        conditions: [{ relation: 'owner' }],
      },
      {
        id: 'no-delete',
        effect: 'deny',
        resourceType: 'record',
        actions: ['delete'],
        conditions: [locked()],
      },
    ],
    resourceTypes: [{ type: 'record', actions: ['print'] }],
  });
  const relations = records.map((id) => ({ relation: 'owner', object: { type: 'record', id } }));
  await pdp.add('entities', { entity: alice, relations: relations.slice(0, 20) });
  await pdp.add('entities', { entity: { type: 'user', id: 'östen' }, relations: relations.slice(15) });
  for (const id of records) {
    await pdp.add('entities', { entity: { type: 'record', id }, properties: { locked: id === 'post-01' } });
  }
});

function locked() {
  return { attribute: 'resource.properties.locked', operator: 'equals', value: true };
}

const edit = { subject: alice, action: { name: 'edit' }, resource: { type: 'record' } };

describe('search', () => {
  test('subjects, resources and actions', async () => {
    const who = await pdp.ask('search/subject', {
      subject: { type: 'user' },
      action: { name: 'view' },
      resource: { type: 'record', id: 'post-17' },
    });
    assert.deepEqual(who.json, { results: [alice, { type: 'user', id: 'östen' }] });
    const what = await pdp.ask('search/resource', edit);
    assert.deepEqual(
      what.json.results.map(({ id }: { id: string }) => id),
      records.slice(0, 20),
    );
    const how = await pdp.ask('search/action', {
      subject: alice,
      resource: { type: 'record', id: 'post-02' },
    });
    assert.deepEqual(how.json, { results: [{ name: 'view' }, { name: 'edit' }, { name: 'delete' }] });
    const lockedOne = { subject: alice, resource: { type: 'record', id: 'post-01' } };
    assert.deepEqual((await pdp.ask('search/action', lockedOne)).json.results, [
      { name: 'view' },
      { name: 'edit' },
    ]);
  });

  test('every result is permitted, and everything permitted is a result', async () => {
    const found = new Set(
      (await pdp.ask('search/resource', edit)).json.results.map(({ id }: { id: string }) => id),
    );
    for (const id of records) {
      const { json } = await pdp.ask('evaluation', { ...edit, resource: { type: 'record', id } });
      assert.equal(json.decision, found.has(id), id);
    }
  });

  test('the id of what is sought is ignored', async () => {
    const plain = await pdp.ask('search/resource', edit);
    for (const id of ['post-03', 17]) {
      const given = await pdp.ask('search/resource', { ...edit, resource: { type: 'record', id } });
      assert.deepEqual(given.json, plain.json);
    }
    const action = { subject: alice, resource: { type: 'record', id: 'post-02' }, action: { name: 'view' } };
    assert.equal((await pdp.ask('search/action', action)).json.results.length, 3);
  });

  test('nobody, nothing and no type of that name are empty results', async () => {
    const stranger = { subject: { type: 'user', id: 'ingen' }, resource: { type: 'record', id: 'post-01' } };
    assert.deepEqual((await pdp.ask('search/action', stranger)).json, { results: [] });
    const spaceships = {
      ...edit,
      subject: { type: 'spaceship' },
      resource: { type: 'record', id: 'post-01' },
    };
    assert.deepEqual((await pdp.ask('search/subject', spaceships)).json, { results: [] });
    assert.deepEqual((await pdp.ask('search/resource', { ...edit, resource: { type: 'skepp' } })).json, {
      results: [],
    });
  });

  test('what is missing is 400', async () => {
    const resource = { type: 'record', id: 'post-01' };
    assert.equal((await pdp.ask('search/subject', { subject: { type: 'user' }, resource })).status, 400);
    assert.equal((await pdp.ask('search/subject', { ...edit, subject: { type: 'user' } })).status, 400);
    assert.equal((await pdp.ask('search/resource', { ...edit, subject: { type: 'user' } })).status, 400);
    assert.equal((await pdp.ask('search/resource', { action: edit.action, resource })).status, 400);
    assert.equal((await pdp.ask('search/action', { subject: alice })).status, 400);
    assert.equal((await pdp.ask('search/action', { subject: { type: 'user' }, resource })).status, 400);
    assert.equal((await pdp.ask('search/resource', { ...edit, page: { limit: -1 } })).status, 400);
  });
});

describe('pages', () => {
  test('go through all results once, `page` first and an empty token last', async () => {
    const seen: string[] = [];
    let page: { limit: number; token?: string } = { limit: 7 };
    const sizes: number[] = [];
    for (let calls = 0; calls < 10; calls += 1) {
      const answer = await pdp.ask('search/resource', { ...edit, page });
      assert.equal(Object.keys(answer.json)[0], 'page');
      seen.push(...answer.json.results.map(({ id }: { id: string }) => id));
      sizes.push(answer.json.page.count);
      if (answer.json.page.next_token === '') break;
      page = { limit: 7, token: answer.json.page.next_token };
    }
    assert.deepEqual(seen, records.slice(0, 20));
    assert.deepEqual(sizes.slice(0, 2), [7, 7]);
  });

  test('a token goes with the request it came from, in whatever order its members stand', async () => {
    const first = await pdp.ask('search/resource', { ...edit, page: { limit: 5 } });
    const token = first.json.page.next_token;
    const { action, subject, resource } = edit;
    const turned = { page: { token, limit: 5 }, resource, action, subject };
    assert.equal((await pdp.ask('search/resource', turned)).json.results[0].id, 'post-06');
    const others = [
      { ...edit, action: { name: 'view' }, page: { limit: 5, token } },
      { ...edit, subject: { type: 'user', id: 'östen' }, page: { limit: 5, token } },
      { ...edit, context: { å: 1 }, page: { limit: 5, token } },
      { ...edit, page: { limit: 6, token } },
    ];
    for (const other of others) {
      const answer = await pdp.ask('search/resource', other);
      assert.equal(answer.status, 400);
      assert.match(answer.text, /belongs to another request/);
    }
    for (const broken of ['', 'x', 'bnVsbA', Buffer.from('["a"]').toString('base64url')]) {
      assert.equal((await pdp.ask('search/resource', { ...edit, page: { token: broken } })).status, 400);
    }
  });

  test('a position outlives the removal and the addition of others', async () => {
    const first = await pdp.ask('search/resource', { ...edit, page: { limit: 5 } });
    await pdp.add('entities', { entity: { type: 'record', id: 'post-03b' } });
    const next = await pdp.ask('search/resource', {
      ...edit,
      page: { limit: 5, token: first.json.page.next_token },
    });
    assert.equal(next.json.results[0].id, 'post-06');
  });

  test('a limit of none finds none and stays where it is', async () => {
    const answer = await pdp.ask('search/resource', { ...edit, page: { limit: 0 } });
    assert.deepEqual(answer.json.results, []);
    assert.notEqual(answer.json.page.next_token, '');
  });

  test('actions go by pages too', async () => {
    const asked = { subject: alice, resource: { type: 'record', id: 'post-02' } };
    const first = await pdp.ask('search/action', { ...asked, page: { limit: 2 } });
    assert.deepEqual(first.json.results, [{ name: 'view' }, { name: 'edit' }]);
    const token = first.json.page.next_token;
    const next = await pdp.ask('search/action', { ...asked, page: { limit: 2, token } });
    assert.deepEqual(next.json.results, [{ name: 'delete' }]);
  });
});
