import { join } from 'node:path';
import { sha256 } from '../crypto/digest.ts';
import { fail, ok, type Result } from '../result.ts';
import { equalBytes } from './bytes.ts';
import { type JournalScan, journalDamage, lostRecords, scanJournal } from './journal-scan.ts';
import type { LogCheckpoints, SignedCheckpoint } from './log-checkpoints.ts';
import { LogTree } from './log-tree.ts';
import { leafHash } from './merkle.ts';
import type { ScannedGroup } from './segment-scan.ts';

/** Why a log does not open. The sentence says what was found and what to do. */
export interface OpenProblem {
  readonly kind: 'locked' | 'damaged' | 'went-backwards' | 'other-root' | 'not-our-checkpoint' | 'io-error';
  readonly sentence: string;
}

export interface Recovered {
  readonly tree: LogTree;
  readonly scan: JournalScan & { readonly kind: 'clean' | 'torn' };
}

export const entryBytes = 32;

/**
 * Finds out what the folder holds and whether it may be gone on with. Nothing is cut here: a journal that turns out
 * to have lost what a checkpoint promised is left as it was found.
 */
export async function recover(
  folder: string,
  checkpoints: LogCheckpoints,
): Promise<Result<Recovered, OpenProblem>> {
  const loaded = await checkpoints.load();
  if (!loaded.ok) return fail({ kind: 'not-our-checkpoint', sentence: loaded.error });
  const segments = join(folder, 'segments');
  const tree = new LogTree(folder);
  const scan = await addRest(segments, tree);
  const problem = scan.kind === 'damaged' ? scan : judge(folder, tree, checkpoints);
  if (scan.kind === 'damaged' || scan.kind === 'stopped' || problem !== undefined) {
    tree.close();
    return fail(
      problem ?? { kind: 'damaged', sentence: `A record in ${segments} is too short to hold an entry.` },
    );
  }
  return ok({ tree, scan: { ...scan, kind: scan.kind } as Recovered['scan'] });
}

/**
 * Entries after the last full tile; the first group read may hold some of that tile. That group was durable before
 * the tile was written, so a journal in which it does not read back whole is damaged, never merely torn.
 */
async function addRest(segments: string, tree: LogTree): Promise<JournalScan> {
  const { group: from, skip } = tree.resume;
  let left = skip;
  const scan = await scanJournal(segments, from, (group) => {
    if (left > group.records.length || !addGroup(tree, group, left)) return false;
    left = 0;
    return true;
  });
  return left > 0 && scan.kind !== 'damaged'
    ? journalDamage(segments, from.segment, from.offset, lostRecords)
    : scan;
}

function addGroup(tree: LogTree, { place, records }: ScannedGroup, skip: number): boolean {
  for (const [indexInGroup, { offset, body }] of records.entries()) {
    if (indexInGroup < skip) continue;
    if (body.length < entryBytes) return false;
    const leaf = leafHash(sha256, body.subarray(0, entryBytes));
    tree.add(leaf, { segment: place.segment, offset, groupOffset: place.offset, indexInGroup });
  }
  return true;
}

function judge(folder: string, tree: LogTree, { latest, cosigned }: LogCheckpoints): OpenProblem | undefined {
  if (latest === undefined && tree.size > 0) {
    const sentence = `The folder ${folder} has ${tree.size} entries but its file "checkpoint" is gone. Restore it from a backup.`;
    return { kind: 'went-backwards', sentence };
  }
  return [latest, cosigned]
    .map((promised) => heldAgainst(folder, tree, promised))
    .find((p) => p !== undefined);
}

/** What was handed out is what the tree must still be a continuation of. */
function heldAgainst(
  folder: string,
  tree: LogTree,
  promised: SignedCheckpoint | undefined,
): OpenProblem | undefined {
  if (promised === undefined) return undefined;
  if (promised.size > tree.size) {
    return {
      kind: 'went-backwards',
      sentence:
        `The log in ${folder} has ${tree.size} entries, but a signed checkpoint of ${promised.size} was handed out. ` +
        'Entries are lost: restore the folder from a newer backup. Nothing was changed.',
    };
  }
  if (equalBytes(tree.root(promised.size), promised.root)) return undefined;
  return {
    kind: 'other-root',
    sentence:
      `The first ${promised.size} entries of the log in ${folder} are not those of the signed checkpoint. ` +
      'Delete the file "tree" and open again; if this comes back, entries were altered: restore a backup.',
  };
}
