import { sha256 } from '../crypto/digest.ts';
import { fail, ok, type Result } from '../result.ts';
import { equalBytes } from './bytes.ts';
import { type JournalEnd, scanJournal } from './journal-scan.ts';
import type { SignedCheckpoint } from './log-checkpoints.ts';
import { entryBytes } from './log-recovery.ts';
import { type LogTree, TreeFileDamage } from './log-tree.ts';
import { leafHash } from './merkle.ts';
import { MerkleEdge } from './merkle-edge.ts';

/** A log as it was at one moment; it may grow meanwhile. */
export interface LogContents {
  readonly segments: string;
  readonly tree: LogTree;
  readonly size: number;
  readonly end: JournalEnd;
}

/** `false` ends the scan. */
export type VisitEntry = (index: number, entry: Buffer, payload: Buffer) => boolean | undefined;

export interface Damage {
  readonly kind: 'damaged';
  readonly sentence: string;
}

export type Verified =
  | { readonly kind: 'sound'; readonly size: number; readonly root: Uint8Array }
  /** `checked` entries before it are as they were. */
  | (Damage & { readonly checked: number });

/** Reads entries in order from `from` on. */
export async function scanEntries(
  { segments, tree, size, end }: LogContents,
  from: number,
  visit: VisitEntry,
): Promise<Result<void, Damage>> {
  if (from >= size) return ok(undefined);
  const start = startFor(tree, from);
  if (!start.ok) return start;
  let index = start.value.first - start.value.from.skip;
  let short = false;
  const scan = await scanJournal(
    segments,
    start.value.from.group,
    ({ records }) => {
      for (const { body } of records) {
        const at = index++;
        if (at < from) continue;
        if (at >= size) return false;
        short = body.length < entryBytes;
        if (short || visit(at, body.subarray(0, entryBytes), body.subarray(entryBytes)) === false)
          return false;
      }
      return true;
    },
    end,
  );
  if (scan.kind === 'damaged') return fail(scan);
  if (short) return damaged(`Entry ${index - 1} in ${segments} is shorter than an entry can be.`);
  if (scan.kind === 'clean' && index < size)
    return damaged(`The journal in ${segments} ends at entry ${index} of ${size}.`);
  return ok(undefined);
}

/** Holds the journal against the tree leaf by leaf, and its roots against what was promised. */
export async function verifyEntries(
  contents: LogContents,
  promised: readonly SignedCheckpoint[],
  onProgress: (done: number, total: number) => void = () => {},
): Promise<Verified> {
  const { tree, size } = contents;
  const root = tree.root(size);
  const edge = new MerkleEdge(sha256);
  let checked = 0;
  let wrong = wrongRoot(edge, 0, promised);
  const scan = await scanEntries(contents, 0, (index, entry) => {
    const leaf = leafHash(sha256, entry);
    wrong ??= wrongLeaf(tree, index, leaf);
    edge.add(0, leaf);
    wrong ??= wrongRoot(edge, index + 1, promised);
    if (wrong !== undefined) return false;
    checked = index + 1;
    if (checked % 4096 === 0) onProgress(checked, size);
    return true;
  });
  if (!scan.ok) return { ...scan.error, checked };
  if (wrong === undefined && !equalBytes(edge.root(), root))
    wrong = 'The entries do not add up to the root of the tree.';
  if (wrong !== undefined) return { kind: 'damaged', sentence: wrong, checked };
  onProgress(checked, size);
  return { kind: 'sound', size, root };
}

function wrongLeaf(tree: LogTree, index: number, leaf: Uint8Array): string | undefined {
  try {
    return equalBytes(tree.leaf(index), leaf)
      ? undefined
      : `Entry ${index} of the journal is not the one in the tree.`;
  } catch (error) {
    if (error instanceof TreeFileDamage) return `The tree cannot be read at ${error.message}.`;
    throw error;
  }
}

function wrongRoot(
  edge: MerkleEdge,
  size: number,
  promised: readonly SignedCheckpoint[],
): string | undefined {
  const wrong = promised.find(
    (checkpoint) => checkpoint.size === size && !equalBytes(checkpoint.root, edge.root()),
  );
  return wrong && `The first ${size} entries are not those of the signed checkpoint.`;
}

function startFor(tree: LogTree, index: number) {
  try {
    return ok(tree.startFor(index));
  } catch (error) {
    if (error instanceof TreeFileDamage) return damaged(`The tree cannot be read at ${error.message}.`);
    throw error;
  }
}

function damaged(sentence: string) {
  return fail<Damage>({ kind: 'damaged', sentence });
}
