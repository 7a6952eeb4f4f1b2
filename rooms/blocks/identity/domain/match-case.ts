import type { ForeignIdentity } from './foreign-identity.ts';

/** A person of the register beside a foreign identity: how like they are, and why. */
export interface Candidate {
  readonly personalNumber: string;
  readonly name: string;
  /** 0 to 1. */
  readonly score: number;
  readonly reasons: readonly string[];
}

export type MatchOutcome = 'matched' | 'no-match' | 'manual' | 'decided-match' | 'decided-no-match';

/** One question of matching, and what became of it. */
export interface MatchCase {
  readonly id: string;
  /** The client that asked. */
  readonly askedBy: string;
  readonly identity: ForeignIdentity;
  readonly outcome: MatchOutcome;
  /** Best first. */
  readonly candidates: readonly Candidate[];
  readonly personalNumber: string | undefined;
  readonly decidedBy: string | undefined;
  readonly reason: string | undefined;
  readonly madeAt: number;
  readonly decidedAt: number | undefined;
}

export interface MatchDecision {
  /** The person it is, or `undefined`: none of them. */
  readonly personalNumber: string | undefined;
  readonly decidedBy: string;
  readonly reason: string;
  readonly at: number;
}
