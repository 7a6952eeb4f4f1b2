import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { exerciseRoutes } from '@ena/testkit/route-matrix.ts';
import { minaArenden } from '../room.ts';
import { event, type RunningRoom, startRoom, tolvan } from './running-room.ts';

let room: RunningRoom;
before(async () => {
  room = await startRoom();
});

const asOperator = (method: string, path: string, body?: unknown) =>
  room.call(method, path, room.hub.operatorToken, body);
const wanted = { id: 'annan', prefix: 'ANNAN', name: 'Ånge å-rike', organisation: '2120002411' };

test('a producer is registered with its addresses and a key that is told once', async () => {
  const made = await asOperator('POST', '/cases/v1/producers', wanted);
  assert.equal(made.status, 201);
  const { loadKey, ...shown } = made.json;
  assert.match(loadKey, /^load_[\w-]{43}$/);
  assert.deepEqual(shown, {
    ...wanted,
    registered: '2026-11-22T11:00:00.000Z',
    baseUrl: `${room.hub.url}/mina-arenden/v1/producers/annan`,
    loadUrl: `${room.hub.url}/cases/v1/producers/annan/events`,
  });
  assert.deepEqual((await asOperator('GET', '/cases/v1/producers/annan')).json, shown);
  const listed = (await asOperator('GET', '/cases/v1/producers?limit=1')).json;
  assert.deepEqual([listed.items, listed._meta.totalRecords], [[shown], 2]);
});

test('an id, a prefix and an organisation number that cannot be are refused', async () => {
  const refused = async (changes: object) => {
    const { status, json } = await asOperator('POST', '/cases/v1/producers', { ...wanted, ...changes });
    return [status, json.type.split(':').at(-1)];
  };
  assert.deepEqual(await refused({ id: 'testkommunen' }), [409, 'producer-id-taken']);
  assert.deepEqual(await refused({ id: 'ny', prefix: 'TESTKOP' }), [409, 'prefix-taken']);
  assert.deepEqual(await refused({ organisation: '2120002412' }), [422, 'wrong-organisation']);
  assert.deepEqual(await refused({ prefix: 'Åre' }), [422, 'invalid-body']);
  assert.equal((await asOperator('GET', '/cases/v1/producers/ingen')).status, 404);
});

test('one producer’s key loads nothing for another, and its events are not in the other’s answer', async () => {
  const refused = await room.call('POST', '/cases/v1/producers/annan/events', room.key, [event('1')]);
  assert.equal(refused.status, 404);
  const made = await asOperator('POST', '/cases/v1/producers/annan/load-keys');
  const annans = event('annans', { kundhandelseTyp: 'ANNAN.LÅN.X'.replace('Å', 'A') });
  assert.equal(
    (await room.call('POST', '/cases/v1/producers/annan/events', made.json.loadKey, [annans])).status,
    201,
  );
  const answer = await room.ask({ parter: [{ kund: tolvan }] });
  assert.equal(answer.json.kundhandelser[0].totaltAntalKundhandelser, 0);
});

test('the catalogue words a type by the producer’s own entry, else by the shared one', async () => {
  const own = '/cases/v1/producers/testkommunen/event-types';
  const shared = '/cases/v1/event-types/BYGGLOV.KLART';
  const read = async () => (await asOperator('GET', '/cases/v1/event-types/TESTKOP.BYGGLOV.KLART')).json;
  assert.equal((await asOperator('PUT', shared, { sv: 'Bygglov klart', en: 'Permit ready' })).status, 204);
  assert.deepEqual(await read(), { name: 'BYGGLOV.KLART', sv: 'Bygglov klart', en: 'Permit ready' });
  const texts = { sv: 'Lovet är här', en: 'Your permit is here' };
  assert.equal((await room.call('PUT', `${own}/TESTKOP.BYGGLOV.KLART`, room.key, texts)).status, 204);
  assert.deepEqual(await read(), { name: 'TESTKOP.BYGGLOV.KLART', producer: 'testkommunen', ...texts });
  const listed = (await asOperator('GET', '/cases/v1/event-types?shared=true')).json;
  assert.deepEqual(
    listed.items.map(({ name }: { name: string }) => name),
    ['BYGGLOV.KLART'],
  );
  assert.equal(
    (await asOperator('GET', '/cases/v1/event-types?producer=testkommunen')).json._meta.totalRecords,
    1,
  );
  assert.equal((await room.call('PUT', `${own}/ANNAN.BYGGLOV.KLART`, room.key, texts)).status, 422);
  assert.equal((await room.call('PUT', `${own}/TESTKOP.BYGGLOV`, room.key, texts)).status, 204, 'an area');
  assert.equal((await room.call('DELETE', `${own}/TESTKOP.BYGGLOV`, room.key)).status, 204);
  assert.equal((await room.call('PUT', `${own}/ANNAN.BYGGLOV`, room.key, texts)).status, 422);
  assert.equal((await asOperator('PUT', '/cases/v1/event-types/KLART', texts)).status, 422);
  assert.equal((await room.call('DELETE', `${own}/TESTKOP.BYGGLOV.KLART`, room.key)).status, 204);
  assert.equal((await room.call('DELETE', `${own}/TESTKOP.BYGGLOV.KLART`, room.key)).status, 404);
  assert.equal((await asOperator('DELETE', shared)).status, 204);
  assert.equal((await asOperator('GET', '/cases/v1/event-types/TESTKOP.BYGGLOV.KLART')).status, 404);
});

test('a producer says which of its types a permission covers, and of its own alone', async () => {
  const path = '/cases/v1/producers/testkommunen/permissions';
  assert.equal(
    (await room.call('PUT', `${path}/lov-ansok`, room.key, { types: ['TESTKOP.BYGGLOV'] })).status,
    204,
  );
  assert.equal((await room.call('PUT', `${path}/allt`, room.key, { types: ['TESTKOPING'] })).status, 422);
  const listed = await fetch(`${room.hub.url}${path}`);
  const { items } = (await listed.json()) as { items: unknown };
  assert.deepEqual(items, [{ code: 'lov-ansok', types: ['TESTKOP.BYGGLOV'] }]);
});

test('every operation refuses every wrong call', async (t) => {
  const params = { producer: 'testkommunen', name: 'BYGGLOV.KLART', code: 'lov' };
  await exerciseRoutes(t, room.hub, minaArenden.id, { params });
});
