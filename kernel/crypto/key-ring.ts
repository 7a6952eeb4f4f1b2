import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Clock, rfc3339, systemClock } from '../time.ts';
import { KeyFolderError, makeKeyFolder, removeKeyFile, writeKeyFile } from './key-file.ts';
import {
  exportPrivatePem,
  generateSigningKey,
  importPrivatePem,
  type SigningAlgorithm,
  type SigningKey,
} from './keys.ts';

/*
 * The keys of one purpose, and their life:
 *
 *   announce()          promote()           retire(kid) or prune(before)
 *   (made) ──► next ──────────────► active ──promote()──► retired ─────────────► gone from the disk
 *              published,           published,            published,
 *              does not sign        signs                 does not sign
 *
 * Rotation without downtime: announce, publish `all`, wait until every peer has fetched it, promote, wait until
 * the last message signed by the old key is out of use, prune. One process owns a ring; nothing else writes there.
 */

/** The state file beside the keys: which key plays which part. Private keys stand in `<kid>.pem`. */
interface RingState {
  readonly version: 1;
  readonly alg: SigningAlgorithm;
  readonly active: string;
  readonly next: string | null;
  readonly retired: readonly { readonly kid: string; readonly retiredAt: string }[];
}

export type Promotion =
  | { readonly kind: 'promoted'; readonly active: SigningKey; readonly retired: SigningKey }
  | { readonly kind: 'nothing-announced' };

export interface KeyRing {
  /** The key that signs. Read it at each use; it changes with `promote`. */
  readonly active: SigningKey;
  /** The announced key, if any. */
  readonly next: SigningKey | undefined;
  /** Everything to publish: active, then next, then retired, newest first. */
  readonly all: readonly SigningKey[];
  /** Makes the next key and has it published; answers the waiting one if there is one already. */
  announce(): SigningKey;
  /** The next key signs from now on; the old one stays published. */
  promote(): Promotion;
  /** Withdraws one retired or announced key at once and destroys its private half. The active key is refused. */
  retire(kid: string): 'withdrawn' | 'active' | 'unknown';
  /** Withdraws every key retired before the instant (milliseconds since the epoch); answers their kids. */
  prune(before: number): readonly string[];
}

/**
 * Opens `<folder>/<name>/`, making the folder and a first key where there is none. Every change is on disk
 * before it takes effect. Throws `KeyFolderError` when the folder exists but cannot be understood: going on
 * with a new key would silently be another identity.
 */
export function openKeyRing(
  folder: string,
  name: string,
  alg: SigningAlgorithm,
  clock: Clock = systemClock,
): KeyRing {
  return new FolderKeyRing(join(folder, name), name, alg, clock);
}

const stateFile = 'ring.json';

class FolderKeyRing implements KeyRing {
  readonly #folder: string;
  readonly #clock: Clock;
  readonly #keys = new Map<string, SigningKey>();
  #state: RingState;
  #active: SigningKey;

  constructor(folder: string, name: string, alg: SigningAlgorithm, clock: Clock) {
    this.#folder = folder;
    this.#clock = clock;
    makeKeyFolder(folder);
    const found = readState(folder, name, alg);
    if (found === undefined) {
      this.#active = this.#make(alg);
      this.#state = { version: 1, alg, active: this.#active.kid, next: null, retired: [] };
      this.#save(this.#state);
      return;
    }
    this.#state = found;
    for (const kid of kidsOf(found)) this.#load(kid);
    const active = this.#keys.get(found.active);
    if (active === undefined) {
      throw new KeyFolderError(
        `The active key of "${name}" (${found.active}.pem) is missing or broken; restore it.`,
      );
    }
    this.#active = active;
  }

  get active(): SigningKey {
    return this.#active;
  }

  get next(): SigningKey | undefined {
    return this.#state.next === null ? undefined : this.#keys.get(this.#state.next);
  }

  get all(): readonly SigningKey[] {
    return kidsOf(this.#state).flatMap((kid) => this.#keys.get(kid) ?? []);
  }

  announce(): SigningKey {
    const waiting = this.next;
    if (waiting !== undefined) return waiting;
    const key = this.#make(this.#state.alg);
    this.#save({ ...this.#state, next: key.kid });
    return key;
  }

  promote(): Promotion {
    const next = this.next;
    if (next === undefined) return { kind: 'nothing-announced' };
    const old = this.#active;
    const retired = [{ kid: old.kid, retiredAt: rfc3339(this.#clock.now()) }, ...this.#state.retired];
    this.#save({ ...this.#state, active: next.kid, next: null, retired });
    this.#active = next;
    return { kind: 'promoted', active: next, retired: old };
  }

  retire(kid: string): 'withdrawn' | 'active' | 'unknown' {
    if (kid === this.#state.active) return 'active';
    if (!kidsOf(this.#state).includes(kid)) return 'unknown';
    this.#withdraw([kid]);
    return 'withdrawn';
  }

  prune(before: number): readonly string[] {
    const old = this.#state.retired.filter((key) => Date.parse(key.retiredAt) < before).map((key) => key.kid);
    if (old.length > 0) this.#withdraw(old);
    return old;
  }

  /** State first, then the file: a crash between them leaves a key that nobody uses, never a missing one. */
  #withdraw(kids: readonly string[]): void {
    const next = this.#state.next !== null && kids.includes(this.#state.next) ? null : this.#state.next;
    this.#save({
      ...this.#state,
      next,
      retired: this.#state.retired.filter((key) => !kids.includes(key.kid)),
    });
    for (const kid of kids) {
      this.#keys.delete(kid);
      removeKeyFile(this.#folder, `${kid}.pem`);
    }
  }

  /** The file first, then the state that names it, for the same reason. */
  #make(alg: SigningAlgorithm): SigningKey {
    const key = generateSigningKey(alg);
    writeKeyFile(this.#folder, `${key.kid}.pem`, exportPrivatePem(key));
    this.#keys.set(key.kid, key);
    return key;
  }

  #save(state: RingState): void {
    writeKeyFile(this.#folder, stateFile, `${JSON.stringify(state, null, 2)}\n`);
    this.#state = state;
  }

  /** A key whose file is gone or is another key is left out: losing an old key must not stop the owner. */
  #load(kid: string): void {
    try {
      const key = importPrivatePem(readFileSync(join(this.#folder, `${kid}.pem`), 'utf8'));
      if (key.kid === kid) this.#keys.set(kid, key);
    } catch {
      // The caller decides: fatal for the active key, left out of `all` for any other.
    }
  }
}

function kidsOf(state: RingState): string[] {
  const next = state.next === null ? [] : [state.next];
  return [state.active, ...next, ...state.retired.map((key) => key.kid)];
}

function readState(folder: string, name: string, alg: SigningAlgorithm): RingState | undefined {
  const path = join(folder, stateFile);
  if (!existsSync(path)) {
    // A crash during the very first opening leaves one key and no state; that key was never used.
    if (readdirSync(folder).filter((file) => file.endsWith('.pem')).length <= 1) return undefined;
    throw new KeyFolderError(`Key ring "${name}" has keys but no ${stateFile}; restore it from a backup.`);
  }
  const state = parseState(readFileSync(path, 'utf8'));
  if (state === undefined)
    throw new KeyFolderError(`${stateFile} of key ring "${name}" is damaged; restore it.`);
  if (state.alg !== alg) throw new KeyFolderError(`Key ring "${name}" holds ${state.alg} keys, not ${alg}.`);
  return state;
}

function parseState(text: string): RingState | undefined {
  try {
    const state = JSON.parse(text) as RingState;
    const whole =
      state.version === 1 &&
      (state.alg === 'ES256' || state.alg === 'EdDSA') &&
      typeof state.active === 'string' &&
      (state.next === null || typeof state.next === 'string') &&
      Array.isArray(state.retired) &&
      state.retired.every((key) => typeof key.kid === 'string' && !Number.isNaN(Date.parse(key.retiredAt))) &&
      kidsOf(state).every((kid) => kidForm.test(kid));
    return whole ? state : undefined;
  } catch {
    return undefined;
  }
}

/** A SHA-256 in base64url; the kid is also a file name, so nothing else is let through. */
const kidForm = /^[A-Za-z0-9_-]{43}$/;
