import assert from 'node:assert/strict';
import { copyFileSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { encodeGroup, maxRecordBytes } from './commit-group.ts';
import { type Disk, realDisk } from './disk.ts';
import type { Journal } from './journal.ts';
import { found, reopen } from './journal-fixture.ts';
import { withFolder } from './log-fixture.ts';
import { segmentPath } from './segment.ts';

const bytes = (text: string) => Buffer.from(text);

const append = (journal: Journal, text: string) =>
  journal.append([bytes(text)], () => ({ kind: 'done' as const }));

/** A disk that counts, waits when told, and fails when told. */
function testDisk(folder: string) {
  const calls: string[] = [];
  const state = {
    fail: {} as Partial<Record<'write' | 'sync' | 'truncate' | 'create', string>>,
    gate: Promise.resolve(),
  };
  const maybeFail = (call: 'write' | 'sync' | 'truncate' | 'create') => {
    calls.push(call);
    const code = state.fail[call];
    if (code !== undefined) throw Object.assign(new Error(code), { code });
  };
  const disk: Disk = {
    async create(path) {
      maybeFail('create');
      return realDisk.create(path);
    },
    async write(fd, data, position) {
      // A full disk takes part of a write before it refuses.
      if (state.fail.write !== undefined)
        await realDisk.write(fd, data.subarray(0, data.length / 2), position);
      maybeFail('write');
      await realDisk.write(fd, data, position);
    },
    async sync(fd) {
      await state.gate;
      maybeFail('sync');
      await realDisk.sync(fd);
    },
    async truncate(fd, length) {
      maybeFail('truncate');
      await realDisk.truncate(fd, length);
    },
    close: realDisk.close,
  };
  return { disk, calls, state, folder };
}

test(
  'appends that arrive while a commit is under way share the next one',
  withFolder(async (folder) => {
    const { disk, calls, state } = testDisk(folder);
    const journal = await reopen(folder, 1 << 20, disk);
    calls.length = 0;
    let open = () => {};
    state.gate = new Promise((resolve) => {
      open = resolve;
    });
    const first = append(journal, 'first');
    await new Promise((resolve) => setTimeout(resolve, 20));
    const others = Array.from({ length: 50 }, (_, i) => append(journal, `other ${i}`));
    assert.deepEqual(calls, ['write']);
    open();
    await Promise.all([first, ...others]);
    assert.deepEqual(calls, ['write', 'sync', 'write', 'sync']);
    await journal.close();
    assert.deepEqual((await found(folder)).bodies, [
      'first',
      ...Array.from({ length: 50 }, (_, i) => `other ${i}`),
    ]);
  }),
);

test(
  'an append does not resolve before its sync has',
  withFolder(async (folder) => {
    const { disk, state } = testDisk(folder);
    const journal = await reopen(folder, 1 << 20, disk);
    let open = () => {};
    state.gate = new Promise((resolve) => {
      open = resolve;
    });
    let resolved = false;
    const appended = append(journal, 'ö').then(() => {
      resolved = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 30));
    assert.equal(resolved, false);
    open();
    await appended;
    await journal.close();
  }),
);

for (const [call, code, reason] of [
  ['write', 'ENOSPC', 'disk-full'],
  ['write', 'EIO', 'io-error'],
  ['sync', 'EIO', 'io-error'],
  ['sync', 'EDQUOT', 'disk-full'],
] as const) {
  test(
    `${code} in ${call} refuses the group as ${reason}, leaves nothing of it, and appends go on when it is over`,
    withFolder(async (folder) => {
      const { disk, state } = testDisk(folder);
      const journal = await reopen(folder, 1 << 20, disk);
      await append(journal, 'before');
      const goodLength = statSync(segmentPath(folder, 0)).size;
      state.fail[call] = code;
      const refused = await Promise.all([append(journal, 'lost 1'), append(journal, 'lost 2')]);
      assert.deepEqual(refused, [
        { kind: 'refused', reason },
        { kind: 'refused', reason },
      ]);
      assert.equal(statSync(segmentPath(folder, 0)).size, goodLength);
      delete state.fail[call];
      assert.deepEqual(await append(journal, 'after'), { kind: 'done' });
      await journal.close();
      assert.deepEqual(await found(folder).then(({ bodies }) => bodies), ['before', 'after']);
    }),
  );
}

test(
  'while the cut after a failure fails too, nothing is written over it',
  withFolder(async (folder) => {
    const { disk, state } = testDisk(folder);
    const journal = await reopen(folder, 1 << 20, disk);
    await append(journal, 'before');
    state.fail = { write: 'EIO', truncate: 'EIO' };
    assert.equal((await append(journal, 'a')).kind, 'refused');
    delete state.fail.write;
    assert.equal((await append(journal, 'b')).kind, 'refused');
    state.fail = {};
    assert.equal((await append(journal, 'c')).kind, 'done');
    await journal.close();
    assert.deepEqual((await found(folder)).bodies, ['before', 'c']);
  }),
);

test(
  'a probe tells whether the disk takes records again, and leaves nothing behind',
  withFolder(async (folder) => {
    const { disk, state } = testDisk(folder);
    const journal = await reopen(folder, 1 << 20, disk);
    await append(journal, 'before');
    const { size } = statSync(segmentPath(folder, 0));
    state.fail = { write: 'ENOSPC' };
    assert.deepEqual(await journal.probe(), { kind: 'refused', reason: 'disk-full' });
    state.fail = { sync: 'EIO' };
    assert.deepEqual(await journal.probe(), { kind: 'refused', reason: 'io-error' });
    state.fail = {};
    const during = Promise.all([
      append(journal, 'a'),
      journal.probe(),
      append(journal, 'b'),
      journal.probe(),
    ]);
    assert.deepEqual(
      (await during).map(({ kind }) => kind),
      ['done', 'writable', 'done', 'writable'],
    );
    await append(journal, 'after');
    await journal.close();
    assert.deepEqual(await journal.probe(), { kind: 'refused', reason: 'closed' });
    const { bodies, scan } = await found(folder);
    assert.deepEqual([bodies, scan.kind], [['before', 'a', 'b', 'after'], 'clean']);
    assert.ok(statSync(segmentPath(folder, 0)).size < size + 500);
  }),
);

test(
  'a disk that has no room for a new segment refuses, and takes it later',
  withFolder(async (folder) => {
    const { disk, state } = testDisk(folder);
    const journal = await reopen(folder, 200, disk);
    await append(journal, 'x'.repeat(150));
    state.fail.create = 'ENOSPC';
    assert.deepEqual(await append(journal, 'y'.repeat(150)), { kind: 'refused', reason: 'disk-full' });
    delete state.fail.create;
    assert.deepEqual(await append(journal, 'z'), { kind: 'done' });
    await journal.close();
    assert.deepEqual((await found(folder)).bodies, ['x'.repeat(150), 'z']);
  }),
);

test(
  'segments follow each other and are read in order; a missing one is reported',
  withFolder(async (folder) => {
    const journal = await reopen(folder, 256);
    const texts = Array.from({ length: 30 }, (_, i) => `record ${i} ${'å'.repeat(20)}`);
    for (const text of texts) await append(journal, text);
    await journal.close();
    const { bodies, scan } = await found(folder);
    assert.deepEqual(bodies, texts);
    assert.ok(scan.kind === 'clean' && scan.end.segment > 5);
    rmSync(segmentPath(folder, 2));
    const after = await found(folder);
    assert.ok(
      after.scan.kind === 'damaged' && after.scan.sentence.includes('00000002.journal'),
      JSON.stringify(after.scan),
    );
  }),
);

test(
  'a journal cut anywhere within its last group loses that group and nothing else',
  withFolder(async (folder) => {
    const journal = await reopen(folder);
    for (const text of ['one', 'two', 'three']) await append(journal, text);
    const before = journal.end.length;
    await Promise.all([append(journal, 'last a'), append(journal, 'last b')]);
    const after = journal.end.length;
    await journal.close();
    const path = segmentPath(folder, 0);
    copyFileSync(path, join(folder, 'whole'));
    for (let length = before; length < after; length += 1) {
      copyFileSync(join(folder, 'whole'), path);
      truncateSync(path, length);
      const { bodies, scan } = await found(folder);
      assert.deepEqual(bodies, ['one', 'two', 'three'], `cut at ${length}`);
      const expected =
        length === before
          ? { kind: 'clean', end: { segment: 0, length } }
          : { kind: 'torn', end: { segment: 0, length: before }, bytes: length - before };
      assert.deepEqual(scan, expected, `cut at ${length}`);
      const again = await reopen(folder);
      await append(again, 'next');
      await again.close();
      assert.deepEqual((await found(folder)).bodies, ['one', 'two', 'three', 'next']);
    }
  }),
);

test(
  'a last group whose blocks did not all reach the disk is cut whole',
  withFolder(async (folder) => {
    const journal = await reopen(folder);
    await append(journal, 'one');
    const before = journal.end.length;
    await Promise.all([append(journal, 'a'.repeat(3000)), append(journal, 'b'.repeat(3000))]);
    await journal.close();
    const path = segmentPath(folder, 0);
    const whole = readFileSync(path);
    for (const [from, to] of [
      [before, before + 2000],
      [before, whole.length],
      [before + 2000, before + 4000],
      [whole.length - 10, whole.length],
    ] as const) {
      writeFileSync(path, Buffer.from(whole).fill(0, from, to));
      const { bodies, scan } = await found(folder);
      assert.deepEqual([bodies, scan.kind], [['one'], 'torn'], `zeroes from ${from} to ${to}`);
    }
  }),
);

test(
  'a flipped bit before the last group is reported at every byte and nothing is cut',
  withFolder(async (folder) => {
    const journal = await reopen(folder);
    for (const text of ['one', 'two', 'three']) await append(journal, text);
    const lastGroup = journal.end.length;
    await append(journal, 'last');
    await journal.close();
    const path = segmentPath(folder, 0);
    const whole = readFileSync(path);
    for (let at = 0; at < lastGroup; at += 1) {
      const flipped = Buffer.from(whole);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
      writeFileSync(path, flipped);
      const { scan } = await found(folder);
      assert.equal(scan.kind, 'damaged', `bit ${at % 8} of byte ${at}: ${JSON.stringify(scan)}`);
    }
  }),
);

test(
  'a torn end is accepted in the last segment only',
  withFolder(async (folder) => {
    const journal = await reopen(folder, 100);
    for (const text of ['x'.repeat(80), 'y'.repeat(80), 'z'.repeat(80)]) await append(journal, text);
    await journal.close();
    truncateSync(segmentPath(folder, 1), statSync(segmentPath(folder, 1)).size - 1);
    assert.equal((await found(folder)).scan.kind, 'damaged');
  }),
);

test(
  'a segment whose creation was interrupted is begun again',
  withFolder(async (folder) => {
    const journal = await reopen(folder, 100);
    await append(journal, 'x'.repeat(80));
    await journal.close();
    for (const begun of [Buffer.alloc(0), bytes('ENA'), Buffer.alloc(16)]) {
      writeFileSync(segmentPath(folder, 1), begun);
      const again = await reopen(folder, 100);
      await again.close();
      assert.deepEqual((await found(folder)).scan, { kind: 'clean', end: { segment: 1, length: 16 } });
    }
  }),
);

test(
  'a group that lies inside a record, or at another place, is not taken for a group',
  withFolder(async (folder) => {
    const journal = await reopen(folder);
    const inner = encodeGroup([[bytes('forged')]], { segment: 0, offset: 16 }).data;
    await append(journal, 'one');
    await journal.append([inner, inner], () => null);
    const end = journal.end.length;
    await journal.close();
    truncateSync(segmentPath(folder, 0), end - 1);
    const { bodies, scan } = await found(folder);
    assert.deepEqual([bodies, scan.kind], [['one'], 'torn']);
  }),
);

test(
  'records up to the limit are taken and read back, larger ones refused',
  withFolder(async (folder) => {
    const journal = await reopen(folder, 4 << 20);
    const large = Buffer.alloc(maxRecordBytes, 7);
    const place = await journal.append([large], ({ segment, offset }) => ({
      kind: 'at' as const,
      segment,
      offset,
    }));
    assert.ok(place.kind === 'at');
    assert.deepEqual(journal.read(place.segment, place.offset), large);
    assert.equal(journal.read(place.segment, place.offset + 1), undefined);
    assert.deepEqual(await journal.append([large, bytes('x')], () => null), {
      kind: 'refused',
      reason: 'too-large',
    });
    const many = await Promise.all(Array.from({ length: 5 }, () => journal.append([large], () => 'ok')));
    assert.deepEqual(
      many,
      Array.from({ length: 5 }, () => 'ok'),
    );
    await journal.close();
    assert.deepEqual(await journal.append([bytes('x')], () => null), { kind: 'refused', reason: 'closed' });
    assert.equal((await found(folder)).bodies.length, 6);
  }),
);
