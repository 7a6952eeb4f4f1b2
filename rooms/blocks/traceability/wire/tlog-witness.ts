import { ok, type Result } from '@ena/kernel/result.ts';
import { type AddCheckpoint, parseAddCheckpoint } from '@ena/kernel/trace/witness.ts';

/** Media types a body of add-checkpoint may be labelled with; C2SP names none. */
export const addCheckpointTypes = ['text/plain', 'application/octet-stream'];

/** 63 proof lines and a note with 16 post-quantum signatures fit well within. */
export const largestAddCheckpoint = 128 * 1024;

/** The body of `POST add-checkpoint`, https://c2sp.org/tlog-witness. The error is one sentence. */
export function readAddCheckpoint(body: unknown): Result<AddCheckpoint, string> {
  const text = typeof body === 'string' ? body : body instanceof Uint8Array ? decode(body) : undefined;
  if (text === undefined)
    return { ok: false, error: 'Send "old <size>", the proof, an empty line and the checkpoint.' };
  const parsed = parseAddCheckpoint(text);
  return parsed.ok ? ok(parsed.value) : { ok: false, error: parsed.error.sentence };
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
