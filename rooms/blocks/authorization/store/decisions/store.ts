import type { RuleKind, RuleValues } from '../../domain/decision/rules.ts';

export interface KeptRule<Kind extends RuleKind = RuleKind> {
  readonly id: string;
  readonly kind: Kind;
  /** What is unique among live rules of the kind: a name, or what an entity is. */
  readonly key: string;
  readonly version: number;
  readonly value: RuleValues[Kind];
  readonly changedAt: number;
  readonly changedBy: string;
}

/** One rule after its last change; `value` is absent where it was removed. */
export interface RuleChange {
  readonly revision: number;
  readonly id: string;
  readonly kind: RuleKind;
  readonly value: RuleValues[RuleKind] | undefined;
}

export interface RuleVersion {
  readonly version: number;
  readonly change: 'made' | 'replaced' | 'removed';
  /** Absent for a removal, and for entities, of whom only the present state is kept. */
  readonly value: RuleValues[RuleKind] | undefined;
  readonly changedAt: number;
  readonly changedBy: string;
}

export interface NewRule {
  readonly id: string;
  readonly kind: RuleKind;
  readonly key: string;
  readonly value: RuleValues[RuleKind];
  readonly at: number;
  readonly by: string;
  /** The caller's idempotency key, and a digest of what it asked. */
  readonly request: { readonly key: string; readonly hash: string } | undefined;
}

export type AddOutcome =
  | { readonly kind: 'added' | 'repeated'; readonly rule: KeptRule }
  /** A live rule of the kind has the key. */
  | { readonly kind: 'taken' }
  /** The idempotency key stood with another request. */
  | { readonly kind: 'key-reused' };

export interface RuleEdit {
  readonly kind: RuleKind;
  readonly id: string;
  /** The version that the writer has seen. */
  readonly version: number;
  readonly at: number;
  readonly by: string;
}

export type ReplaceOutcome =
  | { readonly kind: 'replaced'; readonly rule: KeptRule }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'changed-meanwhile' };

/** Reads see what is committed. */
export interface DecisionReader {
  /** The changes after a revision, the oldest first, at most `limit`; each rule once, as it is now. */
  changesAfter(revision: number, limit: number): Promise<readonly RuleChange[]>;
  find(kind: RuleKind, id: string): Promise<KeptRule | undefined>;
  findByKey(kind: RuleKind, key: string): Promise<KeptRule | undefined>;
  list(
    kind: RuleKind,
    offset: number,
    limit: number,
  ): Promise<{ readonly rules: readonly KeptRule[]; readonly total: number }>;
  /** The newest first; empty for a rule that never was. */
  versions(
    kind: RuleKind,
    id: string,
    offset: number,
    limit: number,
  ): Promise<{ readonly versions: readonly RuleVersion[]; readonly total: number }>;
}

/**
 * Every write takes the next revision under a row lock, so revisions become visible in their order: who has seen
 * revision n has missed none below it. Version and history are written in the same transaction.
 */
export interface DecisionWriter {
  add(rule: NewRule): Promise<AddOutcome>;
  replace(edit: RuleEdit, value: RuleValues[RuleKind]): Promise<ReplaceOutcome>;
  remove(edit: RuleEdit): Promise<'removed' | 'unknown' | 'changed-meanwhile'>;
}

export interface DecisionStore extends DecisionReader, DecisionWriter {}
