import type { ActorType } from './trust-requirement.ts';

/**
 * A trust mark and its life. Times in milliseconds since the epoch.
 *
 *   issue ──► active ──suspend──► suspended ──revoke──► revoked
 *              │ ▲ └───────────────revoke──────────────────▲
 *           renew resume (from suspended)
 *
 * An active mark whose time is out is expired: the clock alone does that. Expired and revoked are final; the next
 * mark of the same type for the same subject has the next ordinal.
 */
export interface TrustMark {
  readonly id: string;
  readonly subject: string;
  /** Slug of the type. */
  readonly type: string;
  readonly ordinal: number;
  readonly actorType: ActorType;
  readonly state: 'active' | 'suspended' | 'revoked';
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** Rises by one at each step. */
  readonly revision: number;
}

export type Standing = 'active' | 'suspended' | 'expired' | 'revoked';

export type MarkAction = 'renew' | 'suspend' | 'resume' | 'revoke';

export type MarkRuling =
  | { readonly kind: 'allowed'; readonly mark: TrustMark }
  | { readonly kind: 'not-allowed'; readonly standing: Standing };

export function standingOf(mark: TrustMark, now: number): Standing {
  if (mark.state === 'revoked') return 'revoked';
  return now >= mark.expiresAt ? 'expired' : mark.state;
}

/** Whether a new mark of the type may be issued beside the latest one. */
export function mayIssueAfter(latest: TrustMark | undefined, now: number): boolean {
  return latest === undefined || ['expired', 'revoked'].includes(standingOf(latest, now));
}

const allowedIn: Readonly<Record<MarkAction, readonly Standing[]>> = {
  renew: ['active'],
  suspend: ['active'],
  resume: ['suspended'],
  revoke: ['active', 'suspended'],
};

const leadsTo: Readonly<Record<MarkAction, TrustMark['state']>> = {
  renew: 'active',
  suspend: 'suspended',
  resume: 'active',
  revoke: 'revoked',
};

/** `expiresAt` is read for `renew` and `resume`, which sign the mark anew. */
export function takeStep(mark: TrustMark, action: MarkAction, now: number, expiresAt: number): MarkRuling {
  const standing = standingOf(mark, now);
  if (!allowedIn[action].includes(standing)) return { kind: 'not-allowed', standing };
  const stepped = { ...mark, state: leadsTo[action], revision: mark.revision + 1 };
  return { kind: 'allowed', mark: signsAnew(action) ? { ...stepped, expiresAt } : stepped };
}

/** Only evidence in force lets a mark be signed again. */
export function signsAnew(action: MarkAction): boolean {
  return action === 'renew' || action === 'resume';
}

/**
 * Whether the tokens of the mark end with the step. One that was once answered as ended never comes back: resuming
 * signs another. A renewal that shortens the mark ends those that would outlive it.
 */
export function endsTokens(before: TrustMark, after: TrustMark): boolean {
  return after.state !== 'active' || after.expiresAt < before.expiresAt;
}
