import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { sha256 } from '../crypto/digest.ts';
import { generateEd25519Key } from '../crypto/keys.ts';
import { parseCheckpointNote } from './checkpoint.ts';
import { verifierOf } from './cosignature.ts';
import { checkLog, entryOf, fill, opened, origin, payloadOf, signer, withFolder } from './log-fixture.ts';
import { cosignatureSigner, ed25519Signer, verifyRawEd25519, vkeyOf } from './log-signer.ts';
import { foldHashes, leafHash, rootHash } from './merkle.ts';
import { verifyConsistency } from './merkle-verify.ts';
import { openNote } from './note.ts';
import { rightmostTiles } from './tiles.ts';
import { verifyTlogProof } from './tlog-proof-verify.ts';
import { openLog } from './transparency-log.ts';
import { parseVkey, renderVkey, signatureType } from './vkey.ts';
import { cosign } from './witness.ts';

const witnessKey = generateEd25519Key().privateKey;
const witness = cosignatureSigner('hub.sandbox.localhost/witness', witnessKey);
const witnessVkey = vkeyOf(witness.name, signatureType.cosignature, ed25519Signer(witnessKey).publicKey);

test(
  'a log answers rightly at every turn of its tiles, and again after each restart',
  withFolder(async (folder) => {
    for (const size of [0, 1, 2, 255, 256, 257, 511, 513, 1024]) {
      const log = await opened(folder, { segmentBytes: 8192 });
      await fill(log, size);
      await checkLog(log, size);
      await log.close();
      const again = await opened(folder, { segmentBytes: 8192 });
      await checkLog(again, size);
      await again.close();
    }
  }),
);

test(
  'tiles and bundles add up to the root of the checkpoint, three levels deep',
  withFolder(async (folder) => {
    const size = 66_000;
    const log = await opened(folder);
    await fill(log, size);
    await log.close();
    const again = await opened(folder);
    const checkpoint = await again.checkpoint();
    assert.ok(checkpoint.kind === 'signed');
    const tileHashes = (level: number, index: number, width: number) => {
      const tile = again.tile(level, index, width);
      assert.ok(tile.ok && tile.value.length === width * 32);
      return tile.value;
    };
    const read = (level: number, index: number): Uint8Array => {
      const [tileLevel, count] = [Math.floor(level / 8), 2 ** (level % 8)];
      const first = index * count;
      const have = Math.floor(size / 256 ** tileLevel) - Math.floor(first / 256) * 256;
      return foldHashes(
        sha256,
        tileHashes(tileLevel, Math.floor(first / 256), Math.min(256, have)),
        (first % 256) * 32,
        count,
      );
    };
    assert.deepEqual(Buffer.from(rootHash({ sha256, read }, size)), Buffer.from(checkpoint.root));
    assert.deepEqual(
      rightmostTiles(size).map(({ level, width }) => [level, width]),
      [
        [0, 208],
        [1, 1],
        [2, 1],
      ],
    );
    const bundle = again.entryBundle(257, 208);
    assert.ok(bundle.ok);
    const leaves = tileHashes(0, 257, 208);
    for (let i = 0; i < 208; i += 1) {
      const start = i * 34;
      assert.equal(Buffer.from(bundle.value).readUInt16BE(start), 32);
      const entry = bundle.value.subarray(start + 2, start + 34);
      assert.deepEqual(
        Buffer.from(leafHash(sha256, entry)),
        Buffer.from(leaves.subarray(i * 32, i * 32 + 32)),
      );
    }
    for (const missing of [
      again.tile(0, 257, 209),
      again.tile(3, 0, 1),
      again.entryBundle(258, 1),
      again.read(-1),
      again.read(0.5),
      again.leafHash(Number.NaN),
      again.tile(0, -1, 256),
      again.tile(0, 0, 0),
      again.tile(0, 0, 512),
      again.inclusionProof(-1, 5),
      again.consistencyProof(-1, 5),
      again.read(size),
      again.inclusionProof(5, 5),
      again.inclusionProof(1, size + 1),
      again.consistencyProof(2, 1),
    ]) {
      assert.ok(!missing.ok && missing.error.kind === 'out-of-range');
    }
    await again.close();
  }),
);

test(
  'the checkpoint opens with the log vkey and is on disk before it is answered',
  withFolder(async (folder) => {
    const log = await opened(folder);
    await fill(log, 3);
    const checkpoint = await log.checkpoint();
    assert.ok(checkpoint.kind === 'signed');
    assert.equal(readFileSync(join(folder, 'checkpoint'), 'utf8'), checkpoint.note);
    const vkey = await parseVkey(log.vkey, sha256);
    assert.ok(vkey.ok && vkey.value.name === origin);
    const note = parseCheckpointNote(checkpoint.note);
    assert.ok(note.ok && note.value.checkpoint.origin === origin);
    assert.equal(
      (await openNote(note.value.note, [verifierOf(vkey.value, verifyRawEd25519) ?? assert.fail()])).kind,
      'signed',
    );
    assert.equal(await log.checkpoint(), checkpoint);
    await log.close();
  }),
);

test(
  'a proof is verified offline and names its time stamp; a changed byte is found',
  withFolder(async (folder) => {
    const log = await opened(folder);
    await fill(log, 300);
    const checkpoint = await log.checkpoint();
    assert.ok(checkpoint.kind === 'signed');
    const note = parseCheckpointNote(checkpoint.note);
    assert.ok(note.ok);
    const line = cosign(witness, note.value.note.text, 1_790_000_000).trimEnd();
    assert.deepEqual(await log.addCosignatures(checkpoint.note, [line]), { kind: 'kept' });
    await fill(log, 310);
    const vkey = await parseVkey(log.vkey, sha256);
    assert.ok(vkey.ok);
    const policy = { log: vkey.value, witnesses: [witnessVkey], digest: sha256, ed25519: verifyRawEd25519 };
    const early = await log.proof(41);
    assert.ok(early.ok);
    assert.deepEqual(await verifyTlogProof(early.value, entryOf(41), policy), {
      kind: 'included',
      index: 41,
      size: 300,
      cosigned: [{ witness: witness.name, timestamp: 1_790_000_000 }],
    });
    const late = await log.proof(305);
    assert.ok(late.ok);
    assert.deepEqual(await verifyTlogProof(late.value, entryOf(305), policy), {
      kind: 'included',
      index: 305,
      size: 310,
      cosigned: [],
    });
    assert.deepEqual(await verifyTlogProof(early.value, entryOf(42), policy), { kind: 'not-included' });
    assert.equal(
      (await verifyTlogProof(early.value.replace('index 41', 'index 42'), entryOf(41), policy)).kind,
      'not-included',
    );
    assert.equal(
      (await verifyTlogProof(early.value.replace('\n300\n', '\n301\n'), entryOf(41), policy)).kind,
      'bad-signature',
    );
    assert.equal(
      (await verifyTlogProof(early.value, entryOf(41), { ...policy, log: { ...vkey.value, name: 'other' } }))
        .kind,
      'wrong-origin',
    );
    assert.equal(
      (await verifyTlogProof(early.value, entryOf(41), { ...policy, log: { ...vkey.value, keyId: 1 } })).kind,
      'not-signed-by-log',
    );
    for (let at = 0; at < early.value.length; at += 1) {
      const changed =
        early.value.slice(0, at) + (early.value[at] === 'A' ? 'B' : 'A') + early.value.slice(at + 1);
      const verified = await verifyTlogProof(changed, entryOf(41), policy);
      // Renaming the witness, or its key id, makes its line one by a stranger: the proof stands without the stamp.
      assert.ok(
        verified.kind !== 'included' || verified.cosigned.length === 0,
        `byte ${at}: ${JSON.stringify(verified)}`,
      );
    }
    await log.close();
  }),
);

test(
  'cosignatures survive a restart, join those of the same checkpoint, and never replace a larger one',
  withFolder(async (folder) => {
    const log = await opened(folder);
    await fill(log, 10);
    const small = await log.checkpoint();
    await fill(log, 20);
    const large = await log.checkpoint();
    assert.ok(small.kind === 'signed' && large.kind === 'signed');
    const cosignOf = (note: string, who = witness) =>
      cosign(who, `${note.split('\n\n')[0]}\n`, 1_790_000_000).trimEnd();
    const second = cosignatureSigner('region.example/witness', generateEd25519Key().privateKey);
    assert.deepEqual(await log.addCosignatures(large.note, [cosignOf(large.note)]), { kind: 'kept' });
    assert.deepEqual(await log.addCosignatures(large.note, [cosignOf(large.note, second)]), { kind: 'kept' });
    assert.deepEqual(await log.addCosignatures(small.note, [cosignOf(small.note)]), { kind: 'superseded' });
    assert.deepEqual(
      await log.addCosignatures(large.note.replace('\n20\n', '\n19\n'), [cosignOf(large.note)]),
      { kind: 'not-ours' },
    );
    assert.deepEqual(await log.addCosignatures(large.note, ['— no line']), { kind: 'not-ours' });
    await log.close();
    const again = await opened(folder);
    assert.equal(again.latestCosigned()?.size, 20);
    assert.equal(
      again.latestCosigned()?.note,
      `${large.note}${cosignOf(large.note)}\n${cosignOf(large.note, second)}\n`,
    );
    await again.close();
  }),
);

test(
  'two openers: the second is told who holds the folder, in this process and in another',
  withFolder(async (folder) => {
    const log = await opened(folder);
    const second = await openLog({ folder, origin, signer });
    assert.ok(!second.ok);
    const problem = second.error;
    assert.equal(problem.kind, 'locked');
    assert.match(problem.sentence, new RegExp(`in use by process ${process.pid};`));
    const script = `
      import { openLog } from ${JSON.stringify(new URL('transparency-log.ts', import.meta.url).href)};
      const log = await openLog({ folder: ${JSON.stringify(folder)}, origin: 'x', signer: { publicKey: new Uint8Array(32), sign: () => new Uint8Array(64) } });
      process.stdout.write(log.ok ? 'opened' : log.error.kind + ' ' + log.error.sentence);`;
    const child = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    assert.match(child.stdout, new RegExp(`^locked .*process ${process.pid};`), child.stderr);
    await log.close();
    const again = await opened(folder);
    await again.close();
  }),
);

test(
  'scan visits entries in order from any index, and stops when told',
  withFolder(async (folder) => {
    const log = await opened(folder, { segmentBytes: 20_000 });
    for (let i = 0; i < 700; i += 70) await fill(log, i + 70);
    for (const from of [0, 1, 255, 256, 257, 512, 699, 700]) {
      const seen: number[] = [];
      const scanned = await log.scan(from, (index, entry, payload) => {
        assert.deepEqual([entry, payload], [entryOf(index), payloadOf(index)]);
        seen.push(index);
        return seen.length < 300;
      });
      assert.ok(scanned.ok);
      assert.deepEqual(
        seen,
        Array.from({ length: Math.min(300, 700 - from) }, (_, i) => from + i),
      );
    }
    await log.close();
  }),
);

test(
  'appends, checkpoints, reads and a verification at the same time agree',
  withFolder(async (folder) => {
    const log = await opened(folder, { segmentBytes: 50_000 });
    const checkpoints = new Set<string>();
    const appending = (async () => {
      for (let i = 0; i < 20; i += 1) {
        await Promise.all(
          Array.from({ length: 64 }, (_, k) => log.append(entryOf(i * 64 + k), payloadOf(i * 64 + k))),
        );
        const signed = await Promise.all([log.checkpoint(), log.checkpoint()]);
        for (const c of signed) if (c.kind === 'signed') checkpoints.add(c.note);
      }
    })();
    const verifying = (async () => {
      for (let i = 0; i < 5; i += 1) assert.equal((await log.verifyAll()).kind, 'sound');
    })();
    await Promise.all([appending, verifying]);
    const heads = [...checkpoints]
      .map((note) => parseCheckpointNote(note))
      .flatMap((c) => (c.ok ? [c.value.checkpoint] : []));
    const latest = heads.at(-1) ?? assert.fail();
    for (const head of heads) {
      const proof = log.consistencyProof(head.size, latest.size);
      assert.ok(proof.ok && (await verifyConsistency(sha256, head, latest, proof.value)));
    }
    await checkLog(log, 1280);
    await log.close();
  }),
);

test(
  'an entry of the wrong length is a bug and says so',
  withFolder(async (folder) => {
    const log = await opened(folder);
    assert.throws(() => log.append(new Uint8Array(31), new Uint8Array(0)), RangeError);
    assert.equal(renderVkey(vkeyOf(origin, 1, signer.publicKey)), log.vkey);
    await log.close();
  }),
);
