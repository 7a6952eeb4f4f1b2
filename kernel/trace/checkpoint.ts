import { fail, ok, type Result } from '../result.ts';
import { decodeBase64, encodeBase64 } from './base64.ts';
import type { Bytes } from './bytes.ts';
import { parseDecimal } from './decimal.ts';
import { type Note, type NoteProblem, parseNote } from './note.ts';

/** A log's tree head as C2SP writes it (https://c2sp.org/tlog-checkpoint@v1.0.0). */
export interface Checkpoint {
  /** Names the log; the key that signs is known by it. */
  readonly origin: string;
  readonly size: number;
  readonly root: Bytes;
  /** Opaque and not audited; we write none. */
  readonly extensions: readonly string[];
}

export type CheckpointProblem = NoteProblem | 'not-a-checkpoint' | 'bad-size' | 'bad-root';

/** A checkpoint and the note that carries it. Nothing in it is to be believed before `openNote`. */
export interface CheckpointNote {
  readonly checkpoint: Checkpoint;
  readonly note: Note;
}

/** The text of the note, final newline included. */
export function parseCheckpoint(text: string): Result<Checkpoint, CheckpointProblem> {
  if (!text.endsWith('\n')) return fail('not-a-checkpoint');
  const [origin, sizeLine, rootLine, ...extensions] = text.slice(0, -1).split('\n');
  if (!origin || sizeLine === undefined || rootLine === undefined) return fail('not-a-checkpoint');
  if (extensions.includes('')) return fail('not-a-checkpoint');
  const size = parseDecimal(sizeLine);
  if (size === undefined) return fail('bad-size');
  const root = decodeBase64(rootLine);
  if (root?.length !== 32) return fail('bad-root');
  return ok({ origin, size, root, extensions });
}

/** The text to sign, final newline included. */
export function renderCheckpoint({ origin, size, root, extensions }: Checkpoint): string {
  return [origin, String(size), encodeBase64(root), ...extensions].map((line) => `${line}\n`).join('');
}

export function parseCheckpointNote(source: string): Result<CheckpointNote, CheckpointProblem> {
  const note = parseNote(source);
  if (!note.ok) return note;
  const checkpoint = parseCheckpoint(note.value.text);
  return checkpoint.ok ? ok({ checkpoint: checkpoint.value, note: note.value }) : checkpoint;
}
