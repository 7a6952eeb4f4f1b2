import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { systemClock } from '@ena/kernel/time.ts';
import { startTestHub, type TestHub } from '@ena/testkit/hub.ts';
import { minaArenden } from '../room.ts';
import { neighbours } from './neighbours.ts';
import { startReceiver } from './receiver.ts';
import { type Answer, event } from './running-room.ts';

const kommun = '2120000829';
const path = '/cases/v1/subscriptions';
const all = '/cases/v1/all-subscriptions';

let hub: TestHub;
let key: string;

before(async () => {
  const configuration = {
    [minaArenden.id]: {
      sandboxCases: false,
      deliveryPauses: [],
      deliverySeconds: 5,
      deliveryPollSeconds: 60,
    },
  };
  hub = await startTestHub({ rooms: [...neighbours(), minaArenden], clock: systemClock, configuration });
  const producer = { id: 'testkommunen', prefix: 'TESTKOP', name: 'Testköping', organisation: kommun };
  key = (await call('POST', '/cases/v1/producers', hub.operatorToken, producer)).json.loadKey;
});

async function call(method: string, at: string, token: string, body?: unknown): Promise<Answer> {
  const answer = await fetch(`${hub.url}${at}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    body: body === undefined ? null : JSON.stringify(body),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, json: text === '' ? undefined : JSON.parse(text) };
}

async function load(id: string): Promise<void> {
  const loaded = await call('POST', '/cases/v1/producers/testkommunen/events', key, [event(id)]);
  assert.equal(loaded.status, 201);
}

/** A client of the municipality of that name, and its token. */
async function client(id: string, scopes = ['cases:follow']): Promise<string> {
  const made = await call('POST', '/admin/v1/clients', hub.operatorToken, {
    id,
    organisation: kommun,
    scopes,
  });
  const answer = await fetch(`${hub.url}/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: id,
      client_secret: made.json.secret,
    }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}

/** Asks until it is so, seldom enough for the limit of calls. */
async function until<Value>(ask: () => Promise<Value>, is: (value: Value) => boolean): Promise<Value> {
  for (;;) {
    const value = await ask();
    if (is(value)) return value;
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
}

const slug = ({ status, json }: Answer) => [status, String(json.type).split(':').at(-1)];

async function subscribe(url: string, token: string): Promise<string> {
  const made = await call('POST', path, token, { url, about: 'own-producer' });
  assert.equal(made.status, 201);
  return made.json.id;
}

test('nothing is sent for a client that is gone, until another of its organisation goes on with it', async () => {
  const [going, staying] = [await client('system-a'), await client('system-b')];
  const [receiver, watcher] = [await startReceiver(), await startReceiver()];
  const id = await subscribe(receiver.url, going);
  const other = await subscribe(watcher.url, staying);
  await load('1');
  await receiver.call(0);
  await watcher.call(0);
  assert.equal((await call('DELETE', '/admin/v1/clients/system-a', hub.operatorToken)).status, 204);
  await load('2');
  const { json: held } = await until(
    () => call('GET', `${path}/${id}`, staying),
    ({ json }) => json.problem !== undefined,
  );
  assert.deepEqual(
    [held.problem, held.client, held.state, held.tries],
    ['client-gone', 'system-a', 'active', 0],
  );
  await watcher.call(1);
  assert.equal(receiver.received.length, 1);
  await client('system-a', ['cases:load']);
  await call('POST', `${path}/${id}/resume`, await client('system-c'));
  assert.equal((await receiver.call(1)).body, watcher.received[1]?.body);
  assert.equal((await call('GET', `${path}/${id}`, staying)).json.client, 'system-c');
  for (const one of [id, other]) assert.equal((await call('DELETE', `${path}/${one}`, staying)).status, 204);
});

test('the operator sees every organisation’s subscriptions, not where they go, and ends any', async () => {
  const receiver = await startReceiver();
  const follower = await hub.accessToken(['cases:follow'], kommun);
  const id = await subscribe(receiver.url, follower);
  const operator = hub.operatorToken;
  const listed = await call('GET', `${all}?limit=5`, operator);
  const [one] = listed.json.items;
  assert.deepEqual(
    [listed.json._meta.totalRecords, one.id, one.organisation, 'url' in one],
    [1, id, kommun, false],
  );
  for (const token of [follower, 'ingen'])
    for (const [method, at] of [
      ['GET', all],
      ['POST', `${all}/${id}/end`],
    ] as const)
      assert.equal((await call(method, at, token)).status, 401, at);
  assert.deepEqual(slug(await call('POST', `${all}/ingen/end`, operator)), [404, 'unknown-subscription']);
  const ended = await call('POST', `${all}/${id}/end`, operator);
  assert.deepEqual(
    [ended.status, ended.json.state, ended.json.problem, 'url' in ended.json],
    [200, 'ended', 'ended-by-operator', false],
  );
  await load('3');
  const own = (await call('GET', `${path}/${id}`, follower)).json;
  assert.deepEqual([own.state, own.problem], ['ended', 'ended-by-operator']);
  assert.equal((await call('POST', `${path}/${id}/resume`, follower)).json.state, 'active');
  await receiver.call(0);
  assert.equal((await call('DELETE', `${path}/${id}`, follower)).status, 204);
});

test('a message that is given up is counted among the figures', async () => {
  const figure = async () => {
    const metrics = await fetch(`${hub.url}/metrics`, {
      headers: { authorization: `Bearer ${hub.operatorToken}` },
    });
    return Number(/^ena_cases_dead_letters_total (\d+)$/m.exec(await metrics.text())?.[1]);
  };
  const before = await figure();
  const follower = await hub.accessToken(['cases:follow'], kommun);
  const receiver = await startReceiver();
  receiver.react = () => 500;
  const id = await subscribe(receiver.url, follower);
  await load('4');
  await until(
    () => call('GET', `${path}/${id}/dead-letters`, follower),
    ({ json }) => json._meta.totalRecords === 1,
  );
  await until(figure, (now) => now === before + 1);
});
