import { fail, ok, type Result } from '../result.ts';
import { encodeBase64 } from './base64.ts';
import { equalBytes, utf8 } from './bytes.ts';
import { type CheckpointNote, parseCheckpointNote } from './checkpoint.ts';
import { cosignedMessage, renderTimestampedSignature } from './cosignature.ts';
import { parseDecimal } from './decimal.ts';
import { type Digest, type TreeHead, verifyConsistency } from './merkle-verify.ts';
import { type NoteVerifier, openNote, renderSignatureLine } from './note.ts';
import { parseHashLines } from './tlog-proof.ts';

/*
 * The witness's rule (https://c2sp.org/tlog-witness, add-checkpoint), without storage and HTTP.
 *
 * Whoever calls this MUST read the stored head, judge, and store the new head in one transaction that excludes
 * others for the same origin, and MUST have stored it before the cosignature leaves: two requests judged against
 * the same head could otherwise roll the log back.
 */

export interface AddCheckpoint {
  readonly oldSize: number;
  readonly proof: readonly Uint8Array[];
  readonly signed: CheckpointNote;
}

/** What the witness knows of a log: its keys, and the last head it cosigned (size 0 if none yet). */
export interface WitnessedLog {
  readonly verifiers: readonly NoteVerifier[];
  readonly head: TreeHead | undefined;
}

/** One per HTTP status of the specification; `conflict` carries the size that the 409 answer names. */
export type WitnessJudgement =
  | { readonly kind: 'accepted'; readonly status: 200; readonly head: TreeHead }
  | { readonly kind: 'bad-request'; readonly status: 400; readonly sentence: string }
  | { readonly kind: 'untrusted'; readonly status: 403; readonly sentence: string }
  | { readonly kind: 'unknown-origin'; readonly status: 404; readonly sentence: string }
  | { readonly kind: 'conflict'; readonly status: 409; readonly size: number }
  | { readonly kind: 'inconsistent'; readonly status: 422; readonly sentence: string };

/** Signs cosignatures. `keyId` is the one for signature type 0x04. */
export interface CosignatureSigner {
  readonly name: string;
  readonly keyId: number;
  sign(message: Uint8Array): Uint8Array;
}

export const conflictContentType = 'text/x.tlog.size';

export function renderAddCheckpoint(
  oldSize: number,
  proof: readonly Uint8Array[],
  checkpoint: string,
): string {
  return `old ${oldSize}\n${proof.map((hash) => `${encodeBase64(hash)}\n`).join('')}\n${checkpoint}`;
}

export function parseAddCheckpoint(body: string): Result<AddCheckpoint, { readonly sentence: string }> {
  const split = body.indexOf('\n\n');
  if (split < 0) return fail({ sentence: 'The body has no empty line before the checkpoint.' });
  const [first, ...lines] = body.slice(0, split).split('\n');
  const oldSize = first?.startsWith('old ') ? parseDecimal(first.slice('old '.length)) : undefined;
  if (oldSize === undefined)
    return fail({ sentence: 'The first line must be "old" and the size of the previous checkpoint.' });
  const proof = parseHashLines(lines);
  if (proof === undefined)
    return fail({ sentence: 'A proof line must be 32 bytes in base64, and there may be 63 at most.' });
  const signed = parseCheckpointNote(body.slice(split + 2));
  if (!signed.ok) return fail({ sentence: `The checkpoint is not well formed: ${signed.error}.` });
  return ok({ oldSize, proof, signed: signed.value });
}

/** `log` is what is known of the request's origin; `undefined` if nothing is. */
export async function judgeAddCheckpoint(
  request: AddCheckpoint,
  log: WitnessedLog | undefined,
  digest: Digest,
): Promise<WitnessJudgement> {
  if (log === undefined)
    return { kind: 'unknown-origin', status: 404, sentence: 'No log of this origin is known here.' };
  const opened = await openNote(request.signed.note, log.verifiers);
  if (opened.kind === 'no-known-key') {
    return { kind: 'untrusted', status: 403, sentence: 'No key of this log has signed the checkpoint.' };
  }
  if (opened.kind === 'bad-signature') {
    return { kind: 'untrusted', status: 403, sentence: `The signature by ${opened.name} does not verify.` };
  }
  return judgeSizes(request, log.head, digest);
}

async function judgeSizes(
  { oldSize, proof, signed }: AddCheckpoint,
  stored: TreeHead | undefined,
  digest: Digest,
): Promise<WitnessJudgement> {
  const { size, root } = signed.checkpoint;
  if (oldSize > size) {
    return { kind: 'bad-request', status: 400, sentence: 'The old size is larger than the checkpoint.' };
  }
  const storedSize = stored?.size ?? 0;
  if (oldSize !== storedSize) return { kind: 'conflict', status: 409, size: storedSize };
  const emptyRoot = await digest(new Uint8Array(0));
  if (size === 0 && !equalBytes(root, emptyRoot))
    return inconsistent('A checkpoint of size 0 must have the empty root.');
  const older = stored ?? { size: 0, root: emptyRoot };
  if (!(await verifyConsistency(digest, older, { size, root }, proof))) {
    return inconsistent(
      `The proof does not show that the tree of ${storedSize} is a prefix of that of ${size}.`,
    );
  }
  return { kind: 'accepted', status: 200, head: { size, root } };
}

function inconsistent(sentence: string): WitnessJudgement {
  return { kind: 'inconsistent', status: 422, sentence };
}

/** The cosignature line with its newline: the body of the 200 answer. `timestamp` in seconds since 1970, above 0. */
export function cosign(signer: CosignatureSigner, checkpointText: string, timestamp: number): string {
  const signature = new Uint8Array(signer.sign(cosignedMessage(timestamp, utf8(checkpointText))));
  const stamped = renderTimestampedSignature({ timestamp, signature });
  return `${renderSignatureLine({ name: signer.name, keyId: signer.keyId, signature: stamped })}\n`;
}
