import { parseTimestampedSignature } from './cosignature.ts';
import { parseDecimal } from './decimal.ts';
import {
  type Note,
  type NoteVerifier,
  openNote,
  parseNote,
  parseSignatureLine,
  renderSignatureLine,
} from './note.ts';
import { renderAddCheckpoint } from './witness.ts';

/** What came back from `POST <witness>/add-checkpoint`. */
export type WitnessAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly body: string }
  | { readonly kind: 'unreachable' };

/** Sends a body and never throws; the sender limits time and the size of the answer. */
export type SendToWitness = (body: string) => Promise<WitnessAnswer>;

export interface WitnessPush {
  /** The log's signed checkpoint, and its size. */
  readonly checkpoint: string;
  readonly size: number;
  /** The size that the witness cosigned last as far as we know; 0 asks it by way of a 409. */
  readonly knownSize: number;
  /** Proof from `oldSize` to `size`; `undefined` if the log cannot read it. */
  proof(oldSize: number): readonly Uint8Array[] | undefined;
  /** The witness's keys (type 0x04), from the trust chain. */
  readonly witnesses: readonly NoteVerifier[];
}

export type PushOutcome =
  /** `lines` are verified cosignature lines, without newlines; `timestamp` the newest, seconds since 1970. */
  | { readonly kind: 'cosigned'; readonly lines: readonly string[]; readonly timestamp: number }
  | { readonly kind: 'unreachable' }
  /** The witness has cosigned a larger tree than ours: this log has been set back, or someone else signs as it. */
  | { readonly kind: 'witness-ahead'; readonly size: number }
  | { readonly kind: 'rejected'; readonly status: number }
  /** 200 or 409 with a body that is not what the specification says, or cosignatures that do not verify. */
  | { readonly kind: 'bad-answer'; readonly sentence: string }
  | { readonly kind: 'no-proof'; readonly oldSize: number };

/** Pushes a checkpoint; on 409 once more from the size that the witness names. */
export async function pushCheckpoint(push: WitnessPush, send: SendToWitness): Promise<PushOutcome> {
  const first = await attempt(push, Math.min(push.knownSize, push.size), send);
  if (first.kind !== 'conflict') return first;
  if (first.size > push.size) return { kind: 'witness-ahead', size: first.size };
  const second = await attempt(push, first.size, send);
  return second.kind === 'conflict' ? { kind: 'rejected', status: 409 } : second;
}

async function attempt(
  push: WitnessPush,
  oldSize: number,
  send: SendToWitness,
): Promise<PushOutcome | { readonly kind: 'conflict'; readonly size: number }> {
  const proof = push.proof(oldSize);
  if (proof === undefined) return { kind: 'no-proof', oldSize };
  const answer = await send(renderAddCheckpoint(oldSize, proof, push.checkpoint));
  if (answer.kind === 'unreachable') return answer;
  if (answer.status === 409) {
    const size = answer.body.endsWith('\n') ? parseDecimal(answer.body.slice(0, -1)) : undefined;
    return size === undefined ? badAnswer('The 409 answer names no size.') : { kind: 'conflict', size };
  }
  if (answer.status !== 200) return { kind: 'rejected', status: answer.status };
  return readCosignatures(push, answer.body);
}

/** Keeps the lines by known keys and drops the others, as the specification asks. */
async function readCosignatures(push: WitnessPush, body: string): Promise<PushOutcome> {
  const checkpoint = parseNote(push.checkpoint);
  if (!checkpoint.ok) return badAnswer('Our own checkpoint is not well formed.');
  const signatures = body.endsWith('\n') ? body.slice(0, -1).split('\n').map(parseSignatureLine) : [];
  const wellFormed = signatures.flatMap((signature) => signature ?? []);
  if (wellFormed.length === 0 || wellFormed.length !== signatures.length) {
    return badAnswer('The answer is not a list of signature lines.');
  }
  const note: Note = { text: checkpoint.value.text, signatures: wellFormed };
  const opened = await openNote(note, push.witnesses);
  if (opened.kind === 'no-known-key') return badAnswer('The answer has no cosignature by a witness we know.');
  if (opened.kind === 'bad-signature') return badAnswer(`The cosignature by ${opened.name} does not verify.`);
  const times = opened.by.map(({ signature }) => parseTimestampedSignature(signature)?.timestamp ?? 0);
  return { kind: 'cosigned', lines: opened.by.map(renderSignatureLine), timestamp: Math.max(...times) };
}

function badAnswer(sentence: string): PushOutcome {
  return { kind: 'bad-answer', sentence };
}
