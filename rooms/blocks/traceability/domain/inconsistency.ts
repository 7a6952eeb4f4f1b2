/**
 * How a validly signed checkpoint contradicts what the log has shown before.
 *
 * `fork`: two signed heads of the same size with different roots, or an empty tree whose root is not the empty
 * one. The two notes prove it to anyone.
 * `unproven`: the consistency proof does not hold. Not proof by itself: whoever has seen a checkpoint can send it
 * again with a broken proof. It becomes harmless once the log's own next checkpoint is accepted.
 */
export type InconsistencyKind = 'fork' | 'unproven';

export interface Inconsistency {
  readonly origin: string;
  readonly kind: InconsistencyKind;
  /** The size and root that the refused checkpoint claims. */
  readonly size: number;
  readonly root: Uint8Array;
  /** The refused checkpoint, signed by the log. */
  readonly checkpoint: string;
  /** The checkpoint that it contradicts, cosigned by us; `undefined` where there was none. */
  readonly against: string | undefined;
  /** Milliseconds since the epoch. */
  readonly seenAt: number;
}

interface Head {
  readonly size: number;
  readonly root: Uint8Array;
}

/**
 * Whether a signed head is by itself proof of a fork, whatever old size and proof came with it. So a fork is
 * kept as evidence even where the protocol demands a 409 for the wrong old size.
 */
export function isFork(presented: Head, stored: Head | undefined, emptyRoot: Uint8Array): boolean {
  if (presented.size === 0) return !sameBytes(presented.root, emptyRoot);
  return stored !== undefined && stored.size === presented.size && !sameBytes(presented.root, stored.root);
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
