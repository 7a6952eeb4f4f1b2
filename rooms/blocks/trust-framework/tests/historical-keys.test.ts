import assert from 'node:assert/strict';
import { it } from 'node:test';
import { verifyJwt } from '@ena/kernel/crypto/jwt.ts';
import { type Keys, payloadOf, v1 } from './joining.ts';
import { anchorId } from './leaf.ts';
import { type RunningRoom, runRoom } from './running-room.ts';

const rotate = (hub: RunningRoom, json: object) =>
  hub.call('POST', `${v1}/keys/rotate`, { json, operator: true });

async function published(hub: RunningRoom): Promise<Keys> {
  const own = await hub.call('GET', '/.well-known/openid-federation');
  return (payloadOf(own.text).jwks as { keys: Keys }).keys;
}

it('shows every key that signed once and signs no more, with its life and why it went', async () => {
  const hub = await runRoom();
  try {
    const [first] = await published(hub);
    const empty = await hub.call('GET', '/federation/historical-keys');
    assert.equal(empty.headers.get('content-type'), 'application/jwk-set+jwt');
    assert.deepEqual(payloadOf(empty.text).keys, []);
    for (const reason of ['superseded', 'superseded', 'compromised']) {
      hub.clock.advance(1000);
      assert.equal((await rotate(hub, { force: true, reason })).status, 200);
    }
    const answer = await hub.call('GET', '/federation/historical-keys');
    const now = hub.clock.now();
    assert.ok((await verifyJwt(answer.text, { typ: 'jwk-set+jwt', keys: await published(hub), now })).ok);
    const claims = payloadOf(answer.text) as { iss: string; keys: Record<string, unknown>[]; exp?: number };
    assert.equal(claims.iss, anchorId);
    const gone = Math.floor(now / 1000);
    assert.deepEqual(claims.keys, [
      { ...first, iat: gone - 3, exp: gone, revoked: { revoked_at: gone, reason: 'compromised' } },
    ]);
  } finally {
    await hub.stop();
  }
});
