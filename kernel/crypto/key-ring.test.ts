import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { signEs256, verifyEs256 } from './es256.ts';
import { KeyFolderError } from './key-file.ts';
import { type KeyRing, openKeyRing } from './key-ring.ts';

const root = mkdtempSync(join(tmpdir(), 'ena-key-ring-åäö-'));
after(() => rmSync(root, { recursive: true }));

let counter = 0;
const newFolder = () => join(root, String(counter++));
const kids = (ring: KeyRing) => ring.all.map((key) => key.kid);

describe('a key ring', () => {
  it('is the same after it is opened again, in every stage of a rotation', () => {
    const folder = newFolder();
    const clock = { now: () => Date.parse('2026-11-22T00:00:00Z') };
    const same = (ring: KeyRing) => {
      const again = openKeyRing(folder, 'signing', 'ES256', clock);
      assert.deepEqual(
        [kids(again), again.active.kid, again.next?.kid],
        [kids(ring), ring.active.kid, ring.next?.kid],
      );
    };
    const ring = openKeyRing(folder, 'signing', 'ES256', clock);
    same(ring);
    const first = ring.active;
    const announced = ring.announce();
    assert.equal(ring.announce(), announced);
    assert.equal(ring.active, first);
    assert.deepEqual(kids(ring), [first.kid, announced.kid]);
    same(ring);
    assert.deepEqual(ring.promote(), { kind: 'promoted', active: announced, retired: first });
    assert.deepEqual([ring.active, kids(ring)], [announced, [announced.kid, first.kid]]);
    assert.deepEqual(ring.promote(), { kind: 'nothing-announced' });
    same(ring);
    assert.deepEqual(ring.prune(clock.now()), []);
    assert.deepEqual(ring.prune(clock.now() + 1), [first.kid]);
    assert.deepEqual(kids(ring), [announced.kid]);
    assert.equal(existsSync(join(folder, 'signing', `${first.kid}.pem`)), false);
    same(ring);
  });

  it('signs with the same key after a restart', () => {
    const folder = newFolder();
    const signature = signEs256(Buffer.from('x'), openKeyRing(folder, 'signing', 'ES256').active.privateKey);
    const again = openKeyRing(folder, 'signing', 'ES256');
    assert.ok(verifyEs256(Buffer.from('x'), signature, again.active.publicKey));
  });

  it('withdraws a retired or announced key, never the active one', () => {
    const ring = openKeyRing(newFolder(), 'log', 'EdDSA');
    assert.equal(ring.retire(ring.active.kid), 'active');
    assert.equal(ring.retire('x'), 'unknown');
    assert.equal(ring.retire(ring.announce().kid), 'withdrawn');
    assert.equal(ring.next, undefined);
    ring.announce();
    const old = ring.active.kid;
    ring.promote();
    assert.equal(ring.retire(old), 'withdrawn');
    assert.deepEqual(kids(ring), [ring.active.kid]);
  });

  it('lets nobody else read its files', { skip: process.platform === 'win32' }, () => {
    const folder = newFolder();
    openKeyRing(folder, 'signing', 'ES256').announce();
    const path = join(folder, 'signing');
    assert.equal(statSync(path).mode & 0o777, 0o700);
    for (const file of readdirSync(path)) assert.equal(statSync(join(path, file)).mode & 0o777, 0o600, file);
    assert.equal(
      readdirSync(path).some((file) => file.endsWith('.tmp')),
      false,
    );
  });

  it('goes on when an old key is lost, and says so when the active key, the state or the kind is wrong', () => {
    const folder = newFolder();
    const ring = openKeyRing(folder, 'signing', 'ES256');
    const first = ring.active.kid;
    ring.announce();
    ring.promote();
    const path = join(folder, 'signing');
    writeFileSync(join(path, `${first}.pem`), 'broken');
    assert.deepEqual(kids(openKeyRing(folder, 'signing', 'ES256')), [ring.active.kid]);
    assert.throws(() => openKeyRing(folder, 'signing', 'EdDSA'), KeyFolderError);
    const state = readFileSync(join(path, 'ring.json'), 'utf8');
    for (const damaged of ['{', '[]', 'null', state.replace(ring.active.kid, '../../etc/passwd')]) {
      writeFileSync(join(path, 'ring.json'), damaged);
      assert.throws(() => openKeyRing(folder, 'signing', 'ES256'), KeyFolderError, damaged);
    }
    rmSync(join(path, 'ring.json'));
    assert.throws(() => openKeyRing(folder, 'signing', 'ES256'), /ring\.json/);
    writeFileSync(join(path, 'ring.json'), state);
    rmSync(join(path, `${ring.active.kid}.pem`));
    assert.throws(() => openKeyRing(folder, 'signing', 'ES256'), /missing or broken/);
  });

  it('begins anew after a crash between the first key and the first state', () => {
    const folder = newFolder();
    const unused = openKeyRing(folder, 'signing', 'ES256').active.kid;
    rmSync(join(folder, 'signing', 'ring.json'));
    assert.notEqual(openKeyRing(folder, 'signing', 'ES256').active.kid, unused);
  });
});
