import { fail, ok, type Result } from '../result.ts';
import { decodeBase64, encodeBase64 } from './base64.ts';
import type { Bytes } from './bytes.ts';
import { type CheckpointNote, type CheckpointProblem, parseCheckpointNote } from './checkpoint.ts';
import { parseDecimal } from './decimal.ts';

/** C2SP tlog-proof (https://c2sp.org/tlog-proof): an entry's place in a log, for verification offline. */
export interface TlogProof {
  /** Application's own; not authenticated by anything. */
  readonly extra?: Bytes;
  readonly index: number;
  /** Inclusion proof, the leaf's sibling first. */
  readonly hashes: readonly Uint8Array[];
  /** The signed checkpoint, verbatim, cosignatures included. */
  readonly checkpoint: string;
}

export type TlogProofProblem = CheckpointProblem | 'not-a-proof' | 'bad-extra' | 'bad-index' | 'bad-hash';

export interface ParsedTlogProof extends TlogProof {
  readonly signed: CheckpointNote;
}

const firstLine = 'c2sp.org/tlog-proof@v1';
/** A tree of 2^53 leaves is 53 nodes high; C2SP's witnesses allow 63. */
const maxHashes = 63;

export function renderTlogProof({ extra, index, hashes, checkpoint }: TlogProof): string {
  const extraLine = extra === undefined ? [] : [`extra ${encodeBase64(extra)}`];
  const lines = [firstLine, ...extraLine, `index ${index}`, ...hashes.map(encodeBase64)];
  return `${lines.join('\n')}\n\n${checkpoint}`;
}

export function parseTlogProof(source: string): Result<ParsedTlogProof, TlogProofProblem> {
  const split = source.indexOf('\n\n');
  if (split < 0) return fail('not-a-proof');
  const [first, ...lines] = source.slice(0, split).split('\n');
  if (first !== firstLine) return fail('not-a-proof');
  const extra = lines[0]?.startsWith('extra ')
    ? decodeBase64((lines.shift() ?? '').slice('extra '.length))
    : null;
  if (extra === undefined) return fail('bad-extra');
  const indexLine = lines.shift() ?? '';
  const index = indexLine.startsWith('index ') ? parseDecimal(indexLine.slice('index '.length)) : undefined;
  if (index === undefined) return fail('bad-index');
  const hashes = parseHashLines(lines);
  if (hashes === undefined) return fail('bad-hash');
  const checkpoint = source.slice(split + 2);
  const signed = parseCheckpointNote(checkpoint);
  if (!signed.ok) return signed;
  return ok({ ...(extra === null ? {} : { extra }), index, hashes, checkpoint, signed: signed.value });
}

/** One SHA-256 hash in base64 a line; `undefined` if a line is anything else, or there are more than 63. */
export function parseHashLines(lines: readonly string[]): Bytes[] | undefined {
  if (lines.length > maxHashes) return undefined;
  const hashes: Bytes[] = [];
  for (const line of lines) {
    const hash = decodeBase64(line);
    if (hash?.length !== 32) return undefined;
    hashes.push(hash);
  }
  return hashes;
}
