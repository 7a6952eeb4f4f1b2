import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { sha256 } from '../crypto/digest.ts';
import { generateEd25519Key } from '../crypto/keys.ts';
import { ed25519Signer } from './log-signer.ts';
import { openLog, type TransparencyLog } from './transparency-log.ts';

/*
 * A disk that is really full: a file system of 2 MB in memory, mounted as root. What a disk answers when it fails
 * in other ways is in kernel/trace/journal.test.ts.
 */

const mount = mkdtempSync(join(tmpdir(), 'ena-full-disk-'));
const signer = ed25519Signer(generateEd25519Key().privateKey);
const payload = Buffer.alloc(2000, 7);

before(() => execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', mount]));
after(() => {
  execFileSync('umount', [mount]);
  rmSync(mount, { recursive: true });
});

async function opened(folder: string): Promise<TransparencyLog> {
  const log = await openLog({
    folder,
    origin: '2021005489.sandbox.localhost/log',
    signer,
    segmentBytes: 300_000,
  });
  return log.ok ? log.value : assert.fail(log.error.sentence);
}

const append = (log: TransparencyLog, i: number) => log.append(sha256(`entry ${i}`), payload);

/** Takes all room that is left, and gives it back. */
function filler(): { remove(): void } {
  const file = join(mount, 'filler');
  const { bavail, bsize } = statfsSync(mount);
  writeFileSync(file, Buffer.alloc(bavail * bsize));
  return { remove: () => rmSync(file) };
}

test('a full disk refuses appends and checkpoints, acknowledges nothing, and both go on when there is room', async () => {
  const folder = join(mount, 'log');
  mkdirSync(folder);
  const log = await opened(folder);
  for (let i = 0; i < 10; i += 1) assert.equal((await append(log, i)).kind, 'appended');

  const full = filler();
  const outcomes = [];
  for (let i = 10; i < 30; i += 1) outcomes.push(await append(log, i));
  const taken = outcomes.filter(({ kind }) => kind === 'appended').length;
  assert.ok(taken < 5, 'what still fits in the last page may be taken');
  for (const outcome of outcomes.slice(taken))
    assert.deepEqual(outcome, { kind: 'refused', reason: 'disk-full' });
  assert.equal(log.size, 10 + taken);
  assert.deepEqual(await log.checkpoint(), { kind: 'refused', reason: 'disk-full' });
  const group = await Promise.all(Array.from({ length: 40 }, (_, i) => append(log, 100 + i)));
  assert.ok(group.every(({ kind }) => kind === 'refused'));
  assert.equal((await log.verifyAll()).kind, 'sound');

  full.remove();
  const after = await append(log, 10 + taken);
  assert.ok(after.kind === 'appended' && after.index === 10 + taken);
  assert.equal((await log.checkpoint()).kind, 'signed');
  await log.close();
  const again = await opened(folder);
  assert.equal(again.size, 11 + taken);
  assert.equal((await again.verifyAll()).kind, 'sound');
  await again.close();
});

test('filling the disk for real, through new segments and tiles, keeps every acknowledged entry and no other', async () => {
  const folder = join(mount, 'log-2');
  mkdirSync(folder);
  const log = await opened(folder);
  let acknowledged = 0;
  let refused = 0;
  for (let round = 0; refused < 50; round += 1) {
    assert.ok(round < 500, 'a 2 MB disk should be full by now');
    const outcomes = await Promise.all(Array.from({ length: 16 }, (_, i) => append(log, acknowledged + i)));
    const taken = outcomes.filter(({ kind }) => kind === 'appended').length;
    assert.ok(outcomes.slice(taken).every(({ kind }) => kind === 'refused'));
    acknowledged += taken;
    refused += outcomes.length - taken;
  }
  assert.ok(acknowledged > 256, `${acknowledged}`);
  await log.close();

  const whileFull = await opened(folder);
  assert.equal(whileFull.size, acknowledged);
  assert.equal((await whileFull.verifyAll()).kind, 'sound');
  for (let i = 0; i < acknowledged; i += 1) {
    const record = whileFull.read(i);
    assert.ok(record.ok && record.value.entry.equals(sha256(`entry ${i}`)), `entry ${i}`);
  }
  await whileFull.close();
});
