import { join } from 'node:path';
import { type NumberedKey, openRsaKeyFolder, type RsaKeyFolder } from '@ena/kernel/crypto/rsa-key-folder.ts';
import { type RsaPublicJwk, type RsaSigningKey, rsaPublicJwk } from '@ena/kernel/crypto/rsa-keys.ts';
import type { Logger } from '@ena/kernel/log/logger.ts';
import { type Clock, day, hour, second } from '@ena/kernel/time.ts';

export interface RelyingPartyKeysOptions {
  /** Every process that serves the same database must be given the same folder. */
  readonly folder: string;
  readonly clock: Clock;
  readonly log: Logger;
  /** How long a key signs before the next takes over. */
  readonly keyDays: number;
  /** How long a key is published before it signs. */
  readonly overlapHours: number;
  /** How long a key is published after it signed last. */
  readonly keptDays: number;
}

export interface RelyingPartyKeys {
  signing(relyingParty: string): Promise<RsaSigningKey>;
  /** The one that signs, the announced one, then those that signed before. */
  published(relyingParty: string): Promise<readonly RsaPublicJwk[]>;
  /**
   * Announces the next key, or leaves the announced one; it signs when `overlapHours` have gone by. `atOnce`: it signs
   * now, and all others are withdrawn, for they have leaked. Answers the names of the published keys.
   */
  rotate(relyingParty: string, atOnce: boolean): Promise<readonly string[]>;
}

/** Another process may have made a key, or withdrawn one that leaked. */
const readAgainAfterMs = 10 * second;
/** Of the certificate beside the key; nothing rests on it, and clients stop at one that has run out. */
const certificateDays = 3650;

/**
 * One key set per relying party, made at the first use. Which key signs follows from the folder and the clock alone
 * (`rsa-key-folder.ts`), so that processes that share the folder never differ; keys rotate by themselves.
 */
export function openRelyingPartyKeys(options: RelyingPartyKeysOptions): RelyingPartyKeys {
  const sets = new Map<string, KeySet>();
  const setOf = (relyingParty: string) => {
    if (!/^[0-9]{10}$/.test(relyingParty)) throw new Error('A key set belongs to an organisation number.');
    const set = sets.get(relyingParty) ?? new KeySet(relyingParty, options);
    sets.set(relyingParty, set);
    return set;
  };
  return {
    signing: async (relyingParty) => inUse(await setOf(relyingParty).current(), options.clock.now()).key,
    published: async (relyingParty) => {
      const set = setOf(relyingParty);
      return inOrder(await set.current(), options.clock.now()).map((key) => set.jwk(key));
    },
    rotate: async (relyingParty, atOnce) => {
      const keys = await setOf(relyingParty).rotate(atOnce);
      return inOrder(keys, options.clock.now()).map(({ key }) => key.kid);
    },
  };
}

type Keys = readonly [NumberedKey, ...NumberedKey[]];

class KeySet {
  readonly #relyingParty: string;
  readonly #folder: RsaKeyFolder;
  readonly #options: RelyingPartyKeysOptions;
  readonly #jwks = new Map<string, RsaPublicJwk>();
  #kept: Keys | undefined;
  #readAt = 0;
  #reading: Promise<Keys> | undefined;

  constructor(relyingParty: string, options: RelyingPartyKeysOptions) {
    this.#relyingParty = relyingParty;
    this.#options = options;
    this.#folder = openRsaKeyFolder(join(options.folder, 'relying-parties'), relyingParty);
  }

  async current(): Promise<Keys> {
    const age = this.#options.clock.now() - this.#readAt;
    if (this.#kept !== undefined && age >= 0 && age < readAgainAfterMs) return this.#kept;
    this.#reading ??= this.#readAgain().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  jwk({ key, from }: NumberedKey): RsaPublicJwk {
    const known = this.#jwks.get(key.kid);
    if (known !== undefined) return known;
    const made = rsaPublicJwk(key, { commonName: this.#relyingParty, from, days: certificateDays });
    this.#jwks.set(key.kid, made);
    return made;
  }

  async rotate(atOnce: boolean): Promise<Keys> {
    const now = this.#options.clock.now();
    const keys = await this.#renewed();
    if (!atOnce && keys.some(({ from }) => from > now)) return this.#take(keys);
    let number = newest(keys).number + 1;
    const from = atOnce ? now : now + this.#options.overlapHours * hour;
    while ((await this.#folder.make(number, from)) === 'taken' && atOnce) number += 1;
    const after = this.#folder.read();
    if (atOnce) for (const key of after) if (key.number < number) this.#folder.remove(key.number);
    return this.#take(some(this.#folder.read()));
  }

  async #readAgain(): Promise<Keys> {
    try {
      return this.#take(await this.#renewed());
    } catch (error) {
      if (this.#kept === undefined) throw error;
      this.#options.log.error({ err: error }, 'a folder of signing keys could not be read; the keys stay');
      return this.#take(this.#kept);
    }
  }

  #take(keys: Keys): Keys {
    this.#readAt = this.#options.clock.now();
    this.#kept = keys;
    return keys;
  }

  /** Makes the first key, and the next in time; removes what nothing is verified with any more. */
  async #renewed(): Promise<Keys> {
    const { clock, keyDays, overlapHours, keptDays } = this.#options;
    const now = clock.now();
    if (this.#folder.read().length === 0) await this.#folder.make(1, now);
    const keys = some(this.#folder.read());
    const last = newest(keys);
    if (last.from + keyDays * day - overlapHours * hour <= now)
      await this.#folder.make(last.number + 1, now + overlapHours * hour);
    keys.forEach(({ number }, i) => {
      const successor = keys[i + 1];
      if (successor !== undefined && successor.from + keptDays * day < now) this.#folder.remove(number);
    });
    return some(this.#folder.read());
  }
}

function some(keys: readonly NumberedKey[]): Keys {
  const [first, ...rest] = keys;
  if (first === undefined) throw new Error('The folder of signing keys was emptied while it was in use.');
  return [first, ...rest];
}

function newest(keys: Keys): NumberedKey {
  return keys.at(-1) ?? keys[0];
}

/** The newest whose time has come; where none has, because this machine's clock is behind, the oldest. */
function inUse(keys: Keys, now: number): NumberedKey {
  return keys.findLast(({ from }) => from <= now) ?? keys[0];
}

function inOrder(keys: Keys, now: number): readonly NumberedKey[] {
  const active = inUse(keys, now);
  return [active, ...keys.toReversed().filter((key) => key !== active)];
}
