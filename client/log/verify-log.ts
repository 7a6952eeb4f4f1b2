import { encodeBase64 } from '@ena/kernel/trace/base64.ts';
import { type Bytes, equalBytes } from '@ena/kernel/trace/bytes.ts';
import { type CheckpointNote, parseCheckpointNote } from '@ena/kernel/trace/checkpoint.ts';
import { parseTimestampedSignature, verifierOf } from '@ena/kernel/trace/cosignature.ts';
import { leafInput } from '@ena/kernel/trace/merkle.ts';
import type { Digest } from '@ena/kernel/trace/merkle-verify.ts';
import { openNote } from '@ena/kernel/trace/note.ts';
import { tileWidth } from '@ena/kernel/trace/tiles.ts';
import { parseVkey, signatureType, type Vkey } from '@ena/kernel/trace/vkey.ts';
import type { Connection } from '../call.ts';
import type { Text } from '../verify/verdict.ts';
import { sha256, verifyEd25519 } from '../verify/web-crypto.ts';
import { CompactRange } from './compact-range.ts';
import { readEntries, readHashes, readResource, readTile } from './read-log.ts';

/** A tree that the caller saw before and keeps. */
export interface KnownTree {
  readonly size: number;
  /** Base64. */
  readonly root: string;
}

export interface VerifyLogOptions {
  /** `url` is the log's prefix: `http://127.0.0.1:8410/log`. */
  readonly log: Connection;
  /** The log's verifier key. Absent: the one that the log itself publishes, which proves only that the log fits itself. */
  readonly vkey?: string;
  /** Verifier keys of witnesses that the caller knows. */
  readonly witnesses?: readonly string[];
  /** A tree that the log showed before: it must be a prefix of the one now. */
  readonly known?: KnownTree;
  readonly onProgress?: (checked: number, size: number) => void;
  /** SHA-256; default WebCrypto. */
  readonly digest?: Digest;
}

export type LogVerdict =
  | {
      readonly kind: 'sound';
      readonly origin: string;
      readonly size: number;
      /** Base64; keep it with `size` as the next call's `known`. */
      readonly root: string;
      /** Who signed beside the log, and when: seconds since the epoch. */
      readonly cosigned: readonly { readonly witness: string; readonly timestamp: number }[];
      readonly vkeyFrom: 'caller' | 'log';
    }
  /** Something could not be read: nothing is proved against the log. */
  | { readonly kind: 'unreadable'; readonly why: Text }
  /** The log does not hold what it signed. `entry` is the place of the first one that is wrong, where it is known. */
  | { readonly kind: 'broken'; readonly why: Text; readonly entry?: number };

type Failed = Exclude<LogVerdict, { kind: 'sound' }>;

const largestBundle = tileWidth * (2 + 0xffff);

/**
 * Reads a whole C2SP tlog-tiles log over HTTP and checks it: every entry against its leaf hash, the leaf hashes
 * against the signed root, the signatures, and that an earlier tree is a prefix. Works on anybody's log.
 */
export async function verifyLog(options: VerifyLogOptions): Promise<LogVerdict> {
  const head = await readHead(options);
  if (head.kind !== 'head') return head;
  const { checkpoint } = head.note;
  const { known, digest = sha256 } = options;
  if (known !== undefined && known.size > checkpoint.size) {
    return broken(
      `Loggen har krympt från ${known.size} till ${checkpoint.size} poster.`,
      `The log has shrunk from ${known.size} to ${checkpoint.size} entries.`,
    );
  }
  const range = new CompactRange(digest);
  const wrong =
    (await contradiction(range, known)) ?? (await readEntriesInto(range, checkpoint.size, options, digest));
  if (wrong !== undefined) return wrong;
  if (!equalBytes(await range.root(), checkpoint.root)) {
    return broken(
      'Posterna ger inte den rot som loggen har undertecknat.',
      'The entries do not give the root that the log has signed.',
    );
  }
  const cosigned = await readCosignatures(head.note, options.witnesses ?? []);
  if ('kind' in cosigned) return cosigned;
  const { origin, size, root } = checkpoint;
  const vkeyFrom = options.vkey === undefined ? 'log' : 'caller';
  return { kind: 'sound', origin, size, root: encodeBase64(root), cosigned: cosigned.by, vkeyFrom };
}

/** The checkpoint, signed by the log's key. */
async function readHead({
  log,
  vkey,
}: VerifyLogOptions): Promise<{ kind: 'head'; note: CheckpointNote } | Failed> {
  const text = await readResource(log, 'checkpoint', 1_000_000);
  if (text.kind !== 'read') return text;
  const published = vkey === undefined ? await readResource(log, 'vkey', 10_000) : undefined;
  if (published?.kind === 'unreadable') return published;
  const key = await readKey(vkey ?? new TextDecoder().decode(published?.value).trim(), signatureType.ed25519);
  if (key === undefined)
    return broken('Loggens nyckel är ingen användbar vkey.', 'The log’s key is no usable vkey.');
  const note = parseCheckpointNote(new TextDecoder().decode(text.value));
  if (!note.ok)
    return broken(
      `Loggens huvud är inte välformat (${note.error}).`,
      `The checkpoint is not well-formed (${note.error}).`,
    );
  const { origin } = note.value.checkpoint;
  if (origin !== key.name)
    return broken(
      `Loggens huvud är från ${origin}, inte ${key.name}.`,
      `The checkpoint is from ${origin}, not ${key.name}.`,
    );
  const verifier = verifierOf(key, verifyEd25519);
  const opened = await openNote(note.value.note, verifier === undefined ? [] : [verifier]);
  if (opened.kind !== 'signed')
    return broken('Loggens huvud saknar giltig underskrift.', 'The checkpoint has no valid signature.');
  return { kind: 'head', note: note.value };
}

async function readEntriesInto(
  range: CompactRange,
  size: number,
  options: VerifyLogOptions,
  digest: Digest,
): Promise<Failed | undefined> {
  const { log, known, onProgress } = options;
  for (let first = 0; first < size; first += tileWidth) {
    const index = first / tileWidth;
    const width = Math.min(tileWidth, size - first);
    const tile = await readTile(log, { level: 0, index, width }, tileWidth * 32);
    if (tile.kind !== 'read') return tile;
    const bundle = await readTile(log, { level: 'entries', index, width }, largestBundle);
    if (bundle.kind !== 'read') return bundle;
    const [hashes, entries] = [readHashes(tile.value, width), readEntries(bundle.value, width)];
    const wrong = await append(range, hashes, entries, known, digest);
    if (wrong !== undefined) return wrong;
    onProgress?.(range.size, size);
  }
  return undefined;
}

async function append(
  range: CompactRange,
  hashes: readonly Bytes[] | undefined,
  entries: readonly Bytes[] | undefined,
  known: KnownTree | undefined,
  digest: Digest,
): Promise<Failed | undefined> {
  const first = range.size;
  if (hashes === undefined || entries === undefined) {
    return broken(
      `Plattan från post ${first} är för kort.`,
      `The tile from entry ${first} is too short.`,
      first,
    );
  }
  const leaves = await Promise.all(entries.map((entry) => digest(leafInput(entry))));
  for (const [at, hash] of hashes.entries()) {
    const leaf = leaves[at];
    if (leaf === undefined || !equalBytes(leaf, hash)) {
      return broken(
        `Post ${first + at} stämmer inte med sin hash.`,
        `Entry ${first + at} does not fit its hash.`,
        first + at,
      );
    }
    await range.append(leaf);
    const wrong = await contradiction(range, known);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

/** When the range has grown to the size of the tree that the caller keeps, the roots must be equal. */
async function contradiction(range: CompactRange, known: KnownTree | undefined): Promise<Failed | undefined> {
  if (known === undefined || range.size !== known.size) return undefined;
  if (encodeBase64(await range.root()) === known.root) return undefined;
  return broken(
    `Loggens första ${known.size} poster är inte längre de som loggen visade förut.`,
    `The log’s first ${known.size} entries are no longer those that it showed before.`,
  );
}

async function readCosignatures(head: CheckpointNote, vkeys: readonly string[]) {
  const keys = await Promise.all(vkeys.map((vkey) => readKey(vkey, signatureType.cosignature)));
  const verifiers = keys.flatMap((key) => (key && verifierOf(key, verifyEd25519)) ?? []);
  const opened = await openNote(head.note, verifiers);
  if (opened.kind === 'bad-signature') {
    return broken(
      `Vittnet ${opened.name} har inte undertecknat detta.`,
      `The witness ${opened.name} did not sign this.`,
    );
  }
  const lines = opened.kind === 'signed' ? opened.by : [];
  return {
    by: lines.map(({ name, signature }) => ({
      witness: name,
      timestamp: parseTimestampedSignature(signature)?.timestamp ?? 0,
    })),
  };
}

async function readKey(text: string, type: number): Promise<Vkey | undefined> {
  const key = await parseVkey(text, sha256);
  return key.ok && key.value.type === type ? key.value : undefined;
}

function broken(sv: string, en: string, entry?: number): Failed {
  return { kind: 'broken', why: { sv, en }, ...(entry !== undefined && { entry }) };
}
