import { open } from 'node:fs/promises';
import type { GroupPlace } from './commit-group.ts';
import { isSegmentHeader, listSegments, segmentHeaderBytes, segmentPath } from './segment.ts';
import { type SegmentEnd, scanSegment, type VisitGroup } from './segment-scan.ts';

/** Up to where the journal is good. `length` is below a segment header's only for a segment not yet begun. */
export interface JournalEnd {
  readonly segment: number;
  readonly length: number;
}

export type JournalScan =
  | { readonly kind: 'clean' | 'stopped'; readonly end: JournalEnd }
  /** `bytes` after `end` belong to a commit that was never finished, or are zeros for commits to come. */
  | { readonly kind: 'torn'; readonly end: JournalEnd; readonly bytes: number }
  | { readonly kind: 'damaged'; readonly sentence: string };

/** A new journal: the first segment is not begun. */
const nothing: JournalEnd = { segment: 0, length: 0 };

export const lostRecords = 'Records that were committed are not there any more.';

export const journalStart: GroupPlace = { segment: 0, offset: segmentHeaderBytes };

/**
 * Visits the groups from `from` on: up to `to`, or without it to the end of the files, where alone a torn group is
 * accepted. Reads only. Rejects if the files cannot be read.
 */
export async function scanJournal(
  folder: string,
  from: GroupPlace,
  visit: VisitGroup,
  to?: JournalEnd,
): Promise<JournalScan> {
  const segments = await listSegments(folder);
  const last = to?.segment ?? segments.at(-1);
  if (last === undefined)
    return from.offset === segmentHeaderBytes ? { kind: 'clean', end: nothing } : tooShort(folder, from);
  if (last < from.segment) return tooShort(folder, from);
  for (let segment = from.segment; segment <= last; segment += 1) {
    if (!segments.includes(segment)) return journalDamage(folder, segment, 0, 'The file is missing.');
    const start = segment === from.segment ? from.offset : segmentHeaderBytes;
    const result = await scanFile(folder, { segment, start, last: segment === last, to }, visit);
    if (result.kind !== 'clean' || segment === last) return result;
  }
  throw new Error('unreachable: the loop ends at the last segment');
}

interface FileScan {
  readonly segment: number;
  readonly start: number;
  readonly last: boolean;
  readonly to: JournalEnd | undefined;
}

async function scanFile(folder: string, scan: FileScan, visit: VisitGroup): Promise<JournalScan> {
  const { segment, start, last, to } = scan;
  const handle = await open(segmentPath(folder, segment), 'r');
  try {
    const { size } = await handle.stat();
    const end = last && to !== undefined ? to.length : size;
    const header = await handle.read(Buffer.alloc(segmentHeaderBytes), 0, segmentHeaderBytes, 0);
    if (!isSegmentHeader(header.buffer, segment)) {
      // A segment's header is durable before its first group is written: a file this short holds no group.
      if (last && to === undefined && start === segmentHeaderBytes && size <= segmentHeaderBytes) {
        return { kind: 'torn', end: { segment, length: 0 }, bytes: size };
      }
      return journalDamage(folder, segment, 0, 'It does not begin as a segment of this journal does.');
    }
    if (start > end || end > size) return tooShort(folder, { segment, offset: start });
    return judge(
      folder,
      segment,
      await scanSegment(handle, { segment, from: start, to: end, last: last && to === undefined }, visit),
    );
  } finally {
    await handle.close();
  }
}

function judge(folder: string, segment: number, found: SegmentEnd): JournalScan {
  if (found.kind === 'damaged')
    return journalDamage(folder, segment, found.offset, 'What is written there is not what was committed.');
  if (found.kind === 'torn')
    return { kind: 'torn', end: { segment, length: found.offset }, bytes: found.bytes };
  return { kind: found.kind, end: { segment, length: found.kind === 'clean' ? found.offset : 0 } };
}

/** The sentence for people: which file, where, what to do. */
export function journalDamage(folder: string, segment: number, offset: number, what: string): JournalScan {
  const sentence = `The journal is damaged in ${segmentPath(folder, segment)} at byte ${offset}. ${what} Restore the folder from a backup.`;
  return { kind: 'damaged', sentence };
}

function tooShort(folder: string, from: GroupPlace): JournalScan {
  return journalDamage(folder, from.segment, from.offset, lostRecords);
}
