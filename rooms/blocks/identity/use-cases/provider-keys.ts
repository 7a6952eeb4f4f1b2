import { type DatedKey, type DatedKeys, inOrder, openDatedKeys } from '@ena/kernel/crypto/dated-keys.ts';
import type { Logger } from '@ena/kernel/log/logger.ts';
import { type Clock, day, hour, minute } from '@ena/kernel/time.ts';

export interface RotationOptions {
  readonly folder: string;
  readonly clock: Clock;
  readonly log: Logger;
  /** How long a key signs before the next takes over. */
  readonly keyDays: number;
  /** How long a key is published before it signs, and after it has signed last. */
  readonly overlapHours: number;
}

export interface RotatingKeys {
  /** All that are published; of each algorithm the one in use first. Another array where anything changed. */
  current(): readonly DatedKey[];
  /** Makes the successor of every key that has none; `atOnce` withdraws the old ones as well: they have leaked. */
  rotate(atOnce: boolean): readonly DatedKey[];
}

/** Others of this program's processes may have rotated, or the operator may have changed the folder. */
const readAgainAfterMs = minute / 2;

/** The keys of the provider: two that sign and one that requests are encrypted to. */
export function openProviderKeys(options: RotationOptions): RotatingKeys {
  const { folder } = options;
  return openRotatingKeys(
    [
      openDatedKeys(folder, 'sign-es256', 'ES256'),
      openDatedKeys(folder, 'sign-rs256', 'RS256'),
      openDatedKeys(folder, 'decrypt-rsa-oaep', 'RSA-OAEP'),
    ],
    options,
  );
}

/**
 * Keys that rotate by themselves. A folder that cannot be read later on leaves the keys as they were: one that signs
 * is better than none.
 */
export function openRotatingKeys(rings: readonly DatedKeys[], options: RotationOptions): RotatingKeys {
  const { clock, log } = options;
  let kept = renewed(rings, options);
  let readAt = clock.now();
  const take = (keys: readonly DatedKey[]) => {
    readAt = clock.now();
    if (namesOf(keys) !== namesOf(kept)) kept = keys;
    return kept;
  };
  return {
    current: () => {
      const age = clock.now() - readAt;
      if (age >= 0 && age < readAgainAfterMs) return kept;
      try {
        return take(renewed(rings, options));
      } catch (error) {
        log.error({ err: error }, 'the key folder could not be read; the keys stay as they were');
        return take(kept);
      }
    },
    rotate: (atOnce) => {
      for (const ring of rings) succeed(ring, options, atOnce);
      return take(renewed(rings, options));
    },
  };
}

function renewed(rings: readonly DatedKeys[], options: RotationOptions): readonly DatedKey[] {
  return rings.flatMap((ring) => {
    renew(ring, options);
    return inOrder(ring.read(), options.clock.now());
  });
}

/** Makes the first key, and the next in time; removes what no token that still holds was signed with. */
function renew(ring: DatedKeys, { clock, keyDays, overlapHours }: RotationOptions): void {
  const now = clock.now();
  const overlap = overlapHours * hour;
  const [newest, ...older] = ring.read();
  if (newest === undefined) {
    ring.make(now);
    return;
  }
  if (newest.from + keyDays * day - overlap <= now) ring.make(Math.max(now + overlap, newest.from + 1));
  let successor = newest;
  for (const key of older) {
    if (successor.from + overlap < now) ring.remove(key);
    successor = key;
  }
}

function succeed(ring: DatedKeys, { clock, overlapHours }: RotationOptions, atOnce: boolean): void {
  const now = clock.now();
  const before = ring.read();
  if (!atOnce && before.some(({ from }) => from > now)) return;
  ring.make(atOnce ? now : now + overlapHours * hour);
  if (atOnce) for (const key of before) ring.remove(key);
}

function namesOf(keys: readonly DatedKey[]): string {
  return keys.map(({ kid }) => kid).join(' ');
}
