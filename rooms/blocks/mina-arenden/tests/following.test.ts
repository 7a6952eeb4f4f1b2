import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { createCallOut } from '@ena/kernel/http/outgoing.ts';
import { systemClock } from '@ena/kernel/time.ts';
import { temporaryFolder } from '@ena/testkit/folder.ts';
import { startTestHub, type TestHub } from '@ena/testkit/hub.ts';
import { openWebhooks } from '../http/own/subscriptions-post.ts';
import { minaArenden } from '../room.ts';
import { openWebhookKeys } from '../use-cases/subscriptions/webhook-keys.ts';
import { neighbours } from './neighbours.ts';
import { isSigned, type Received, type Receiver, startReceiver } from './receiver.ts';
import { type Answer, event } from './running-room.ts';

const kommun = '2120000829';
const bolag = { identifierare: '165560001234', typ: 'Organisationsnummer' } as const;
const path = '/cases/v1/subscriptions';

let hub: TestHub;
let key: string;
let follower: string;
let bolaget: string;

before(async () => {
  const configuration = {
    [minaArenden.id]: {
      sandboxCases: false,
      deliveryPauses: [0.01, 0.01],
      deliverySeconds: 0.3,
      deliveryPollSeconds: 60,
      mostSubscriptions: 3,
    },
  };
  hub = await startTestHub({ rooms: [...neighbours(), minaArenden], clock: systemClock, configuration });
  const producer = { id: 'testkommunen', prefix: 'TESTKOP', name: 'Testköping', organisation: kommun };
  key = (await call('POST', '/cases/v1/producers', hub.operatorToken, producer)).json.loadKey;
  follower = await hub.accessToken(['cases:follow'], kommun);
  bolaget = await hub.accessToken(['cases:follow'], '5560001234');
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

const own = '/cases/v1/producers/testkommunen';
const load = async (...events: object[]) =>
  assert.equal((await call('POST', `${own}/events`, key, events)).status, 201);
const slug = ({ status, json }: Answer) => [status, String(json.type).split(':').at(-1)];

async function subscribe(receiver: Receiver, more: object = {}, token = follower) {
  const made = await call('POST', path, token, { url: receiver.url, about: 'own-producer', ...more });
  assert.equal(made.status, 201, JSON.stringify(made.json));
  return made.json as { id: string; secret: string };
}

const read = async (id: string, token = follower) => (await call('GET', `${path}/${id}`, token)).json;
const remove = (id: string, token = follower) => call('DELETE', `${path}/${id}`, token);

/** Asks until it is so: what is sent is noted a moment after the receiver has it. */
async function until<Value>(ask: () => Promise<Value>, is: (value: Value) => boolean): Promise<Value> {
  for (;;) {
    const value = await ask();
    if (is(value)) return value;
  }
}

const bodyOf = ({ body }: Received) => JSON.parse(body);

test('the feed tells a producer what has changed, each once, and nothing about whom', async () => {
  const feed = (query: string) => call('GET', `${own}/changes?${query}`, key);
  const start = (await feed('after=now')).json.next;
  await load(event('åäö-1'), event('2'));
  await load(event('2', { producentarendetKlart: true }));
  await call('POST', `${own}/events/removals`, key, { kundhandelseId: ['åäö-1'] });
  const first = (await feed(`after=${start}&limit=3`)).json;
  assert.equal(first.more, true);
  const rest = (await feed(`after=${first.next}`)).json;
  const items = [...first.items, ...rest.items];
  const kinds = items.map(({ type }) => type.replace('mina-arenden.event.', ''));
  assert.deepEqual(kinds, ['created', 'created', 'replaced', 'removed']);
  const [one, two, again, gone] = items;
  assert.deepEqual([one.subject, two.subject], [gone.subject, again.subject]);
  assert.equal(new Set(items.map(({ id }) => id)).size, 4);
  const { id, time, subject, ...members } = again;
  assert.match(subject, /^[\w-]{22}$/);
  assert.deepEqual(members, {
    specversion: '1.0',
    source: `${hub.url}${own}`,
    type: 'mina-arenden.event.replaced',
    datacontenttype: 'application/json',
    data: {
      producer: 'testkommunen',
      type: 'TESTKOP.BYGGLOV.ANSOKAN_MOTTAGEN',
      needsAction: false,
      closed: true,
      ref: subject,
    },
  });
  assert.ok(Date.parse(time) > 0 && id.length === 22);
  assert.doesNotMatch(JSON.stringify(items), /\d{12}|åäö|bygglov/);
  assert.deepEqual((await feed(`after=${rest.next}`)).json.items, []);
  assert.deepEqual((await call('GET', `${own}/changes?after=${start}`, follower)).json.items, items);
});

test('the feed of an organisation has its own cases and no person’s, and is no other’s', async () => {
  const feed = async (token: string) => (await call('GET', '/cases/v1/my-organisation/changes', token)).json;
  await load(event('person'), event('bolag', { part: { kund: bolag } }));
  assert.equal((await feed(bolaget)).items.length, 1);
  assert.doesNotMatch(JSON.stringify(await feed(bolaget)), /\d{10}/);
  assert.deepEqual((await feed(follower)).items, []);
  const other = await call('GET', `${own}/changes`, bolaget);
  assert.deepEqual(slug(other), [404, 'unknown-producer']);
});

test('a place that is none, or too far back to be whole, is refused', async () => {
  const wrong = async (after: string) => slug(await call('GET', `${own}/changes?after=${after}`, key));
  assert.deepEqual(await wrong('_'.repeat(22)), [400, 'unknown-place']);
  assert.deepEqual(await wrong('a'), [400, 'invalid-parameters']);
  assert.deepEqual(await wrong('oldest'), [400, 'invalid-parameters']);
});

test('a change is sent signed, with nothing about whom, to who said that it wants it', async () => {
  const receiver = await startReceiver();
  const { id, secret } = await subscribe(receiver, { types: ['TESTKOP.BYGGLOV'] });
  assert.deepEqual(receiver.asked, [new URL(hub.url).host]);
  await load(event('annat', { kundhandelseTyp: 'TESTKOP.LAN.KLART' }), event('ett'), event('två'));
  const [first, second] = [await receiver.call(0), await receiver.call(1)];
  assert.ok((await isSigned(first, secret)) && (await isSigned(second, secret)));
  assert.equal(await isSigned({ ...first, body: `${first.body} ` }, secret), false);
  assert.equal(first.headers['content-type'], 'application/cloudevents+json; charset=utf-8');
  assert.notEqual(first.headers['webhook-id'], second.headers['webhook-id']);
  assert.equal(bodyOf(first).data.type, 'TESTKOP.BYGGLOV.ANSOKAN_MOTTAGEN');
  const whole = receiver.received.map(({ headers, body }) => JSON.stringify(headers) + body).join();
  assert.doesNotMatch(whole, /\d{12}|bygglov|Ansökan/);
  const state = await until(
    () => read(id),
    ({ delivered }) => delivered !== undefined,
  );
  assert.deepEqual([state.state, state.tries, state.secret], ['active', 0, undefined]);
  await remove(id);
});

test('in batches several come in one message, in order', async () => {
  const receiver = await startReceiver();
  const { id, secret } = await subscribe(receiver, { batch: true, about: 'own-organisation' }, bolaget);
  const mine = (name: string) => event(name, { part: { kund: bolag } });
  await load(...Array.from({ length: 130 }, (_, i) => mine(`b${i}`)), event('ingens'));
  const [first, second] = [await receiver.call(0), await receiver.call(1)];
  assert.deepEqual([bodyOf(first).length, bodyOf(second).length], [100, 30]);
  assert.equal(first.headers['content-type'], 'application/cloudevents-batch+json; charset=utf-8');
  assert.ok(await isSigned(second, secret));
  await remove(id, bolaget);
});

test('what fails is sent again, the same and before what came later', async () => {
  const receiver = await startReceiver();
  const { id, secret } = await subscribe(receiver);
  receiver.react = (number) => ([500, 'silent', 200, 500] as const)[number] ?? 200;
  await load(event('först'));
  await receiver.call(0);
  await load(event('sedan'));
  await receiver.call(4);
  const [failed, slow, arrived, later, laterAgain] = receiver.received as [
    Received,
    Received,
    Received,
    Received,
    Received,
  ];
  for (const again of [slow, arrived]) {
    assert.equal(again.headers['webhook-id'], failed.headers['webhook-id']);
    assert.equal(again.body, failed.body);
    assert.ok(await isSigned(again, secret));
  }
  assert.notEqual(later.body, failed.body);
  assert.equal(later.body, laterAgain.body);
  assert.equal(
    (
      await until(
        () => read(id),
        ({ tries }) => tries === 0,
      )
    ).problem,
    undefined,
  );
  await remove(id);
});

test('what fails every time is a dead letter, does not hold up the next, and can be sent by hand', async () => {
  const receiver = await startReceiver();
  const { id, secret } = await subscribe(receiver);
  receiver.react = (number) => (number < 3 ? 503 : 200);
  await load(event('död'));
  await receiver.call(2);
  await load(event('levande'));
  const live = await receiver.call(3);
  const letters = (await call('GET', `${path}/${id}/dead-letters`, follower)).json;
  const [letter] = letters.items;
  assert.deepEqual([letters._meta.totalRecords, letter.tries, letter.problem], [1, 3, 'answered-503']);
  assert.equal(letter.body, receiver.received[0]?.body);
  assert.notEqual(live.body, letter.body);
  receiver.react = (number) => (number === 4 ? 500 : 200);
  const at = `${path}/${id}/dead-letters/${letter.id}`;
  assert.deepEqual(slug(await call('POST', `${at}/redrive`, bolaget)), [404, 'unknown-subscription']);
  const failed = await call('POST', `${at}/redrive`, follower);
  assert.deepEqual(failed.json, { delivered: false, problem: 'answered-500' });
  assert.deepEqual((await call('POST', `${at}/redrive`, follower)).json, { delivered: true });
  const redriven = await receiver.call(5);
  assert.equal(redriven.headers['webhook-id'], letter.messageId);
  assert.ok(await isSigned(redriven, secret));
  assert.deepEqual(slug(await call('POST', `${at}/redrive`, follower)), [404, 'unknown-dead-letter']);
  assert.deepEqual(slug(await call('DELETE', at, follower)), [404, 'unknown-dead-letter']);
  await remove(id);
});

test('410 ends a subscription; it begins again when its owner resumes it and the receiver agrees', async () => {
  const receiver = await startReceiver();
  const { id } = await subscribe(receiver);
  receiver.react = () => 410;
  await load(event('borta'));
  const ended = await until(
    () => read(id),
    ({ state }) => state === 'ended',
  );
  assert.equal(ended.problem, 'answered-410');
  assert.deepEqual(slug(await call('POST', `${path}/${id}/pause`, follower)), [409, 'subscription-ended']);
  receiver.react = () => 204;
  receiver.allows = undefined;
  assert.deepEqual(slug(await call('POST', `${path}/${id}/resume`, follower)), [422, 'receiver-unwilling']);
  receiver.allows = new URL(hub.url).host;
  assert.equal((await call('POST', `${path}/${id}/resume`, follower)).json.state, 'active');
  const again = await receiver.call(1);
  assert.equal(again.body, receiver.received[0]?.body);
  await remove(id);
});

test('while it is paused nothing is sent, and then all of it', async () => {
  const receiver = await startReceiver();
  const watcher = await startReceiver();
  const { id } = await subscribe(receiver);
  const { id: other } = await subscribe(watcher);
  assert.equal((await call('POST', `${path}/${id}/pause`, follower)).json.state, 'paused');
  await load(event('i vila'));
  await watcher.call(0);
  assert.equal(receiver.received.length, 0);
  await call('POST', `${path}/${id}/resume`, follower);
  assert.equal((await receiver.call(0)).body, watcher.received[0]?.body);
  await remove(id);
  await remove(other);
});

test('a receiver that asks for peace gets it', async () => {
  const receiver = await startReceiver();
  const { id } = await subscribe(receiver);
  receiver.react = () => ({ status: 429, retryAfter: '3600' });
  await load(event('lugn'));
  const { nextTry } = await until(
    () => read(id),
    ({ tries }) => tries === 1,
  );
  assert.ok(Date.parse(nextTry) > Date.now() + 3_000_000);
  await remove(id);
});

test('a test message is signed and tells whether it arrived', async () => {
  const receiver = await startReceiver();
  const { id, secret } = await subscribe(receiver);
  assert.deepEqual((await call('POST', `${path}/${id}/test`, follower)).json, { delivered: true });
  const sent = await receiver.call(0);
  assert.ok(await isSigned(sent, secret));
  assert.equal(bodyOf(sent).type, 'mina-arenden.subscription.test');
  receiver.react = () => 'silent';
  const slow = await call('POST', `${path}/${id}/test`, follower);
  assert.deepEqual(slow.json, { delivered: false, problem: 'too-slow' });
  await remove(id);
});

test('outside the sandbox no address is called but public ones by https', async () => {
  const receiver = await startReceiver();
  const { signal } = new AbortController();
  const folder = temporaryFolder();
  const webhooks = openWebhooks({
    callOut: createCallOut({ anyAddress: false }),
    clock: systemClock,
    keys: openWebhookKeys(folder.path),
    refs: { event: () => '' },
    publicUrl: hub.url,
    withinMs: 1000,
    signal,
  });
  folder.remove();
  const ask = async (url: string) => {
    const answer = await webhooks.askWillingness(url);
    return answer.kind === 'willing' ? answer.kind : answer.problem;
  };
  assert.equal(await ask(receiver.url), 'address-refused');
  assert.equal(await ask(receiver.url.replace('http:', 'https:')), 'address-not-public');
  assert.equal(await ask('https://localhost/'), 'address-not-public');
  assert.deepEqual(receiver.asked, []);
});

test('nobody is sent what it has not asked for, and nobody subscribes to another’s', async () => {
  const receiver = await startReceiver();
  const ask = (more: object, token = follower) =>
    call('POST', path, token, { url: receiver.url, about: 'own-producer', ...more });
  receiver.allows = undefined;
  const unwilling = await ask({});
  assert.deepEqual(slug(unwilling), [422, 'receiver-unwilling']);
  assert.deepEqual(unwilling.json.errors[0].pointer, '/url');
  receiver.allows = 'someone.else.example';
  assert.deepEqual(slug(await ask({})), [422, 'receiver-unwilling']);
  receiver.allows = '*';
  for (const url of ['ftp://example.org/', 'https://a:b@example.org/', 'https://x.example/#y', 'å', ''])
    assert.equal((await ask({ url })).status, 422, url);
  assert.deepEqual(slug(await ask({ producers: ['annan'] })), [422, 'not-own-producers']);
  assert.deepEqual(slug(await ask({}, bolaget)), [422, 'not-own-producers']);
  assert.deepEqual(slug(await ask({ types: ['testkop'] })), [422, 'invalid-body']);
  assert.deepEqual(slug(await ask({ about: 'all' })), [422, 'invalid-body']);
  const { id } = await subscribe(receiver);
  for (const [method, rest] of [
    ['GET', ''],
    ['DELETE', ''],
    ['POST', '/pause'],
    ['POST', '/resume'],
    ['POST', '/test'],
  ] as const) {
    const refused = await call(method, `${path}/${id}${rest}`, bolaget);
    assert.deepEqual(slug(refused), [404, 'unknown-subscription'], rest);
  }
  assert.equal((await call('GET', path, follower)).json._meta.totalRecords, 1);
  assert.equal((await call('GET', path, bolaget)).json._meta.totalRecords, 0);
  assert.equal((await remove(id)).status, 204);
  const many = await Promise.all(Array.from({ length: 5 }, () => ask({})));
  const statuses = many.map(({ status }) => status).sort();
  assert.deepEqual(statuses, [201, 201, 201, 409, 409]);
});
