import type { AnchorKeyLife } from '../domain/rotation.ts';
import type { TrustMark } from '../domain/trust-mark.ts';
import type { Evidence } from '../domain/trust-mark-evidence.ts';

/** A signed mark. Times in seconds since the epoch, as in the JWT. */
export interface MarkToken {
  readonly digest: string;
  readonly jwt: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
}

export type MarkStepName = 'issued' | 'renewed' | 'suspended' | 'resumed' | 'revoked';

/** One step in the life of a mark, for the audit trail. */
export interface MarkStep {
  readonly step: MarkStepName;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Who decided: `operator`, or the case of another room. Never a person's number. */
  readonly by: string;
  readonly reason: string | undefined;
}

export interface MarkChange {
  readonly mark: TrustMark;
  /** The revision that the change was made from; `undefined` for a new mark. */
  readonly previous: number | undefined;
  readonly step: MarkStep;
  /** The token that was signed for it. */
  readonly token: MarkToken | undefined;
  /** All tokens of the mark end now. */
  readonly endsTokens: boolean;
}

/** A token with what decides its status. */
export interface KeptToken extends MarkToken {
  readonly subject: string;
  readonly type: string;
  /** Suspended or revoked, or its subject is no longer in the federation. */
  readonly ended: boolean;
}

export interface MarkFilter {
  readonly subject?: string;
  /** Subjects whose id begins so. */
  readonly beneath?: string;
  readonly endsBefore?: number;
}

export interface MarkPage {
  readonly marks: readonly TrustMark[];
  readonly total: number;
}

export interface EvidenceReader {
  /** What is not withdrawn, lapsed or not, in order of requirement and time. */
  evidenceOf(subject: string): Promise<readonly Evidence[]>;
}

export interface EvidenceWriter {
  /** The same review of the same requirement by the same document is one piece of evidence; that one is answered. */
  addEvidence(evidence: Evidence): Promise<{ readonly kind: 'added' | 'known'; readonly evidence: Evidence }>;
  withdrawEvidence(id: string, at: number): Promise<Evidence | undefined>;
}

/** A mark whose subject is revoked in the federation is found, but none of its tokens is live. */
export interface MarkReader {
  findMark(id: string): Promise<TrustMark | undefined>;
  /** The mark with the highest ordinal. */
  latestMark(subject: string, type: string): Promise<TrustMark | undefined>;
  /** Newest first. `endsBefore` (milliseconds): those not revoked that end before then, the expired ones too. */
  listMarks(filter: MarkFilter, offset: number, limit: number): Promise<MarkPage>;
  steps(markId: string): Promise<readonly MarkStep[]>;
  token(digest: string): Promise<KeptToken | undefined>;
  /** The newest token of the type for the subject, ended or not; with `issuedAt` (seconds), the one of that second. */
  newestToken(subject: string, type: string, issuedAt?: number): Promise<KeptToken | undefined>;
  /** For each type the newest token that is neither ended nor expired. `now` in seconds. */
  liveTokens(subject: string, now: number): Promise<readonly KeptToken[]>;
  /** Ids of the entities that have a live token, in order. */
  markedSubjects(
    filter: { readonly type?: string; readonly subject?: string },
    now: number,
  ): Promise<readonly string[]>;
}

export interface MarkWriter {
  /**
   * Mark, step and token in one transaction, or nothing where another came first (`raced`). It also raises the
   * revision of the subject's entity, so that every process forgets what it has resolved.
   */
  saveMark(change: MarkChange): Promise<'saved' | 'raced'>;
}

/** Whose keys: the issuer's sign marks and answers, the owner's sign delegations. */
export type MarkParty = 'issuer' | 'owner';

/** The lives of their keys, withdrawn ones included, in order of announcement. */
export interface MarkKeyStore {
  markKeys(party: MarkParty): Promise<readonly AnchorKeyLife[]>;
  /** Inserts or replaces by kid. */
  saveMarkKey(party: MarkParty, life: AnchorKeyLife): Promise<void>;
}

export type TrustMarkStore = EvidenceReader & EvidenceWriter & MarkReader & MarkWriter & MarkKeyStore;
