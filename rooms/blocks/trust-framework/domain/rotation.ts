import { hour } from '@ena/kernel/time.ts';
import type { JsonObject } from './json.ts';

/** OpenID Federation 1.0 §8.7.3. */
export type WithdrawalReason = 'unspecified' | 'compromised' | 'superseded';

/** What is known of the life of one anchor key. Milliseconds since the epoch; absent while not yet reached. */
export interface AnchorKeyLife {
  readonly kid: string;
  readonly announcedAt: number;
  readonly promotedAt: number | undefined;
  readonly retiredAt: number | undefined;
  readonly withdrawnAt: number | undefined;
  /** The public half. */
  readonly jwk?: JsonObject | undefined;
  /** Why it was withdrawn, where someone said so. */
  readonly reason?: WithdrawalReason | undefined;
}

export interface RotationWaits {
  /** How long an announced key is published before it signs: as long as a peer may go between two fetches. */
  readonly announceHours: number;
  /** How long a retired key stays published: as long as something it signed may still be valid. */
  readonly retireHours: number;
}

export type RotationStep =
  | { readonly kind: 'announce' }
  | { readonly kind: 'promote'; readonly kid: string }
  | { readonly kind: 'withdraw'; readonly kids: readonly string[] }
  /** Too early: doing it now would leave someone with a signature by a key that it does not know. */
  | { readonly kind: 'wait'; readonly for: 'promote' | 'withdraw'; readonly until: number };

/**
 * The next step of the rotation announce → promote → withdraw.
 * `hurry` skips the waits: for a compromised key, where distrust of the old signatures is the aim.
 */
export function nextStep(
  keys: readonly AnchorKeyLife[],
  waits: RotationWaits,
  now: number,
  hurry: boolean,
): RotationStep {
  const published = keys.filter((key) => key.withdrawnAt === undefined);
  const announced = published.find((key) => key.promotedAt === undefined);
  if (announced !== undefined) {
    const until = announced.announcedAt + waits.announceHours * hour;
    return hurry || now >= until
      ? { kind: 'promote', kid: announced.kid }
      : { kind: 'wait', for: 'promote', until };
  }
  const retired = published.filter((key) => key.retiredAt !== undefined);
  if (retired.length === 0) return { kind: 'announce' };
  const due = retired.filter((key) => hurry || now >= (key.retiredAt ?? now) + waits.retireHours * hour);
  if (due.length > 0) return { kind: 'withdraw', kids: due.map((key) => key.kid) };
  const until = Math.min(...retired.map((key) => (key.retiredAt ?? now) + waits.retireHours * hour));
  return { kind: 'wait', for: 'withdraw', until };
}
