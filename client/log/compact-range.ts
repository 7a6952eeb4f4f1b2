import { nodeInput } from '@ena/kernel/trace/merkle.ts';
import type { Digest } from '@ena/kernel/trace/merkle-verify.ts';

/**
 * The Merkle tree of RFC 6962 §2.1 built leaf by leaf, holding only the roots of its complete subtrees:
 * as many hashes as the size has binary ones, however long the log.
 */
export class CompactRange {
  readonly #digest: Digest;
  /** Roots of complete subtrees from left to right; each is larger than the next. */
  readonly #subtrees: { readonly leaves: number; readonly hash: Uint8Array }[] = [];
  size = 0;

  constructor(digest: Digest) {
    this.#digest = digest;
  }

  async append(leafHash: Uint8Array): Promise<void> {
    let [leaves, hash] = [1, leafHash];
    for (let last = this.#subtrees.at(-1); last?.leaves === leaves; last = this.#subtrees.at(-1)) {
      this.#subtrees.pop();
      hash = await this.#digest(nodeInput(last.hash, hash));
      leaves *= 2;
    }
    this.#subtrees.push({ leaves, hash });
    this.size += 1;
  }

  async root(): Promise<Uint8Array> {
    const hashes = this.#subtrees.map(({ hash }) => hash);
    const last = hashes.pop();
    if (last === undefined) return this.#digest(new Uint8Array(0));
    let root = last;
    for (const hash of hashes.reverse()) root = await this.#digest(nodeInput(hash, root));
    return root;
  }
}
