import { nodeHash, type Sha256 } from './merkle.ts';

/**
 * The right edge of a growing tree: roots of the complete subtrees that its size is made of, one per set bit.
 * Adding a leaf costs one node hash on average, the root as many as the size has set bits.
 */
export class MerkleEdge {
  readonly #sha256: Sha256;
  readonly #roots: (Uint8Array | undefined)[] = [];

  constructor(sha256: Sha256) {
    this.#sha256 = sha256;
  }

  /**
   * Adds a complete subtree of 2^level leaves; everything below that level must be complete.
   * `onComplete` is told every subtree that this completes, the added one first.
   */
  add(level: number, hash: Uint8Array, onComplete?: (level: number, hash: Uint8Array) => void): void {
    let root = hash;
    let at = level;
    onComplete?.(at, root);
    for (let left = this.#roots[at]; left !== undefined; left = this.#roots[at]) {
      this.#roots[at] = undefined;
      root = nodeHash(this.#sha256, left, root);
      at += 1;
      onComplete?.(at, root);
    }
    this.#roots[at] = root;
  }

  root(): Uint8Array {
    let root: Uint8Array | undefined;
    for (const left of this.#roots) {
      if (left !== undefined) root = root === undefined ? left : nodeHash(this.#sha256, left, root);
    }
    return root ?? this.#sha256(new Uint8Array(0));
  }
}
