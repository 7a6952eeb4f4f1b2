import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '@ena/kernel/time.ts';

/** 16 bytes of exchange id and 6 of the time it was seen, milliseconds since the epoch. */
const entryBytes = 22;

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
    this.#writeBoot();
    this.#fd = this.#compact(now);
  }

  /** True the first time an id is seen, and from then on durable against a kill of this process. */
  accept(exchangeId: string): boolean {
    if (this.#current.has(exchangeId) || this.#previous.has(exchangeId)) return false;
    const now = this.#options.clock.now();
    if (now - this.#startedAt > this.#windowMs) this.#turn(now);
    writeSync(this.#fd, encode(exchangeId, now));
    this.#current.add(exchangeId);
    return true;
  }

  close(): void {
    closeSync(this.#fd);
  }

  #turn(now: number): void {
    closeSync(this.#fd);
    renameSync(this.#file('seen'), this.#file('seen.previous'));
    this.#fd = openSync(this.#file('seen'), 'a', 0o600);
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
    for (const id of this.#previous) writeSync(fd, encode(id, now));
    closeSync(fd);
    renameSync(this.#file('seen.new'), this.#file('seen.previous'));
    rmSync(this.#file('seen'), { force: true });
    return openSync(this.#file('seen'), 'a', 0o600);
  }

  #machineWentDown(): boolean {
    if (!existsSync(this.#file('seen')) || !existsSync(this.#file('seen.boot'))) return false;
    if (readFileSync(this.#file('seen.boot'), 'utf8') === this.#options.bootId) return false;
    return this.#options.clock.now() - statSync(this.#file('seen')).mtimeMs < this.#windowMs;
  }

  #writeBoot(): void {
    const fd = openSync(this.#file('seen.boot'), 'w', 0o600);
    writeSync(fd, this.#options.bootId);
    closeSync(fd);
  }

  #file(name: string): string {
    return join(this.#options.folder, name);
  }
}

function encode(exchangeId: string, now: number): Buffer {
  const entry = Buffer.allocUnsafe(entryBytes);
  entry.write(exchangeId.replaceAll('-', ''), 0, 16, 'hex');
  entry.writeUIntBE(now, 16, 6);
  return entry;
}

function uuid(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
