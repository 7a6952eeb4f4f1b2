import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '@ena/kernel/time.ts';

/** 16 bytes of exchange id and 6 of the time it was seen, milliseconds since the epoch. */
const entryBytes = 22;

/** In `seen.boot` after an orderly end. */
const ended = 'ended';
/** How long Linux may keep a written page from the disk, rounded up. */
const writeBackMs = 60_000;

export type Accepted = 'first' | 'replayed' | 'unwritten';

interface Options {
  readonly folder: string;
  readonly clock: Clock;
  /** How far a signature's time may be from ours, either way. */
  readonly skewMs: number;
  /** Identifies one boot of the machine; empty where the system tells none. */
  readonly bootId: string;
}

/**
 * Remembers every exchange id for twice the clock skew, across a restart.
 * Durability: an id is written to the file before the message is acted on, without fsync. A killed process
 * loses nothing (the pages are the kernel's). A machine that went down may have lost the last pages: then
 * `blockedUntil` holds messages back until everything signed before the crash is too old to be accepted.
 * Two generations: the older is dropped when the younger has covered the whole window.
 */
export class ReplayGuard {
  readonly #options: Options;
  readonly #windowMs: number;
  #current = new Set<string>();
  #previous = new Set<string>();
  #startedAt: number;
  #fd: number;
  /** Ids that are written at the end of the present task, with one call of the system. */
  #waiting = new Map<string, (accepted: Accepted) => void>();
  /** Entries in the younger file. Each lies at its own place, so that one torn by a full disk is written over. */
  #entries = 0;
  /** No message is accepted before this instant; 0 after a clean machine. */
  readonly blockedUntil: number;

  constructor(options: Options) {
    this.#options = options;
    this.#windowMs = 2 * options.skewMs + 1_000;
    const now = options.clock.now();
    this.blockedUntil = this.#machineWentDown() ? now + this.#windowMs : 0;
    for (const name of ['seen.previous', 'seen']) this.#read(name, now);
    this.#previous = this.#current;
    this.#current = new Set();
    this.#startedAt = now;
    this.#writeBoot(options.bootId);
    this.#fd = this.#compact(now);
  }

  /** `first` once for each id, and from then on durable against a kill of this process. `unwritten`: the disk did not take it. */
  accept(exchangeId: string): Promise<Accepted> {
    if (this.#isKnown(exchangeId)) return Promise.resolve('replayed');
    return new Promise((resolve) => {
      if (this.#waiting.size === 0) queueMicrotask(() => this.#acceptWaiting());
      this.#waiting.set(exchangeId, resolve);
    });
  }

  #isKnown(exchangeId: string): boolean {
    return this.#current.has(exchangeId) || this.#previous.has(exchangeId) || this.#waiting.has(exchangeId);
  }

  #acceptWaiting(): void {
    const waiting = this.#waiting;
    this.#waiting = new Map();
    const isWritten = this.#write([...waiting.keys()]);
    for (const [exchangeId, resolve] of waiting) {
      if (isWritten) this.#current.add(exchangeId);
      resolve(isWritten ? 'first' : 'unwritten');
    }
  }

  /** All of them or, as far as anyone is told, none. */
  #write(exchangeIds: readonly string[]): boolean {
    const now = this.#options.clock.now();
    try {
      if (now - this.#startedAt > this.#windowMs) this.#turn(now);
      const entries = encode(exchangeIds, now);
      const written = writeSync(this.#fd, entries, 0, entries.length, this.#entries * entryBytes);
      if (written < entries.length) return false;
    } catch {
      return false;
    }
    this.#entries += exchangeIds.length;
    return true;
  }

  /** After this, a restart of the machine has lost nothing. */
  close(): void {
    fsyncSync(this.#fd);
    closeSync(this.#fd);
    this.#writeBoot(ended);
  }

  /** The new file is there before the old one is given up, so that a full disk changes nothing. */
  #turn(now: number): void {
    const fd = openSync(this.#file('seen.new'), 'w', 0o600);
    renameSync(this.#file('seen'), this.#file('seen.previous'));
    renameSync(this.#file('seen.new'), this.#file('seen'));
    closeSync(this.#fd);
    this.#fd = fd;
    this.#entries = 0;
    this.#previous = this.#current;
    this.#current = new Set();
    this.#startedAt = now;
  }

  /** Ids that are still in the window, from one file; a torn last entry is cut. */
  #read(name: string, now: number): void {
    if (!existsSync(this.#file(name))) return;
    const bytes = readFileSync(this.#file(name));
    for (let at = 0; at + entryBytes <= bytes.length; at += entryBytes) {
      const seenAt = bytes.readUIntBE(at + 16, 6);
      if (now - seenAt <= this.#windowMs) this.#current.add(uuid(bytes.subarray(at, at + 16)));
    }
  }

  /** Starts the younger generation with an empty file and the still valid ids in the older. */
  #compact(now: number): number {
    const fd = openSync(this.#file('seen.new'), 'w', 0o600);
    for (const id of this.#previous) writeSync(fd, encode([id], now));
    closeSync(fd);
    renameSync(this.#file('seen.new'), this.#file('seen.previous'));
    return openSync(this.#file('seen'), 'w', 0o600);
  }

  /** The file's time is as old as its last page on disk, so it is given some grace. */
  #machineWentDown(): boolean {
    if (!existsSync(this.#file('seen')) || !existsSync(this.#file('seen.boot'))) return false;
    const boot = readFileSync(this.#file('seen.boot'), 'utf8');
    if (boot === this.#options.bootId || boot === ended) return false;
    return this.#options.clock.now() - statSync(this.#file('seen')).mtimeMs < this.#windowMs + writeBackMs;
  }

  #writeBoot(text: string): void {
    const fd = openSync(this.#file('seen.boot'), 'w', 0o600);
    writeSync(fd, text);
    fsyncSync(fd);
    closeSync(fd);
  }

  #file(name: string): string {
    return join(this.#options.folder, name);
  }
}

function encode(exchangeIds: readonly string[], now: number): Buffer {
  const entries = Buffer.allocUnsafe(exchangeIds.length * entryBytes);
  for (const [index, exchangeId] of exchangeIds.entries()) {
    const at = index * entryBytes;
    entries.write(exchangeId.replaceAll('-', ''), at, 16, 'hex');
    entries.writeUIntBE(now, at + 16, 6);
  }
  return entries;
}

function uuid(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
