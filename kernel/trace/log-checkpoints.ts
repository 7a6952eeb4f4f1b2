import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, ok, type Result } from '../result.ts';
import { equalBytes, utf8 } from './bytes.ts';
import { parseCheckpointNote, renderCheckpoint } from './checkpoint.ts';
import { type DiskProblem, diskProblem, replaceFile } from './disk.ts';
import type { Refused } from './journal.ts';
import type { LogSigner } from './log-signer.ts';
import type { LogTree } from './log-tree.ts';
import { type Note, parseSignatureLine, renderNote } from './note.ts';
import type { Vkey } from './vkey.ts';

/** A checkpoint of this log as a signed note, with the cosignatures that were there when it was read. */
export interface SignedCheckpoint {
  readonly kind: 'signed';
  readonly note: string;
  readonly size: number;
  readonly root: Uint8Array;
}

export type CosignaturesKept =
  | { readonly kind: 'kept' }
  /** A larger tree is cosigned already; nothing was stored. */
  | { readonly kind: 'superseded' }
  /** The note is no checkpoint of this log, or a line is no signature line. */
  | { readonly kind: 'not-ours' }
  | Refused;

interface Kept extends SignedCheckpoint {
  readonly parsed: Note;
}

/**
 * The two notes of a log: `checkpoint`, the newest handed out, and `cosigned`, the newest with cosignatures.
 *
 * Durability: a checkpoint is on disk (fsync, rename, fsync of the folder) before anyone is given it. So whatever
 * someone holds, this folder can be held against: an older copy of the journal does not open.
 * Order: writes go one at a time. Sizes only grow.
 */
export class LogCheckpoints {
  readonly #folder: string;
  readonly #vkey: Vkey;
  readonly #signer: LogSigner;
  #latest: Kept | undefined;
  #cosigned: Kept | undefined;
  #writing: Promise<unknown> = Promise.resolve();

  constructor(folder: string, vkey: Vkey, signer: LogSigner) {
    this.#folder = folder;
    this.#vkey = vkey;
    this.#signer = signer;
  }

  get latest(): SignedCheckpoint | undefined {
    return this.#latest;
  }

  get cosigned(): SignedCheckpoint | undefined {
    return this.#cosigned;
  }

  /** Reads both files. The failure is a sentence; rejects if a file cannot be read. */
  async load(): Promise<Result<void, string>> {
    for (const name of ['checkpoint', 'cosigned'] as const) {
      const source = await readIfThere(join(this.#folder, name));
      if (source === undefined) continue;
      const kept = this.#recognise(source);
      if (kept === undefined) {
        return fail(
          `The file ${join(this.#folder, name)} is not a checkpoint of ${this.#vkey.name} by this log's key. ` +
            'Either the folder belongs to another log, or the key or the file has been replaced.',
        );
      }
      if (name === 'checkpoint') this.#latest = kept;
      else this.#cosigned = kept;
    }
    return ok(undefined);
  }

  /** A durable checkpoint of the tree as it is when this call's turn comes; signed once per size. */
  current(tree: LogTree): Promise<SignedCheckpoint | Refused> {
    return this.#inTurn(async () => {
      const size = tree.size;
      if (this.#latest?.size === size) return this.#latest;
      const next = this.#sign(size, tree.root(size));
      const problem = await this.#store('checkpoint', next.note);
      if (problem !== undefined) return { kind: 'refused', reason: problem };
      this.#latest = next;
      return next;
    });
  }

  /**
   * Keeps cosignature lines (without newlines) of a checkpoint that this log handed out. The caller has verified
   * them; nothing here depends on them, since whoever reads a proof verifies them again.
   */
  addCosignatures(checkpoint: string, lines: readonly string[], tree: LogTree): Promise<CosignaturesKept> {
    return this.#inTurn(async () => {
      const base = this.#recognise(checkpoint);
      const added = lines.flatMap((line) => parseSignatureLine(line) ?? []);
      if (base === undefined || base.size > tree.size || added.length !== lines.length)
        return { kind: 'not-ours' };
      if (!equalBytes(base.root, tree.root(base.size))) return { kind: 'not-ours' };
      const known = this.#cosigned;
      if (known !== undefined && known.size > base.size) return { kind: 'superseded' };
      const before = known?.size === base.size ? known.parsed.signatures : base.parsed.signatures;
      const kept = before.filter((old) => !added.some((s) => s.name === old.name && s.keyId === old.keyId));
      const parsed: Note = { text: base.parsed.text, signatures: [...kept, ...added] };
      const next: Kept = { ...base, parsed, note: renderNote(parsed) };
      const problem = await this.#store('cosigned', next.note);
      if (problem !== undefined) return { kind: 'refused', reason: problem };
      this.#cosigned = next;
      return { kind: 'kept' };
    });
  }

  #sign(size: number, root: Uint8Array): Kept {
    const text = renderCheckpoint({
      origin: this.#vkey.name,
      size,
      root: new Uint8Array(root),
      extensions: [],
    });
    const signature = new Uint8Array(this.#signer.sign(utf8(text)));
    const parsed: Note = {
      text,
      signatures: [{ name: this.#vkey.name, keyId: this.#vkey.keyId, signature }],
    };
    return { kind: 'signed', note: renderNote(parsed), size, root, parsed };
  }

  /** `undefined` unless our key signed it, which is known by signing again: Ed25519 has one signature per text. */
  #recognise(source: string): Kept | undefined {
    const read = parseCheckpointNote(source);
    if (!read.ok || read.value.checkpoint.origin !== this.#vkey.name) return undefined;
    const { checkpoint, note } = read.value;
    const expected = this.#signer.sign(utf8(note.text));
    const isOurs = note.signatures.some(
      (s) => s.name === this.#vkey.name && s.keyId === this.#vkey.keyId && equalBytes(s.signature, expected),
    );
    return isOurs
      ? { kind: 'signed', note: source, size: checkpoint.size, root: checkpoint.root, parsed: note }
      : undefined;
  }

  async #store(name: string, note: string): Promise<DiskProblem | undefined> {
    try {
      await replaceFile(this.#folder, name, note);
      return undefined;
    } catch (error) {
      return diskProblem(error);
    }
  }

  #inTurn<T>(task: () => Promise<T>): Promise<T> {
    const turn = this.#writing.then(task);
    this.#writing = turn.catch(() => undefined);
    return turn;
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
