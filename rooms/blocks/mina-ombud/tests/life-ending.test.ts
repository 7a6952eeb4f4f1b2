import assert from 'node:assert/strict';
import { test } from 'node:test';
import { replay } from '../domain/history.ts';
import { karlskrona, people } from './granting-room.ts';
import { type LifeRoom, register, runLife } from './life-room.ts';

const { åsa, örjan, erik, maria, stranger } = people;
const byrå = { kind: 'organisation', id: '5561929323', name: 'TB Bokföringsbyrå AB' } as const;

function revoke(room: LifeRoom, id: string, revision = 1) {
  return room.as(åsa, 'POST', `/mandates/${id}/revocation`, {
    json: { reason: 'Flyttat härifrån' },
    revision,
  });
}

const standings = async (room: LifeRoom, ids: readonly string[]) => {
  const found = await Promise.all(ids.map((id) => room.tools.store.find(id)));
  return found.map((one) => one?.mandate.ended?.by ?? 'in force');
};

test('a mandate that is valid today is past at once when its grantor revokes it', async () => {
  const room = await runLife();
  const { id } = await register(room);
  const before = await room.as(åsa, 'GET', `/mandates/${id}`);
  assert.deepEqual([before.json.standing, before.json.mayDo], ['valid', ['revoke']]);
  assert.equal(before.headers.get('etag'), '"1"');

  const answer = await revoke(room, id);
  assert.equal(answer.status, 200, answer.text);
  assert.deepEqual(answer.json.ended, {
    by: 'grantor',
    at: '2026-11-22T12:00:00+01:00',
    reason: 'Flyttat härifrån',
    name: 'Åsa Provström',
  });
  assert.deepEqual([answer.json.standing, answer.json.mayDo, answer.json.revision], ['past', [], 2]);
  const day = '2026-11-22';
  const inForce = await room.tools.store.authority(
    { relyingParty: karlskrona, holder: örjan, day },
    { offset: 0, limit: 9 },
  );
  assert.equal(inForce.total, 0);
  const told = room.told.filter(({ name }) => name === 'mina-ombud.mandate.ended');
  assert.deepEqual(told, [
    {
      name: 'mina-ombud.mandate.ended',
      data: { id, relyingParty: karlskrona, by: 'grantor', at: room.clock.now() },
    },
  ]);
});

test('everything that was passed on ends with it, in one go, and says why', async () => {
  const room = await runLife();
  const root = await register(room);
  const child = await register(room, { parent: root.id, holders: [erik] });
  const grandchild = await register(room, { parent: child.id, holders: [byrå], validFrom: '2027-01-01' });
  assert.equal((await revoke(room, root.id)).status, 200);
  assert.deepEqual(await standings(room, [root.id, child.id, grandchild.id]), [
    'grantor',
    'delegator',
    'delegator',
  ]);
  const seen = await room.as(erik, 'GET', `/mandates/${child.id}`);
  assert.match(
    seen.json.ended.reason,
    /delats vidare från har upphört: återkallad av fullmaktsgivaren.*Flyttat/,
  );
  assert.match(seen.json.ended.reasonEn, /passed on from has ended: revoked by the grantor. Reason: Flyttat/);
  const { json: history } = await room.as(erik, 'GET', `/mandates/${child.id}/history`);
  assert.equal(history.items.at(-1).reasonEn, seen.json.ended.reasonEn);
  const own = await room.as(åsa, 'GET', `/mandates/${root.id}`);
  assert.equal(own.json.ended.reasonEn, undefined, 'what someone wrote is not translated');
  for (const { id } of [root, child, grandchild]) {
    const stored = (await room.tools.store.find(id))?.mandate;
    assert.deepEqual(
      replay(await room.tools.store.history('mandate', id)),
      JSON.parse(JSON.stringify(stored)),
    );
  }
});

test('who passed a mandate on can take it back; the grantor’s own stays', async () => {
  const room = await runLife();
  const root = await register(room);
  const child = await register(room, { parent: root.id, holders: [erik] });
  const seen = await room.as(örjan, 'GET', `/mandates/${child.id}`);
  assert.deepEqual(seen.json.mayDo, ['revoke']);
  const answer = await room.as(örjan, 'POST', `/mandates/${child.id}/revocation`, { json: {}, revision: 1 });
  assert.equal(answer.json.ended.by, 'delegator');
  assert.deepEqual(await standings(room, [root.id, child.id]), ['in force', 'delegator']);
});

test('a holder returns, and a case handler invalidates with a reason', async () => {
  const room = await runLife();
  const returned = await register(room);
  const answer = await room.as(örjan, 'POST', `/mandates/${returned.id}/return`, { json: {}, revision: 1 });
  assert.deepEqual([answer.status, answer.json.ended.by, answer.json.ended.reason], [200, 'holder', '']);

  const invalid = await register(room);
  const path = `/relying-parties/${karlskrona}/mandates/${invalid.id}/invalidation`;
  assert.equal((await room.handler('POST', path, { json: {}, revision: 1 })).status, 422, 'a reason is owed');
  const done = await room.handler('POST', path, { json: { reason: 'Förfalskad' }, revision: 1 });
  assert.deepEqual(
    [done.status, done.json.ended.by, done.json.ended.name],
    [200, 'relying-party', undefined],
  );
});

test('a mandate of another relying party cannot be invalidated through one’s own', async () => {
  const room = await runLife();
  const other = await register(room, { relyingParty: { id: '2120002411', name: 'Sundsvalls kommun' } });
  const path = `/relying-parties/${karlskrona}/mandates/${other.id}/invalidation`;
  assert.equal((await room.handler('POST', path, { json: { reason: 'x' }, revision: 1 })).status, 404);
  const away = `/relying-parties/2120002411/mandates/${other.id}/invalidation`;
  assert.equal((await room.handler('POST', away, { json: { reason: 'x' }, revision: 1 })).status, 403);
});

test('only those whom a mandate concerns see it; to everyone else there is none', async () => {
  const room = await runLife();
  const { id } = await register(room);
  for (const who of [åsa, örjan]) assert.equal((await room.as(who, 'GET', `/mandates/${id}`)).status, 200);
  assert.equal((await room.as(people.handler, 'GET', `/mandates/${id}`)).status, 200);
  const refused = await room.as(stranger, 'GET', `/mandates/${id}`);
  assert.deepEqual(
    [refused.status, refused.json.type, refused.json.code],
    [404, 'urn:ena:problem:mina-ombud:mandate-not-found', 'fullmakt.saknas'],
  );
  for (const path of ['/revocation', '/return']) {
    const answer = await room.as(stranger, 'POST', `/mandates/${id}${path}`, { json: {}, revision: 1 });
    assert.equal(answer.status, 404, path);
  }
  assert.equal((await room.as(stranger, 'GET', `/mandates/${id}/history`)).status, 404);
  assert.equal((await room.as(stranger, 'GET', `/mandates/${id}/signatures/${'a'.repeat(64)}`)).status, 404);
});

test('a party that ends it in another’s way is refused, and nothing happens', async () => {
  const room = await runLife();
  const { id } = await register(room);
  const asHolder = await room.as(örjan, 'POST', `/mandates/${id}/revocation`, { json: {}, revision: 1 });
  assert.deepEqual(
    [asHolder.status, asHolder.json.type],
    [403, 'urn:ena:problem:mina-ombud:mandate-not-yours'],
  );
  assert.equal((await room.as(åsa, 'POST', `/mandates/${id}/return`, { json: {}, revision: 1 })).status, 403);
  assert.deepEqual(await standings(room, [id]), ['in force']);
});

test('a second revocation, one on an old revision and one without are told apart', async () => {
  const room = await runLife();
  const { id } = await register(room);
  const missing = await room.as(åsa, 'POST', `/mandates/${id}/revocation`, { json: {} });
  assert.deepEqual([missing.status, missing.json.type], [428, 'urn:ena:problem:mina-ombud:if-match-missing']);
  assert.equal((await revoke(room, id, 2)).status, 412);
  assert.equal((await revoke(room, id)).status, 200);
  const again = await revoke(room, id, 2);
  assert.deepEqual([again.status, again.json.code], [409, 'fullmakt.redan.raderad']);
});

test('of two who end it at once one does, and the other is told that it is over', async () => {
  const room = await runLife();
  const root = await register(room);
  const child = await register(room, { parent: root.id, holders: [erik] });
  const answers = await Promise.all([
    revoke(room, root.id),
    revoke(room, root.id),
    room.as(örjan, 'POST', `/mandates/${root.id}/return`, { json: {}, revision: 1 }),
    room.as(erik, 'POST', `/mandates/${child.id}/return`, { json: {}, revision: 1 }),
  ]);
  const statuses = answers.map(({ status }) => status);
  assert.equal(statuses.slice(0, 3).filter((status) => status === 200).length, 1, String(statuses));
  assert.equal(statuses.slice(0, 3).filter((status) => status === 409).length, 2, String(statuses));
  assert.ok(!(await standings(room, [root.id, child.id])).includes('in force'));
  assert.equal((await room.tools.store.history('mandate', root.id)).length, 2);
});

test('any one representative ends what the organisation gave, and nobody else does', async () => {
  const room = await runLife();
  const { id } = await register(room, { grantor: byrå, grantorRole: 'organisation' });
  const path = `/mandates/${id}/revocation?for=${byrå.id}`;
  const stranger = await room.as(åsa, 'POST', path, { json: {}, revision: 1 });
  assert.deepEqual(
    [stranger.status, stranger.json.type],
    [403, 'urn:ena:problem:mina-ombud:not-representative'],
  );
  assert.equal(
    (await room.as(maria, 'GET', `/mandates/${id}`)).status,
    404,
    'without for she is only herself',
  );
  room.register.away = true;
  assert.equal((await room.as(maria, 'POST', path, { json: {}, revision: 1 })).status, 503);
  room.register.away = false;
  const answer = await room.as(maria, 'POST', path, { json: {}, revision: 1 });
  assert.deepEqual([answer.status, answer.json.ended.name], [200, 'Anette Maria Johansson']);
});

test('what follows from the law is ended by neither party', async () => {
  const room = await runLife();
  const basis = { kind: 'law', relation: 'custody', relationId: 'r1' } as const;
  const { id } = await register(room, { basis });
  const answer = await revoke(room, id);
  assert.deepEqual([answer.status, answer.json.type], [409, 'urn:ena:problem:mina-ombud:mandate-by-law']);
  assert.equal(
    (await room.as(örjan, 'POST', `/mandates/${id}/return`, { json: {}, revision: 1 })).status,
    409,
  );
});

test('the history tells who, when and why without a personal number, and a case handler is the authority', async () => {
  const room = await runLife();
  const { id } = await register(room);
  const path = `/relying-parties/${karlskrona}/mandates/${id}/invalidation`;
  await room.handler('POST', path, { json: { reason: 'Förfalskad underskrift' }, revision: 1 });
  const answer = await room.as(örjan, 'GET', `/mandates/${id}/history?limit=1&page=2`);
  assert.deepEqual(answer.json.items, [
    {
      subject: 'mandate',
      number: 2,
      at: '2026-11-22T12:00:00+01:00',
      change: 'ended',
      by: { kind: 'relying-party', for: karlskrona },
      reason: 'Förfalskad underskrift',
    },
  ]);
  assert.doesNotMatch(answer.text, /Kerstin|19970615/);
});
