import { sha256 } from '../crypto/digest.ts';
import type { RecordPlace } from './journal.ts';
import { journalStart } from './journal-scan.ts';
import { foldHashes, type HashTree, rootHash } from './merkle.ts';
import { MerkleEdge } from './merkle-edge.ts';
import { tileWidth } from './tiles.ts';
import { packPlace, type ResumePlace, TreeFile, unpackPlace } from './tree-file.ts';

/** A record of the file `tree` is not as it was written; thrown by reads, turned into an outcome by the log. */
export class TreeFileDamage extends Error {
  override readonly name = 'TreeFileDamage';
}

/**
 * The Merkle tree of a log: hashes and places of all entries.
 *
 * Memory: the last, partial tile and the hashes of tile level 1 and up, 32 bytes per 256 entries; level 0 is in the
 * file. Invariant: `size` = 256 · full tiles in the file + entries of the partial tile, and only entries that the
 * journal has made durable are in it.
 */
export class LogTree {
  readonly #file: TreeFile;
  readonly #edge = new MerkleEdge(sha256);
  /** Of the partial tile. */
  #leaves = new Uint8Array(tileWidth * 32);
  #places = new Float64Array(tileWidth);
  /** Tile levels 1, 2, …: all hashes of each. */
  readonly #upper: HashColumn[] = [];
  #size = 0;
  #resume: ResumePlace = { group: journalStart, skip: 0 };
  /** For the maths in `merkle.ts`; its reads throw `TreeFileDamage`. */
  readonly hashes: HashTree = { sha256, read: (level, index) => this.#read(level, index) };

  /** Loads what the file has; the rest is for the caller to add from the journal, from `resume` on. */
  constructor(folder: string) {
    this.#file = TreeFile.open(folder, (record) => {
      this.#edge.add(8, record.root, (level, hash) => this.#keepUpper(level, hash));
      this.#size += tileWidth;
      this.#resume = record.resume;
    });
  }

  get size(): number {
    return this.#size;
  }

  /** Where the journal goes on after the last full tile. */
  get resume(): ResumePlace {
    return this.#resume;
  }

  add(leaf: Uint8Array, place: RecordPlace): number {
    const index = this.#size;
    const at = index % tileWidth;
    this.#leaves.set(leaf, at * 32);
    this.#places[at] = packPlace(place.segment, place.offset);
    this.#size += 1;
    this.#edge.add(0, leaf, (level, hash) => {
      if (level === 8) this.#closeTile(hash, place);
      this.#keepUpper(level, hash);
    });
    return index;
  }

  root(size: number): Uint8Array {
    return size === this.#size ? this.#edge.root() : rootHash(this.hashes, size);
  }

  leaf(index: number): Uint8Array {
    return this.#read(0, index);
  }

  place(index: number): { segment: number; offset: number } {
    const isPartial = index >= this.#file.count * tileWidth;
    const places = isPartial ? this.#places : this.#tile(Math.floor(index / tileWidth)).places;
    return unpackPlace(places[index % tileWidth] ?? 0);
  }

  /** Where to start reading the journal for entry `index`, and the index of the first entry read there. */
  startFor(index: number): { from: ResumePlace; first: number } {
    const tile = Math.floor(index / tileWidth);
    if (tile === 0) return { from: { group: journalStart, skip: 0 }, first: 0 };
    return { from: this.#tile(tile - 1).resume, first: tile * tileWidth };
  }

  /** `width` hashes of a tile that `tileExists`. */
  tile(level: number, index: number, width: number): Uint8Array {
    const start = index * tileWidth * 32;
    const tile = level === 0 ? this.#leavesOf(index) : this.#column(level).bytes.subarray(start);
    return tile.slice(0, width * 32);
  }

  close(): void {
    this.#file.close();
  }

  #closeTile(root: Uint8Array, last: RecordPlace): void {
    const group = { segment: last.segment, offset: last.groupOffset };
    this.#resume = { group, skip: last.indexInGroup + 1 };
    this.#file.add({ hashes: this.#leaves, places: this.#places, root, resume: this.#resume });
    this.#leaves = new Uint8Array(tileWidth * 32);
    this.#places = new Float64Array(tileWidth);
  }

  #keepUpper(level: number, hash: Uint8Array): void {
    if (level >= 8 && level % 8 === 0) this.#column(level / 8).push(hash);
  }

  #read(level: number, index: number): Uint8Array {
    const tileLevel = Math.floor(level / 8);
    const count = 2 ** (level % 8);
    const first = index * count;
    if (tileLevel > 0) return foldHashes(sha256, this.#column(tileLevel).bytes, first * 32, count);
    return foldHashes(sha256, this.#leavesOf(Math.floor(first / tileWidth)), (first % tileWidth) * 32, count);
  }

  #leavesOf(tile: number): Uint8Array {
    return tile === this.#file.count ? this.#leaves : this.#tile(tile).hashes;
  }

  #tile(tile: number): { hashes: Uint8Array; places: Float64Array; resume: ResumePlace } {
    const record = this.#file.read(tile);
    if (record === undefined) throw new TreeFileDamage(`record ${tile} of the file "tree"`);
    return record;
  }

  #column(tileLevel: number): HashColumn {
    let column = this.#upper[tileLevel - 1];
    if (column === undefined) {
      column = new HashColumn();
      this.#upper[tileLevel - 1] = column;
    }
    return column;
  }
}

/** Hashes end to end in memory that doubles as it fills. */
class HashColumn {
  bytes = new Uint8Array(64 * 32);
  #used = 0;

  push(hash: Uint8Array): void {
    if (this.#used === this.bytes.length) {
      const larger = new Uint8Array(this.bytes.length * 2);
      larger.set(this.bytes);
      this.bytes = larger;
    }
    this.bytes.set(hash, this.#used);
    this.#used += 32;
  }
}
