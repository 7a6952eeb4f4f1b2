import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type DatedKey, type DatedKeys, inOrder, openDatedKeys } from '@ena/kernel/crypto/dated-keys.ts';
import { importPrivatePem, type PublicJwk, type SigningKey } from '@ena/kernel/crypto/keys.ts';
import type { Logger } from '@ena/kernel/log/logger.ts';
import { type Clock, day, hour, second } from '@ena/kernel/time.ts';

export interface DocumentKeysOptions {
  /** Every process that serves the same database must be given the same folder. */
  readonly folder: string;
  readonly clock: Clock;
  readonly log: Logger;
  /** How long a key signs before the next takes over. */
  readonly keyDays: number;
  /** How long a key is published before it signs. */
  readonly overlapHours: number;
  /** Puts the public keys into the trust anchor's statement, the signing one first; called at the start and at each change. */
  readonly announce: (keys: readonly PublicJwk[]) => void;
}

export interface DocumentKeys {
  readonly signing: SigningKey;
  /** As published: the signing one, the announced one, then those that signed before. */
  readonly published: readonly PublicJwk[];
  /** Announces the next key, or leaves the announced one. `atOnce`: it signs now, and all others are withdrawn. */
  rotate(atOnce: boolean): readonly PublicJwk[];
}

/** Connectors keep a document about keys for four days, and verify it anew when they start. */
const keptAfterMs = 5 * day;
/** Another process may have made a key, or withdrawn one that leaked. */
const readAgainAfterMs = 10 * second;
const name = 'document-keys';
/** A ring of keys that earlier versions kept beside it. Nothing names them any more, so nothing can be signed by them. */
const formerRing = 'documents';

/**
 * The keys of the documents that this room signs for connectors. Which one signs follows from the folder and the clock;
 * they rotate by themselves. At most one is announced at a time, so that the statement names few.
 */
export function openDocumentKeys(options: DocumentKeysOptions): DocumentKeys {
  const { folder, clock, log, announce } = options;
  rmSync(join(folder, formerRing), { recursive: true, force: true });
  const files = openDatedKeys(folder, name, 'ES256');
  const read = signingKeysIn(join(folder, name));
  let kept: readonly SigningKey[] = [];
  let readAt = 0;
  const take = (keys: readonly DatedKey[]) => {
    readAt = clock.now();
    const isNew = keys.map(({ kid }) => kid).join() !== kept.map(({ kid }) => kid).join();
    if (!isNew) return kept;
    kept = keys.map(read);
    announce(publicOf(kept));
    return kept;
  };
  const current = () => {
    const age = clock.now() - readAt;
    if (kept.length > 0 && age >= 0 && age < readAgainAfterMs) return kept;
    try {
      return take(renewed(files, options));
    } catch (error) {
      if (kept.length === 0) throw error;
      readAt = clock.now();
      log.error({ err: error }, 'the folder of document keys could not be read; the keys stay as they were');
      return kept;
    }
  };
  const active = () => {
    const [first] = current();
    if (first === undefined) throw new Error('The folder of document keys was emptied while it was in use.');
    return first;
  };
  active();
  return {
    get signing() {
      return active();
    },
    get published() {
      return publicOf(current());
    },
    rotate: (atOnce) => {
      succeed(files, options, atOnce);
      return publicOf(take(renewed(files, options)));
    },
  };
}

function publicOf(keys: readonly SigningKey[]): readonly PublicJwk[] {
  return keys.map(({ publicJwk }) => publicJwk);
}

/** A key's file is `<from>-<kid>.pem`. */
function signingKeysIn(place: string): (key: DatedKey) => SigningKey {
  const known = new Map<string, SigningKey>();
  return ({ from, kid }) => {
    const key = known.get(kid) ?? importPrivatePem(readFileSync(join(place, `${from}-${kid}.pem`), 'utf8'));
    known.set(kid, key);
    return key;
  };
}

/** Makes the first key, and the next in time; removes what nothing that anyone keeps was signed with. */
function renewed(
  files: DatedKeys,
  { clock, keyDays, overlapHours }: DocumentKeysOptions,
): readonly DatedKey[] {
  const now = clock.now();
  const [newest, ...older] = files.read();
  const overlap = overlapHours * hour;
  if (newest === undefined) files.make(now);
  else if (newest.from <= now && newest.from + keyDays * day - overlap <= now) files.make(now + overlap);
  let successor = newest;
  for (const key of older) {
    if (successor !== undefined && successor.from + keptAfterMs < now) files.remove(key);
    successor = key;
  }
  return inOrder(files.read(), now);
}

function succeed(files: DatedKeys, { clock, overlapHours }: DocumentKeysOptions, atOnce: boolean): void {
  const now = clock.now();
  const before = files.read();
  if (!atOnce && before.some(({ from }) => from > now)) return;
  files.make(atOnce ? now : now + overlapHours * hour);
  if (atOnce) for (const key of before) files.remove(key);
}
