import type { DatabaseSync } from 'node:sqlite';
import { sha256 } from '@ena/kernel/crypto/digest.ts';
import { randomSalt } from '@ena/kernel/crypto/random.ts';
import type { Sealer } from '@ena/kernel/crypto/seal.ts';
import type { Refused, TransparencyLog } from '@ena/kernel/trace/transparency-log.ts';
import { EvidenceIndex, type IndexedExchange } from './evidence-index.ts';
import type { ExchangeRecord } from './record.ts';

export type Recorded =
  | { readonly kind: 'recorded'; readonly index: number; readonly leafHash: Uint8Array }
  | { readonly kind: 'refused'; readonly reason: string };

export type Opened =
  | {
      readonly kind: 'opened';
      readonly record: ExchangeRecord;
      readonly recordBytes: Buffer;
      readonly salt: Buffer;
    }
  | { readonly kind: 'unreadable'; readonly reason: string };

const saltBytes = 32;
/** Of one unit of a string's length. */
const mostUtf8Bytes = 3;
const probeEveryMs = 1_000;

interface Options {
  readonly log: TransparencyLog;
  readonly sealer: Sealer;
  /** A connection of the index's own: what it writes can be made again, so it need not wait for the disk. */
  readonly db: DatabaseSync;
  /** Key of the pseudonyms under which a subject's exchanges are found. */
  readonly subjectKey: Buffer;
  /** How often a disk that took nothing is tried, milliseconds; shorter only in tests. */
  readonly probeEveryMs?: number;
}

/**
 * Where evidence is written and found again.
 * Durability: `write` resolves to `recorded` only after the frame is on disk; that is what lets an answer go out.
 * Ownership: the log is the truth; the index is made from it and made again after a crash.
 * Privacy: the log entry is SHA-256(salt ‖ record); without the salt, which is sealed with the record, it tells nothing.
 */
export class EvidenceStore {
  readonly #options: Options;
  /** For one record at a time, until it is sealed. */
  readonly #scratch = Buffer.allocUnsafeSlow(32 * 1024);
  #blockedReason: string | undefined;
  #probing: NodeJS.Timeout | undefined;
  readonly index: EvidenceIndex;

  constructor(options: Options) {
    this.#options = options;
    this.index = new EvidenceIndex(options.db, options.subjectKey);
  }

  get log(): TransparencyLog {
    return this.#options.log;
  }

  /**
   * Why nothing is recorded at the moment, so that no call is made that could not be proven. Once the disk has refused a
   * record it stays so until a probe has been written to the disk: no exchange is made to find out.
   */
  blockedBy(): string | undefined {
    return this.#blockedReason;
  }

  async write(record: ExchangeRecord): Promise<Recorded> {
    const sealed = this.#seal(record);
    const appended = await this.#options.log.append(sealed.entry, sealed.payload);
    if (appended.kind !== 'appended') return this.#refuse(appended.reason);
    this.index.add(appended.index, record);
    return { kind: 'recorded', index: appended.index, leafHash: appended.leafHash };
  }

  open(index: number): Opened {
    const frame = this.#options.log.read(index);
    if (!frame.ok) return { kind: 'unreadable', reason: frame.error.sentence };
    return this.#unseal(frame.value.entry, frame.value.payload);
  }

  #unseal(entry: Buffer, payload: Buffer): Opened {
    const opened = this.#options.sealer.open(payload, entry);
    if (!opened.ok) return { kind: 'unreadable', reason: opened.error };
    const salt = opened.value.subarray(0, saltBytes);
    const recordBytes = opened.value.subarray(saltBytes);
    if (!sha256(opened.value).equals(entry))
      return { kind: 'unreadable', reason: 'the record does not fit the log entry' };
    return {
      kind: 'opened',
      record: JSON.parse(recordBytes.toString('utf8')) as ExchangeRecord,
      recordBytes,
      salt,
    };
  }

  /** After a crash the index may lack the last entries; they are read from the log. A record whose key is lost stays out. */
  async catchUp(): Promise<number> {
    const from = this.index.size();
    await this.#options.log.scan(from, (index, entry, payload) => {
      const opened = this.#unseal(entry, payload);
      if (opened.kind === 'opened') this.index.add(index, opened.record);
      return true;
    });
    this.index.flush();
    return this.#options.log.size - from;
  }

  /** Comes after the log's own end, which no probe outlives. */
  close(): void {
    clearTimeout(this.#probing);
    this.index.close();
    this.#options.db.close();
  }

  /** Of the keys that records were sealed with, how many are there and cannot be read. */
  get lostKeys(): number {
    return this.#options.sealer.lostKeys.length;
  }

  find(exchangeId: string): IndexedExchange | undefined {
    return this.index.find(exchangeId);
  }

  #refuse(reason: Refused['reason']): Recorded {
    // A record that is too large says nothing about the next one.
    if (reason !== 'too-large') this.#block(reason);
    return { kind: 'refused', reason };
  }

  #block(reason: string): void {
    this.#blockedReason = reason;
    this.#probing ??= setTimeout(
      () => void this.#probe(),
      this.#options.probeEveryMs ?? probeEveryMs,
    ).unref();
  }

  async #probe(): Promise<void> {
    const answer = await this.#options.log.probe();
    this.#probing = undefined;
    if (answer.kind === 'writable') this.#blockedReason = undefined;
    else if (answer.reason !== 'closed') this.#block(answer.reason);
  }

  #seal(record: ExchangeRecord): { entry: Buffer; payload: Buffer } {
    const text = JSON.stringify(record);
    const most = saltBytes + mostUtf8Bytes * text.length;
    const room = most <= this.#scratch.length ? this.#scratch : Buffer.allocUnsafe(most);
    room.set(randomSalt(saltBytes), 0);
    const plain = room.subarray(0, saltBytes + room.write(text, saltBytes, 'utf8'));
    const entry = sha256(plain);
    return { entry, payload: this.#options.sealer.seal(plain, entry) };
  }
}
