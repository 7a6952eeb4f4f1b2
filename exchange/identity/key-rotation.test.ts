import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { openKeyRing } from '@ena/kernel/crypto/key-ring.ts';
import { openSealer } from '@ena/kernel/crypto/seal.ts';
import { type FixedClock, fixedClock } from '@ena/testkit/clock.ts';
import { type TemporaryFolder, temporaryFolder } from '@ena/testkit/folder.ts';
import { KeyRotation } from './key-rotation.ts';
import { TlsIdentities } from './tls-identities.ts';

const settleMs = 120_000;

describe('a key rotation', () => {
  let folder: TemporaryFolder;
  let clock: FixedClock;
  beforeEach(() => {
    folder = temporaryFolder();
    clock = fixedClock();
  });
  afterEach(() => folder.remove());

  /** As the program finds it at a start. */
  const open = () => {
    const rings = {
      signing: openKeyRing(folder.path, 'signing', 'ES256', clock),
      federation: openKeyRing(folder.path, 'federation', 'ES256', clock),
    };
    const tls = new TlsIdentities({
      folder: join(folder.path, 'tls'),
      commonName: '2120000829',
      clock,
      ipAddresses: ['127.0.0.1'],
      dnsNames: [],
    });
    const used: string[] = [];
    const rotation = new KeyRotation({
      rings,
      tls,
      sealer: openSealer(join(folder.path, 'records')),
      clock,
      settleMs,
      useTls: async () => void used.push(tls.current.pin),
    });
    return { rings, tls, rotation, used };
  };

  for (const use of ['signing', 'federation'] as const) {
    it(`of the ${use} key announces, uses, and withdraws, each when partners have had time`, async () => {
      const { rings, rotation } = open();
      const old = rings[use].active.kid;
      assert.equal((await rotation.step(use)).step, 'announced');
      assert.equal(rings[use].active.kid, old, 'the new key does not sign yet');
      assert.equal(rings[use].all.length, 2);
      clock.advance(settleMs - 1);
      const early = await rotation.step(use);
      assert.equal(early.step, 'waiting');
      assert.match(early.next, /Call again in 1 s/);
      assert.equal(rings[use].active.kid, old);
      clock.advance(1);
      assert.equal((await rotation.step(use)).step, 'promoted');
      assert.notEqual(rings[use].active.kid, old);
      assert.equal(rings[use].all.length, 2, 'the old one is still published');
      clock.advance(settleMs);
      assert.equal((await rotation.step(use)).step, 'settled');
      assert.deepEqual(
        rings[use].all.map((key) => key.kid),
        [rings[use].active.kid],
      );
      assert.notEqual(rings[use].active.kid, old);
    });
  }

  it('of the TLS key publishes the old pin until the last connection with it can be gone', async () => {
    const { tls, rotation, used } = open();
    const old = tls.current.pin;
    await rotation.step('tls');
    const [first, next] = tls.pins;
    assert.equal(first, old);
    assert.equal(tls.current.pin, old);
    clock.advance(settleMs);
    assert.equal((await rotation.step('tls')).step, 'promoted');
    assert.equal(tls.current.pin, next);
    assert.deepEqual(used, [next]);
    assert.deepEqual(tls.pins, [next, old], 'each pin once');
    clock.advance(settleMs);
    assert.equal((await rotation.step('tls')).step, 'settled');
    assert.deepEqual(tls.pins, [next]);
  });

  it('of one key does not wait for another’s', async () => {
    const { rotation } = open();
    await rotation.step('signing');
    assert.equal((await rotation.step('tls')).step, 'announced');
    assert.equal((await rotation.step('federation')).step, 'announced');
    assert.equal((await rotation.step('signing')).step, 'waiting');
  });

  it('of the record key is done at once, every time', async () => {
    const { rotation } = open();
    const keys = () => readdirSync(join(folder.path, 'records')).length;
    const before = keys();
    assert.equal((await rotation.step('records')).step, 'rotated');
    assert.equal((await rotation.step('records')).step, 'rotated');
    assert.equal(keys(), before + 2);
  });

  it('goes on after a restart, and waits its whole time again', async () => {
    const first = open();
    for (const use of ['signing', 'federation', 'tls'] as const) await first.rotation.step(use);
    const announced = { signing: first.rings.signing.next?.kid, tls: first.tls.pins[1] };
    clock.advance(settleMs - 10);
    const second = open();
    for (const use of ['signing', 'federation', 'tls'] as const)
      assert.equal((await second.rotation.step(use)).step, 'waiting', use);
    clock.advance(settleMs);
    for (const use of ['signing', 'federation', 'tls'] as const)
      assert.equal((await second.rotation.step(use)).step, 'promoted', use);
    assert.equal(second.rings.signing.active.kid, announced.signing);
    assert.equal(second.tls.current.pin, announced.tls);
    const third = open();
    assert.equal(third.tls.current.pin, announced.tls);
    assert.deepEqual(
      third.tls.pins,
      [announced.tls],
      'a restart has ended every connection with the old one',
    );
  });
});

describe('the TLS keys of a connector', () => {
  it('are made once and kept, private to their owner', () => {
    using folder = temporaryFolder();
    const clock = fixedClock();
    const options = {
      folder: join(folder.path, 'tls'),
      commonName: '2120000829',
      clock,
      ipAddresses: ['127.0.0.1'],
      dnsNames: ['a.example'],
    };
    const first = new TlsIdentities(options);
    const again = new TlsIdentities(options);
    assert.deepEqual(again.current, first.current);
    assert.equal(first.promote(), false, 'nothing was announced');
    first.announce();
    const pins = [...first.pins];
    first.announce();
    assert.deepEqual(first.pins, pins, 'announced once');
    assert.deepEqual(new TlsIdentities(options).pins, pins, 'the announced key is on disk');
  });
});
