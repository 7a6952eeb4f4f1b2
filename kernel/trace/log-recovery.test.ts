import assert from 'node:assert/strict';
import { cpSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { sha256 } from '../crypto/digest.ts';
import { generateEd25519Key } from '../crypto/keys.ts';
import { entryOf, fill, opened, origin, payloadOf, signer, withFolder } from './log-fixture.ts';
import { ed25519Signer } from './log-signer.ts';
import { openLog } from './transparency-log.ts';

async function problemOf(folder: string, more: { signer?: typeof signer; origin?: string } = {}) {
  const log = await openLog({ folder, origin, signer, ...more });
  if (log.ok) await log.value.close();
  return log.ok ? assert.fail('it opened') : log.error;
}

test(
  'an older copy of the folder does not open against a newer checkpoint, and is left as it was',
  withFolder(async (folder) => {
    const log = await opened(folder);
    await fill(log, 5);
    cpSync(join(folder, 'segments'), join(folder, 'older'), { recursive: true });
    await fill(log, 9);
    await log.checkpoint();
    await log.close();
    rmSync(join(folder, 'segments'), { recursive: true });
    cpSync(join(folder, 'older'), join(folder, 'segments'), { recursive: true });
    const problem = await problemOf(folder);
    assert.equal(problem.kind, 'went-backwards');
    assert.match(problem.sentence, /has 5 entries, but a signed checkpoint of 9/);
  }),
);

test(
  'a torn tail is cut unless a checkpoint promised it',
  withFolder(async (folder) => {
    const segment = join(folder, 'segments', '00000000.journal');
    const log = await opened(folder);
    await fill(log, 5);
    await log.checkpoint();
    await log.append(entryOf(5), payloadOf(5));
    await log.close();
    truncateSync(segment, statSync(segment).size - 3);
    const cut = await opened(folder);
    assert.ok(cut.size === 5 && cut.cutBytes > 0);
    await fill(cut, 7);
    await cut.checkpoint();
    await cut.close();
    const length = statSync(segment).size;
    truncateSync(segment, length - 3);
    assert.equal((await problemOf(folder)).kind, 'went-backwards');
    assert.equal(statSync(segment).size, length - 3);
  }),
);

test(
  'a folder with other entries than the checkpoint says does not open',
  withFolder(async (folder) => {
    const log = await opened(folder);
    await fill(log, 5);
    await log.checkpoint();
    await log.close();
    rmSync(join(folder, 'segments'), { recursive: true });
    cpSync(join(folder, 'checkpoint'), join(folder, 'kept'));
    rmSync(join(folder, 'checkpoint'));
    const other = await opened(folder);
    for (let i = 0; i < 6; i += 1) await other.append(sha256(`another ${i}`), payloadOf(i));
    await other.close();
    cpSync(join(folder, 'kept'), join(folder, 'checkpoint'));
    assert.equal((await problemOf(folder)).kind, 'other-root');
    rmSync(join(folder, 'checkpoint'));
    assert.match((await problemOf(folder)).sentence, /its file "checkpoint" is gone/);
  }),
);

test(
  'a folder of another log, another key or an altered checkpoint does not open',
  withFolder(async (folder) => {
    const log = await opened(folder);
    await fill(log, 5);
    await log.checkpoint();
    await log.close();
    assert.equal((await problemOf(folder, { origin: 'other.example/log' })).kind, 'not-our-checkpoint');
    assert.equal(
      (await problemOf(folder, { signer: ed25519Signer(generateEd25519Key().privateKey) })).kind,
      'not-our-checkpoint',
    );
    const file = join(folder, 'checkpoint');
    writeFileSync(file, readFileSync(file, 'utf8').replace('\n5\n', '\n4\n'));
    assert.equal((await problemOf(folder)).kind, 'not-our-checkpoint');
  }),
);

test(
  'an altered journal is found by opening, or by verifying the whole where opening does not read',
  withFolder(async (folder) => {
    const log = await opened(folder);
    await fill(log, 600);
    await log.close();
    const segment = join(folder, 'segments', '00000000.journal');
    const whole = readFileSync(segment);
    const flip = (at: number) => {
      const flipped = Buffer.from(whole);
      flipped[at] = (flipped[at] ?? 0) ^ 1;
      writeFileSync(segment, flipped);
    };
    flip(2000);
    // One group holds the 600, so its last tile cannot be read without it.
    assert.equal((await problemOf(folder)).kind, 'damaged');
    writeFileSync(segment, whole);
    const spread = await opened(folder);
    for (let i = 600; i < 900; i += 1) await spread.append(entryOf(i), payloadOf(i));
    const longer = readFileSync(segment);
    await spread.close();
    longer[2000] = (longer[2000] ?? 0) ^ 1;
    writeFileSync(segment, longer);
    const later = await opened(folder);
    const verified = await later.verifyAll();
    assert.ok(
      verified.kind === 'damaged' &&
        verified.checked === 0 &&
        /segments.00000000.journal at byte 16/.test(verified.sentence),
      JSON.stringify(verified),
    );
    const read = [...Array(100).keys()].map((i) => later.read(i)).find((r) => !r.ok);
    assert.ok(read && !read.ok && read.error.kind === 'damaged');
    await later.close();
  }),
);

test(
  'the tree file is made again where it is missing, short or wrong',
  withFolder(async (folder) => {
    const log = await opened(folder, { segmentBytes: 16_384 });
    await fill(log, 300);
    for (let i = 300; i < 1100; i += 100) await fill(log, i + 100);
    const checkpoint = await log.checkpoint();
    await log.close();
    const tree = join(folder, 'tree');
    const whole = readFileSync(tree);
    const spoil: (() => void)[] = [
      () => rmSync(tree),
      () => truncateSync(tree, whole.length - 1),
      () =>
        writeFileSync(tree, Buffer.concat([whole.subarray(0, 20_000), Buffer.alloc(whole.length - 20_000)])),
      () => writeFileSync(tree, Buffer.concat([whole, whole.subarray(0, 100)])),
      () => writeFileSync(tree, Buffer.alloc(50_000, 0xff)),
    ];
    for (const [i, act] of spoil.entries()) {
      act();
      const again = await opened(folder, { segmentBytes: 16_384 });
      assert.deepEqual(
        await again.checkpoint().then((c) => c.kind === 'signed' && c.note),
        checkpoint.kind === 'signed' && checkpoint.note,
        `case ${i}`,
      );
      assert.equal((await again.verifyAll()).kind, 'sound');
      await again.close();
      assert.deepEqual(readFileSync(tree), whole, `case ${i}`);
    }
  }),
);
