import { mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { sha256 } from '../crypto/digest.ts';
import { fail, ok, type Result } from '../result.ts';
import { type FolderLock, lockFolder } from '../store/folder-lock.ts';
import { type Disk, diskProblem, syncFolder } from './disk.ts';
import { Journal, type Refused } from './journal.ts';
import { type CosignaturesKept, LogCheckpoints, type SignedCheckpoint } from './log-checkpoints.ts';
import { entryBytes, type OpenProblem, type Recovered, recover } from './log-recovery.ts';
import type { LogSigner } from './log-signer.ts';
import { vkeyOf } from './log-signer.ts';
import { type LogTree, TreeFileDamage } from './log-tree.ts';
import { scanEntries, type Verified, type VisitEntry, verifyEntries } from './log-verify.ts';
import { consistencyProof, inclusionProof, leafHash } from './merkle.ts';
import { tileExists } from './tiles.ts';
import { renderTlogProof } from './tlog-proof.ts';
import { renderVkey, signatureType } from './vkey.ts';

export interface LogOptions {
  /** Created if missing; one process at a time. */
  readonly folder: string;
  /** The log's name in checkpoints, and the name of its key. */
  readonly origin: string;
  readonly signer: LogSigner;
  /** Default 64 MiB; at most 4 GiB, since offsets are stored in 32 bits. */
  readonly segmentBytes?: number;
  readonly disk?: Disk;
}

/** Durable, and part of every checkpoint from now on. */
export interface Appended {
  readonly kind: 'appended';
  readonly index: number;
  readonly leafHash: Uint8Array;
}

export interface LogRecord {
  /** 32 bytes: what the tree is built of. */
  readonly entry: Buffer;
  /** Whatever was given with it. The tree does not cover it: its owner must be able to tell that it fits the entry. */
  readonly payload: Buffer;
}

export type ReadProblem =
  | { readonly kind: 'out-of-range'; readonly sentence: string }
  | { readonly kind: 'damaged'; readonly sentence: string };

export type { CosignaturesKept, OpenProblem, Refused, SignedCheckpoint, Verified };

const defaultSegmentBytes = 64 * 1024 * 1024;

/** Opens or creates the log in a folder, after what was found there has been held against its checkpoints. */
export async function openLog(options: LogOptions): Promise<Result<TransparencyLog, OpenProblem>> {
  try {
    await makeFolders(options.folder);
    const lock = lockFolder(options.folder);
    if (!lock.ok) return fail({ kind: 'locked', sentence: lock.error });
    const opened = await openLocked(options, lock.value);
    if (!opened.ok) lock.value.release();
    return opened;
  } catch (error) {
    return fail(ioProblem(options.folder, error));
  }
}

/** A record is only as durable as the folders above it: their entries are synced too. */
async function makeFolders(folder: string): Promise<void> {
  const created = await mkdir(join(folder, 'segments'), { recursive: true, mode: 0o700 });
  if (created === undefined) return;
  for (let at = resolve(folder); at.length >= dirname(resolve(created)).length; at = dirname(at)) {
    await syncFolder(at);
    if (at === dirname(at)) return;
  }
}

async function openLocked(
  options: LogOptions,
  lock: FolderLock,
): Promise<Result<TransparencyLog, OpenProblem>> {
  const { folder, origin, signer } = options;
  const checkpoints = new LogCheckpoints(
    folder,
    vkeyOf(origin, signatureType.ed25519, signer.publicKey),
    signer,
  );
  try {
    const recovered = await recover(folder, checkpoints);
    if (!recovered.ok) return recovered;
    const { tree, scan } = recovered.value;
    // A new log has its first checkpoint before its first segment: entries without a checkpoint mean it was removed.
    const first = checkpoints.latest ?? (await checkpoints.current(tree));
    if (first.kind === 'refused')
      return fail({ kind: 'io-error', sentence: `The disk takes no files in ${folder}.` });
    const segmentBytes = Math.min(options.segmentBytes ?? defaultSegmentBytes, 2 ** 32 - 1);
    const journalOptions = {
      folder: join(folder, 'segments'),
      segmentBytes,
      ...(options.disk && { disk: options.disk }),
    };
    const journal = await Journal.start(journalOptions, scan.end);
    return ok(new TransparencyLog(options, { tree, scan, checkpoints, journal, lock }));
  } catch (error) {
    return fail(ioProblem(folder, error));
  }
}

function ioProblem(folder: string, error: unknown): OpenProblem {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === '') throw error;
  const what = diskProblem(error) === 'disk-full' ? 'The disk is full' : `The system answered ${code}`;
  return {
    kind: 'io-error',
    sentence: `The log in ${folder} cannot be opened. ${what}; mend that and start again.`,
  };
}

/** Whether `index` counts something of which there are `count`. */
function isIndex(index: number, count: number): boolean {
  return Number.isSafeInteger(index) && index >= 0 && index < count;
}

interface Parts extends Recovered {
  readonly checkpoints: LogCheckpoints;
  readonly journal: Journal;
  readonly lock: FolderLock;
}

/**
 * A C2SP tlog-tiles log in one folder, with one writer.
 *
 * Durability: `append` answers `appended` only after fdatasync; `size`, tiles and checkpoints show durable entries
 * only. Order: indices are given in the order of the calls. Trust: see README.md, "What the folder is trusted for".
 */
export class TransparencyLog {
  readonly origin: string;
  /** Type 0x01, in C2SP's text form. */
  readonly vkey: string;
  /** Bytes of an unfinished commit, or of room made ahead, that opening this log cut off; nothing in them was acknowledged. */
  readonly cutBytes: number;
  readonly #folder: string;
  readonly #tree: LogTree;
  readonly #journal: Journal;
  readonly #checkpoints: LogCheckpoints;
  readonly #lock: FolderLock;

  constructor({ folder, origin, signer }: LogOptions, { tree, scan, checkpoints, journal, lock }: Parts) {
    this.origin = origin;
    this.vkey = renderVkey(vkeyOf(origin, signatureType.ed25519, signer.publicKey));
    this.cutBytes = scan.kind === 'torn' ? scan.bytes : 0;
    this.#folder = folder;
    this.#tree = tree;
    this.#journal = journal;
    this.#checkpoints = checkpoints;
    this.#lock = lock;
  }

  /** Durable entries. */
  get size(): number {
    return this.#tree.size;
  }

  /** `entry` has 32 bytes; anything else is the caller's bug. Neither array may be changed before the answer. */
  append(entry: Uint8Array, payload: Uint8Array): Promise<Appended | Refused> {
    if (entry.length !== entryBytes)
      throw new RangeError(`an entry has ${entryBytes} bytes, not ${entry.length}`);
    const leaf = leafHash(sha256, entry);
    return this.#journal.append([entry, payload], (place): Appended => {
      return { kind: 'appended', index: this.#tree.add(leaf, place), leafHash: leaf };
    });
  }

  /** Whether the disk would take entries, asked without appending one. */
  probe(): Promise<{ readonly kind: 'writable' } | Refused> {
    return this.#journal.probe();
  }

  read(index: number): Result<LogRecord, ReadProblem> {
    return this.#reading(isIndex(index, this.size), `entry ${index}`, () => {
      const { segment, offset } = this.#tree.place(index);
      const body = this.#journal.read(segment, offset);
      if (body === undefined || body.length < entryBytes)
        throw new TreeFileDamage(`entry ${index} in segment ${segment}`);
      return { entry: body.subarray(0, entryBytes), payload: body.subarray(entryBytes) };
    });
  }

  leafHash(index: number): Result<Uint8Array, ReadProblem> {
    return this.#reading(isIndex(index, this.size), `entry ${index}`, () => this.#tree.leaf(index));
  }

  inclusionProof(index: number, size: number): Result<Uint8Array[], ReadProblem> {
    const exists = isIndex(size, this.size + 1) && isIndex(index, size);
    return this.#reading(exists, `entry ${index} of ${size}`, () =>
      inclusionProof(this.#tree.hashes, index, size),
    );
  }

  consistencyProof(oldSize: number, newSize: number): Result<Uint8Array[], ReadProblem> {
    const exists = isIndex(newSize, this.size + 1) && isIndex(oldSize, newSize + 1);
    return this.#reading(exists, `${oldSize} to ${newSize}`, () =>
      consistencyProof(this.#tree.hashes, oldSize, newSize),
    );
  }

  /** A signed note of the size at this moment or later; on disk before it is answered. */
  checkpoint(): Promise<SignedCheckpoint | Refused> {
    return this.#checkpoints.current(this.#tree);
  }

  /** Body of `tile/<level>/<n>[.p/<width>]`. */
  tile(level: number, n: number, width: number): Result<Uint8Array, ReadProblem> {
    const exists = tileExists(this.size, { level, index: n, width });
    return this.#reading(exists, `tile ${level}/${n}.p/${width}`, () => this.#tree.tile(level, n, width));
  }

  /** Body of `tile/entries/<n>[.p/<width>]`: each entry with its length, 00 20, before it. */
  entryBundle(n: number, width: number): Result<Uint8Array, ReadProblem> {
    const exists = tileExists(this.size, { level: 'entries', index: n, width });
    if (!exists) return this.#reading(false, `bundle ${n}.p/${width}`, () => new Uint8Array(0));
    const bundle = Buffer.alloc(width * (entryBytes + 2));
    for (let i = 0; i < width; i += 1) {
      const record = this.read(n * 256 + i);
      if (!record.ok) return record;
      bundle.writeUInt16BE(entryBytes, i * (entryBytes + 2));
      bundle.set(record.value.entry, i * (entryBytes + 2) + 2);
    }
    return ok(bundle);
  }

  /** Keeps verified cosignature lines (without newlines) of a checkpoint note that this log handed out. */
  addCosignatures(checkpoint: string, lines: readonly string[]): Promise<CosignaturesKept> {
    return this.#checkpoints.addCosignatures(checkpoint, lines, this.#tree);
  }

  /** The newest checkpoint that has cosignatures, with them. */
  latestCosigned(): SignedCheckpoint | undefined {
    return this.#checkpoints.cosigned;
  }

  /** `.tlog-proof` text against the newest cosigned checkpoint, or a plain one if that does not reach the entry. */
  async proof(index: number): Promise<Result<string, ReadProblem | Refused>> {
    if (!isIndex(index, this.size)) return this.#reading(false, `entry ${index}`, () => '');
    const cosigned = this.latestCosigned();
    const against = cosigned !== undefined && cosigned.size > index ? cosigned : await this.checkpoint();
    if (against.kind === 'refused') return fail(against);
    const hashes = this.inclusionProof(index, against.size);
    return hashes.ok
      ? ok(renderTlogProof({ index, hashes: hashes.value, checkpoint: against.note }))
      : hashes;
  }

  /** Visits the entries from index `from` to the size at the time of the call; `false` from `visit` ends it. */
  scan(from: number, visit: VisitEntry): Promise<Result<void, ReadProblem>> {
    return scanEntries(this.#contents(), from, visit);
  }

  /** Reads every entry again and holds it against the tree and the checkpoints. Appends go on meanwhile. */
  verifyAll(onProgress?: (done: number, total: number) => void): Promise<Verified> {
    const { latest, cosigned } = this.#checkpoints;
    return verifyEntries(
      this.#contents(),
      [latest, cosigned].flatMap((c) => c ?? []),
      onProgress,
    );
  }

  /** Commits what is waiting, then lets go of the folder. Later calls of `append` are refused. */
  async close(): Promise<void> {
    await this.#journal.close();
    this.#tree.close();
    this.#lock.release();
  }

  #contents() {
    return {
      segments: join(this.#folder, 'segments'),
      tree: this.#tree,
      size: this.size,
      end: this.#journal.end,
    };
  }

  #reading<T>(exists: boolean, what: string, read: () => T): Result<T, ReadProblem> {
    if (!exists)
      return fail({ kind: 'out-of-range', sentence: `The log of ${this.size} entries has no ${what}.` });
    try {
      return ok(read());
    } catch (error) {
      if (!(error instanceof TreeFileDamage)) throw error;
      return fail({
        kind: 'damaged',
        sentence: `The log in ${this.#folder} is damaged at ${error.message}.`,
      });
    }
  }
}
