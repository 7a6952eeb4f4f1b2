import { sha256 } from '@ena/kernel/crypto/digest.ts';
import { rawEd25519PublicKey, signEd25519 } from '@ena/kernel/crypto/ed25519.ts';
import { generateEd25519Key } from '@ena/kernel/crypto/keys.ts';
import { utf8 } from '@ena/kernel/trace/bytes.ts';
import { renderCheckpoint } from '@ena/kernel/trace/checkpoint.ts';
import { consistencyProof, foldHashes, type HashTree, leafHash, rootHash } from '@ena/kernel/trace/merkle.ts';
import { renderNote } from '@ena/kernel/trace/note.ts';
import { keyIdFromDigest, keyIdInput, renderVkey, signatureType } from '@ena/kernel/trace/vkey.ts';
import { renderAddCheckpoint } from '@ena/kernel/trace/witness.ts';

/** A log in memory, honest or not: `fork(n)` answers a log with the same key whose history differs from entry n on. */
export interface FakeLog {
  readonly vkey: string;
  checkpoint(size: number): string;
  /** Body of add-checkpoint from one size to another, with the right proof. */
  push(oldSize: number, size: number): string;
  /** The same with a proof of one's own choice. */
  pushWith(oldSize: number, size: number, proof: readonly Uint8Array[]): string;
  fork(from: number): FakeLog;
}

export function fakeLog(
  origin: string,
  key = generateEd25519Key(),
  entry = (i: number) => `post ${i}`,
): FakeLog {
  const publicKey = new Uint8Array(rawEd25519PublicKey(key.publicKey));
  const keyId = keyIdFromDigest(sha256(keyIdInput(origin, signatureType.ed25519, publicKey)));
  const tree = treeOf(entry);
  const checkpoint = (size: number): string => {
    const text = renderCheckpoint({
      origin,
      size,
      root: new Uint8Array(rootHash(tree, size)),
      extensions: [],
    });
    const signature = new Uint8Array(signEd25519(utf8(text), key.privateKey));
    return renderNote({ text, signatures: [{ name: origin, keyId, signature }] });
  };
  const pushWith = (oldSize: number, size: number, proof: readonly Uint8Array[]) =>
    renderAddCheckpoint(oldSize, proof, checkpoint(size));
  return {
    vkey: renderVkey({ name: origin, keyId, type: signatureType.ed25519, publicKey }),
    checkpoint,
    pushWith,
    push: (oldSize, size) => {
      const proof = oldSize === 0 || oldSize >= size ? [] : consistencyProof(tree, oldSize, size);
      return pushWith(oldSize, size, proof);
    },
    fork: (from) => fakeLog(origin, key, (i) => (i < from ? entry(i) : `another ${i}`)),
  };
}

function treeOf(entry: (index: number) => string): HashTree {
  return {
    sha256,
    read: (level, index) => {
      const count = 2 ** level;
      const leaves = Array.from({ length: count }, (_, i) =>
        leafHash(sha256, utf8(entry(index * count + i))),
      );
      return foldHashes(sha256, Buffer.concat(leaves), 0, count);
    },
  };
}
