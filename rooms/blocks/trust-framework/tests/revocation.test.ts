import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fetchOf, join, resolveOf, v1 } from './joining.ts';
import { newLeaf } from './leaf.ts';
import { runRoom } from './running-room.ts';

describe('revocation', () => {
  it('takes effect at once, everywhere, and cannot be undone by replay', async () => {
    const own = await runRoom();
    try {
      const leaf = newLeaf('2120000829');
      await join(own, leaf);
      const seen = await leaf.configuration(own.clock.now());
      assert.equal((await own.call('GET', resolveOf(leaf.entityId))).status, 200);
      own.clock.advance(1_000);
      const gone = await own.call('DELETE', `${v1}/subordinates/2120000829`, { operator: true });
      assert.equal(gone.status, 204);
      for (const path of [resolveOf(leaf.entityId), fetchOf(leaf.entityId)]) {
        const answer = await own.call('GET', path);
        assert.equal(answer.status, 404);
        assert.equal(answer.json.error, 'invalid_subject');
      }
      assert.equal((await own.call('GET', '/federation/list')).json.includes(leaf.entityId), false);
      assert.equal((await own.call('GET', '/federation/entities/2120000829')).status, 404);
      assert.equal(await own.offer.findLogKey('2120000829.sandbox.localhost/log'), undefined);
      assert.equal((await own.call('PUT', `${v1}/entity-configurations`, { jwt: seen })).status, 404);
      await own.call('POST', `${v1}/subordinates`, { json: leaf.registration, operator: true });
      assert.equal((await own.call('PUT', `${v1}/entity-configurations`, { jwt: seen })).status, 409);
      assert.equal(
        (await own.call('DELETE', `${v1}/subordinates/5560000167`, { operator: true })).status,
        404,
      );
      assert.ok(own.events.some((event) => event.name === 'trust-framework.entity.revoked'));
    } finally {
      await own.stop();
    }
  });
});
