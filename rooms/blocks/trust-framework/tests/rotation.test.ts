import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { verifyJwt } from '@ena/kernel/crypto/jwt.ts';
import { thumbprint } from '@ena/kernel/crypto/keys.ts';
import { hour } from '@ena/kernel/time.ts';
import { join, type Keys, payloadOf, resolveOf, v1 } from './joining.ts';
import { newLeaf } from './leaf.ts';
import { runRoom } from './running-room.ts';

describe("the anchor's key rotation", () => {
  it('announces, waits, promotes, waits, withdraws; every chain verifies all the while', async () => {
    const own = await runRoom();
    const step = (json: object = {}) => own.call('POST', `${v1}/keys/rotate`, { json, operator: true });
    const leaf = newLeaf('2120000829');
    const chain = async () => {
      await own.call('PUT', `${v1}/entity-configurations`, {
        jwt: await leaf.configuration(own.clock.now()),
      });
      return payloadOf((await own.call('GET', resolveOf(leaf.entityId))).text).trust_chain as string[];
    };
    const keysOf = (jwt: string | undefined) => (payloadOf(jwt ?? '').jwks as { keys: Keys }).keys;
    const verifies = async (links: string[]) => {
      for (const [index, jwt] of links.slice(1).entries()) {
        const keys = keysOf(links[2]);
        assert.ok(
          (await verifyJwt(jwt, { typ: 'entity-statement+jwt', keys, now: own.clock.now() })).ok,
          `link ${index}`,
        );
      }
    };
    try {
      await join(own, leaf);
      const first = thumbprint(keysOf((await chain())[2])[0] ?? {});
      assert.equal((await step()).json.step, 'announced');
      const announced = await chain();
      assert.equal(keysOf(announced[2]).length, 2);
      await verifies(announced);
      const early = await step();
      assert.equal(early.status, 409);
      assert.equal(early.json.type, 'urn:ena:problem:trust-framework:too-early');
      own.clock.advance(48 * hour);
      const promoted = await step();
      assert.equal(promoted.json.step, 'promoted');
      assert.notEqual(promoted.json.active, first);
      const after = await chain();
      await verifies(after);
      assert.equal(keysOf(after[2]).length, 2);
      // What a connector fetched before the promotion still verifies with what is published now.
      const still = { typ: 'entity-statement+jwt', keys: keysOf(after[2]), now: own.clock.now() };
      assert.ok((await verifyJwt(announced[1] ?? '', still)).ok);
      assert.equal((await step()).status, 409);
      own.clock.advance(96 * hour);
      assert.deepEqual((await step()).json.kids, [first]);
      const last = await chain();
      assert.equal(keysOf(last[2]).length, 1);
      await verifies(last);
    } finally {
      await own.stop();
    }
  });

  it('skips the waits only when forced', async () => {
    const own = await runRoom();
    try {
      const step = (json: object) => own.call('POST', `${v1}/keys/rotate`, { json, operator: true });
      const steps: string[] = [];
      for (let i = 0; i < 4; i++) steps.push((await step({ force: true })).json.step);
      assert.deepEqual(steps, ['announced', 'promoted', 'withdrawn', 'announced']);
    } finally {
      await own.stop();
    }
  });
});
