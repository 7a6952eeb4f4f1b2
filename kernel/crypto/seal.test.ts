import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import fc from 'fast-check';
import { openSealer } from './seal.ts';

const root = mkdtempSync(join(tmpdir(), 'ena-seal-'));
after(() => rmSync(root, { recursive: true }));
let counter = 0;
const newFolder = () => join(root, String(counter++));

const plain = Buffer.from('{"subject":"Åsa Öberg"}');
const aad = Buffer.from('exchange-1');
const keyIdOf = (sealed: Buffer) => sealed.subarray(1, 9).toString('hex');
const keyFiles = (folder: string) => readdirSync(folder).filter((file) => file.endsWith('.key'));

describe('a sealer', () => {
  it('opens what it sealed, also after a restart and a rotation', () => {
    const folder = newFolder();
    const sealer = openSealer(folder);
    const before = sealer.seal(plain, aad);
    assert.equal(before.length, plain.length + 37);
    sealer.rotate();
    const later = sealer.seal(plain, aad);
    assert.notEqual(keyIdOf(before), keyIdOf(later));
    for (const reader of [sealer, openSealer(folder)]) {
      for (const sealed of [before, later])
        assert.deepEqual(reader.open(sealed, aad), { ok: true, value: plain });
    }
    assert.equal(keyIdOf(openSealer(folder).seal(plain, aad)), keyIdOf(later));
  });

  it('opens nothing that was changed, moved or cut', () => {
    const sealer = openSealer(newFolder());
    const sealed = sealer.seal(plain, aad);
    fc.assert(
      fc.property(fc.nat(sealed.length * 8 - 1), (bit) => {
        const changed = Buffer.from(sealed);
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const opened = sealer.open(changed, aad);
        const expected = bit < 8 ? 'malformed' : bit < 72 ? 'unknown-key' : 'tampered';
        assert.deepEqual(opened, { ok: false, error: expected });
      }),
      { numRuns: 500 },
    );
    assert.deepEqual(sealer.open(sealed, Buffer.from('exchange-2')), { ok: false, error: 'tampered' });
    assert.deepEqual(sealer.open(sealed.subarray(0, -1), aad), { ok: false, error: 'tampered' });
    assert.deepEqual(sealer.open(sealed.subarray(0, 36), aad), { ok: false, error: 'malformed' });
  });

  it('never throws on arbitrary bytes', () => {
    const sealer = openSealer(newFolder());
    fc.assert(fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => !sealer.open(bytes, aad).ok));
  });

  it('replaces a key before its last use, counting over restarts', () => {
    const folder = newFolder();
    const ids: string[] = [];
    const sealer = openSealer(folder, { sealsPerKey: 3 });
    for (let i = 0; i < 7; i++) ids.push(keyIdOf(sealer.seal(plain, aad)));
    assert.deepEqual(
      ids.map((id) => ids.indexOf(id)),
      [0, 0, 0, 3, 3, 3, 6],
    );
    // The third key's block of uses was reserved on disk, so after a restart it counts as used up.
    const after = keyIdOf(openSealer(folder, { sealsPerKey: 3 }).seal(plain, aad));
    assert.equal(ids.includes(after), false);
  });

  it('says unknown-key when a key is lost, and goes on under another', () => {
    const folder = newFolder();
    const sealed = openSealer(folder).seal(plain, aad);
    rmSync(join(folder, `${keyIdOf(sealed)}.key`));
    const sealer = openSealer(folder);
    assert.deepEqual(sealer.open(sealed, aad), { ok: false, error: 'unknown-key' });
    assert.ok(sealer.open(sealer.seal(plain, aad), aad).ok);
  });

  it('seals under no old key when nobody knows how often it was used', () => {
    const folder = newFolder();
    const sealed = openSealer(folder).seal(plain, aad);
    rmSync(join(folder, 'sealer.json'));
    const sealer = openSealer(folder);
    assert.ok(sealer.open(sealed, aad).ok);
    assert.notEqual(keyIdOf(sealer.seal(plain, aad)), keyIdOf(sealed));
  });

  it('keeps wrapped keys unreadable without the wrapping key, and reports them lost', () => {
    const folder = newFolder();
    const wrappingKey = Buffer.alloc(32, 7);
    const sealed = openSealer(folder, { wrappingKey }).seal(plain, aad);
    for (const file of keyFiles(folder)) assert.match(readFileSync(join(folder, file), 'utf8'), /^wrapped /);
    assert.deepEqual(openSealer(folder, { wrappingKey }).open(sealed, aad), { ok: true, value: plain });
    for (const options of [{}, { wrappingKey: Buffer.alloc(32, 8) }]) {
      const stranger = openSealer(folder, options);
      assert.deepEqual(stranger.open(sealed, aad), { ok: false, error: 'unknown-key' });
      assert.equal(
        stranger.lostKeys.some((key) => key.id === keyIdOf(sealed)),
        true,
      );
    }
    assert.throws(() => openSealer(folder, { wrappingKey: Buffer.alloc(16) }), /32 bytes/);
  });

  it('lets nobody else read its files', { skip: process.platform === 'win32' }, () => {
    const folder = newFolder();
    openSealer(folder).seal(plain, aad);
    assert.equal(statSync(folder).mode & 0o777, 0o700);
    for (const file of readdirSync(folder))
      assert.equal(statSync(join(folder, file)).mode & 0o777, 0o600, file);
  });

  it('uses another nonce for every record', () => {
    const sealer = openSealer(newFolder());
    const nonces = new Set(
      Array.from({ length: 5000 }, () => sealer.seal(plain, aad).toString('hex', 9, 21)),
    );
    assert.equal(nonces.size, 5000);
  });
});
