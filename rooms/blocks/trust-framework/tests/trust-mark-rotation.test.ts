import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { decodeJwtUnverified, verifyJwt } from '@ena/kernel/crypto/jwt.ts';
import { day, hour } from '@ena/kernel/time.ts';
import { type Keys, payloadOf, v1 } from './joining.ts';
import { newLeaf } from './leaf.ts';
import { type RunningRoom, runRoom } from './running-room.ts';
import { issued, markPath, postStatus } from './trust-mark-subjects.ts';

describe("the rotation of the trust marks' keys", () => {
  let hub: RunningRoom;
  const leaf = newLeaf('2120000829', 'Karlskrona kommun');
  const rotate = (party: string, change: object = {}) =>
    hub.call('POST', `${v1}/trust-mark-keys/rotate`, { operator: true, json: { party, ...change } });
  const current = async () => (await hub.call('GET', markPath(leaf.entityId))).text;
  const kidOf = (jwt: string) => decodeJwtUnverified(jwt)?.header.kid;
  const delegationOf = (jwt: string) => String(payloadOf(jwt).delegation);
  const verifies = async (jwt: string, party = 'issuer', typ = 'trust-mark+jwt') => {
    const own = await hub.call('GET', `/trust-mark-${party}/.well-known/openid-federation`);
    const keys = (payloadOf(own.text).jwks as { keys: Keys }).keys;
    return (await verifyJwt(jwt, { typ, keys, now: hub.clock.now() })).ok;
  };

  before(async () => {
    hub = await runRoom();
    await hub.call('POST', `${v1}/subordinates`, { json: leaf.registration, operator: true });
    await issued(hub, leaf.entityId);
  });
  after(() => hub.stop());

  it('announces, waits, promotes and waits, and what was signed before stays good', async () => {
    const before = await current();
    assert.equal((await rotate('issuer')).json.step, 'announced');
    const early = await rotate('issuer');
    assert.deepEqual([early.status, early.json.type.split(':').at(-1)], [409, 'too-early']);
    hub.clock.advance(48 * hour);
    const promoted = await rotate('issuer');
    assert.deepEqual([promoted.json.step, promoted.json.resigned], ['promoted', 0]);
    assert.notEqual(promoted.json.active, kidOf(before));
    assert.equal(await current(), before);
    assert.ok(await verifies(before));
    const status = await (await postStatus(hub, before)).text();
    assert.equal(kidOf(status), promoted.json.active);
    assert.equal(payloadOf(status).status, 'active');
    hub.clock.advance(30 * day);
    assert.equal((await rotate('issuer')).status, 409);
  });

  it('withdraws a leaked key at once, and signs what stood on it anew', async () => {
    const before = await current();
    const answer = await rotate('issuer', { force: true, reason: 'compromised' });
    assert.deepEqual([answer.json.step, answer.json.resigned], ['withdrawn', 1]);
    const now = await current();
    assert.equal(kidOf(now), answer.json.active);
    assert.equal(await verifies(before), false);
    assert.ok(await verifies(now));
    assert.equal(payloadOf(now).exp, payloadOf(before).exp);
    assert.equal(payloadOf(await (await postStatus(hub, before)).text()).status, 'revoked');
    assert.equal(payloadOf(await (await postStatus(hub, now)).text()).status, 'active');
    const told = hub.events.filter((event) => event.name === 'trust-framework.trust-mark-keys.rotated');
    assert.deepEqual(
      told.map((event) => (event.data as { step: string }).step),
      ['announced', 'promoted', 'withdrawn'],
    );
  });

  it("does the same for the owner's, whose delegation stands inside the mark", async () => {
    const typ = 'trust-mark-delegation+jwt';
    const before = await current();
    for (const step of ['announced', 'promoted', 'withdrawn'])
      assert.equal((await rotate('owner', { force: true })).json.step, step);
    const now = await current();
    assert.equal(kidOf(now), kidOf(before));
    assert.notEqual(kidOf(delegationOf(now)), kidOf(delegationOf(before)));
    assert.equal(await verifies(delegationOf(before), 'owner', typ), false);
    assert.ok(await verifies(delegationOf(now), 'owner', typ));
    const anchor = payloadOf((await hub.call('GET', '/.well-known/openid-federation')).text);
    const owners = anchor.trust_mark_owners as Record<string, { jwks: { keys: { kid: string }[] } }>;
    const [owner] = Object.values(owners);
    assert.deepEqual(
      owner?.jwks.keys.map((key) => key.kid),
      [kidOf(delegationOf(now))],
    );
  });

  it('is refused for another party', async () => {
    assert.equal((await rotate('ankaret')).status, 422);
  });
});
