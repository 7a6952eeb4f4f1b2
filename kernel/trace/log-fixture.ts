import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256 } from '../crypto/digest.ts';
import { generateEd25519Key } from '../crypto/keys.ts';
import { concatBytes } from './bytes.ts';
import { ed25519Signer } from './log-signer.ts';
import { foldHashes, leafHash, rootHash } from './merkle.ts';
import { verifyConsistency, verifyInclusion } from './merkle-verify.ts';
import { openLog, type TransparencyLog } from './transparency-log.ts';

/* For tests: a log in a folder of its own, whose entry n and payload n are known, and a check of all it answers. */

export const origin = '2120000829.sandbox.localhost/log';
export const signer = ed25519Signer(generateEd25519Key().privateKey);
export const entryOf = (index: number) => sha256(`entry ${index}`);
export const payloadOf = (index: number) => Buffer.from(`förseglat ${index} ${'x'.repeat(index % 50)}`);

export function withFolder(body: (folder: string) => Promise<void>): () => Promise<void> {
  return async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ena-log-'));
    try {
      await body(folder);
    } finally {
      rmSync(folder, { recursive: true });
    }
  };
}

export async function opened(
  folder: string,
  more: { segmentBytes?: number; signer?: typeof signer; origin?: string } = {},
): Promise<TransparencyLog> {
  const log = await openLog({ folder, origin, signer, ...more });
  if (!log.ok) assert.fail(log.error.sentence);
  return log.value;
}

export async function fill(log: TransparencyLog, upTo: number): Promise<void> {
  const start = log.size;
  const appended = await Promise.all(
    Array.from({ length: upTo - start }, (_, i) => log.append(entryOf(start + i), payloadOf(start + i))),
  );
  for (const [i, outcome] of appended.entries())
    assert.ok(outcome.kind === 'appended' && outcome.index === start + i);
}

/** Everything that the log answers is held against the entries that were given to it. */
export async function checkLog(log: TransparencyLog, size: number): Promise<void> {
  assert.equal(log.size, size);
  const leaves = Array.from({ length: size }, (_, i) => leafHash(sha256, entryOf(i)));
  const naive = {
    sha256,
    read: (level: number, index: number) =>
      foldHashes(
        sha256,
        concatBytes(...leaves.slice(index * 2 ** level, (index + 1) * 2 ** level)),
        0,
        2 ** level,
      ),
  };
  const checkpoint = await log.checkpoint();
  assert.ok(checkpoint.kind === 'signed');
  const root = rootHash(naive, size);
  assert.deepEqual([checkpoint.size, Buffer.from(checkpoint.root)], [size, Buffer.from(root)]);
  for (const index of [0, 1, 255, 256, 257, size - 2, size - 1].filter((i) => i >= 0 && i < size)) {
    const record = log.read(index);
    assert.ok(record.ok);
    assert.deepEqual([record.value.entry, record.value.payload], [entryOf(index), payloadOf(index)]);
    const proof = log.inclusionProof(index, size);
    assert.ok(proof.ok);
    assert.equal(
      await verifyInclusion(sha256, leaves[index] ?? assert.fail(), index, { size, root }, proof.value),
      true,
    );
  }
  for (const old of [1, 255, 256, 257, size - 1].filter((s) => s > 0 && s <= size)) {
    const proof = log.consistencyProof(old, size);
    assert.ok(proof.ok);
    assert.equal(
      await verifyConsistency(sha256, { size: old, root: rootHash(naive, old) }, { size, root }, proof.value),
      true,
    );
  }
  const verified = await log.verifyAll();
  assert.ok(verified.kind === 'sound' && verified.size === size, JSON.stringify(verified));
}
