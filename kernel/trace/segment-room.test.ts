import assert from 'node:assert/strict';
import {
  appendFileSync,
  copyFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { encodeGroup } from './commit-group.ts';
import { type Disk, realDisk } from './disk.ts';
import type { Journal } from './journal.ts';
import { found, reopen } from './journal-fixture.ts';
import { withFolder } from './log-fixture.ts';
import { segmentPath } from './segment.ts';
import { roomBytes } from './segment-room.ts';

/** Enough that room is made; answers what was appended. */
async function fill(journal: Journal, count = 12): Promise<string[]> {
  const texts = Array.from({ length: count }, (_, i) => `post ${i} å${'ä'.repeat(5_000)}`);
  for (const text of texts) assert.equal(await journal.append([Buffer.from(text)], () => 'taken'), 'taken');
  return texts;
}

/** The folder as a crash at this moment would leave it. */
function asCrashed(from: string, to: string): void {
  copyFileSync(segmentPath(from, 0), segmentPath(to, 0));
}

test(
  'room lies after the last group while the journal is open, and is gone when it is closed',
  withFolder(async (folder) => {
    const journal = await reopen(folder);
    const texts = await fill(journal);
    const { length } = journal.end;
    const open = readFileSync(segmentPath(folder, 0));
    assert.ok(open.length > length + roomBytes / 2 && open.length <= length + roomBytes);
    assert.ok(open.subarray(length).every((byte) => byte === 0));
    await journal.close();
    assert.equal(statSync(segmentPath(folder, 0)).size, length);
    assert.deepEqual(await found(folder), {
      bodies: texts,
      scan: { kind: 'clean', end: { segment: 0, length } },
    });
  }),
);

test(
  'a crash that leaves room behind loses nothing, and the journal goes on where its last group ends',
  withFolder(async (folder) => {
    const journal = await reopen(folder);
    const texts = await fill(journal);
    const crashed = mkdtempSync(join(tmpdir(), 'ena-room-'));
    try {
      asCrashed(folder, crashed);
      assert.deepEqual((await found(crashed)).bodies, texts);
      const again = await reopen(crashed);
      assert.equal(statSync(segmentPath(crashed, 0)).size, journal.end.length);
      const more = await fill(again, 30);
      await again.close();
      assert.deepEqual((await found(crashed)).bodies, [...texts, ...more]);
    } finally {
      rmSync(crashed, { recursive: true });
      await journal.close();
    }
  }),
);

test(
  'a group that was torn within the room is cut whole, wherever it was torn',
  withFolder(async (folder) => {
    const journal = await reopen(folder);
    const texts = await fill(journal);
    const { length } = journal.end;
    const open = readFileSync(segmentPath(folder, 0));
    await journal.close();
    const group = encodeGroup([[Buffer.from('ö'.repeat(300))], [Buffer.from('b')]], {
      segment: 0,
      offset: length,
    });
    for (let kept = 1; kept < group.data.length; kept += 7) {
      group.data.copy(open.fill(0, length), length, 0, kept);
      writeFileSync(segmentPath(folder, 0), open);
      const { bodies, scan } = await found(folder);
      assert.deepEqual(bodies, texts);
      assert.deepEqual(
        scan,
        { kind: 'torn', end: { segment: 0, length }, bytes: open.length - length },
        `${kept}`,
      );
    }
    group.data.copy(open, length);
    writeFileSync(segmentPath(folder, 0), open);
    assert.equal((await found(folder)).bodies.length, texts.length + 2);
  }),
);

test(
  'zeros that a crash cannot have left are damage: with a group after them, or more than is ever made',
  withFolder(async (folder) => {
    const journal = await reopen(folder);
    await fill(journal);
    const { length } = journal.end;
    const open = readFileSync(segmentPath(folder, 0));
    await journal.close();
    const at = length + 100_000;
    encodeGroup([[Buffer.from('later')]], { segment: 0, offset: at }).data.copy(open, at);
    writeFileSync(segmentPath(folder, 0), open);
    assert.equal((await found(folder)).scan.kind, 'damaged');
    truncateSync(segmentPath(folder, 0), length);
    appendFileSync(segmentPath(folder, 0), Buffer.alloc(3 * roomBytes + 1_000));
    assert.equal((await found(folder)).scan.kind, 'damaged');
  }),
);

test(
  'a segment that is followed by another has no room left in it',
  withFolder(async (folder) => {
    const journal = await reopen(folder, 200_000);
    const texts = await fill(journal, 60);
    assert.ok(journal.end.segment >= 2);
    await journal.close();
    const { bodies, scan } = await found(folder);
    assert.deepEqual([bodies, scan.kind], [texts, 'clean']);
    for (let segment = 0; segment <= journal.end.segment; segment += 1)
      assert.ok(statSync(segmentPath(folder, segment)).size <= 200_000);
  }),
);

test(
  'a disk that has no room for zeros gets back what it took of them, and goes on taking records',
  withFolder(async (folder) => {
    const disk: Disk = {
      ...realDisk,
      async write(fd, data, position) {
        if (data.length > 60_000) await realDisk.write(fd, data.subarray(0, 30_000), position);
        if (data.length > 60_000) throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
        await realDisk.write(fd, data, position);
      },
    };
    const journal = await reopen(folder, 4 << 20, disk);
    const texts = await fill(journal, 40);
    assert.equal(statSync(segmentPath(folder, 0)).size, journal.end.length);
    await journal.close();
    assert.deepEqual((await found(folder)).bodies, texts);
  }),
);
