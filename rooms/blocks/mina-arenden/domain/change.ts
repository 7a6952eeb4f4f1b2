export type ChangeKind = 'created' | 'replaced' | 'removed' | 'retracted';

/** One event of a producer was changed. The event itself may have changed again since, or be gone. */
export interface Change {
  readonly place: Place;
  readonly producer: string;
  /** The producer's id of the event. */
  readonly event: string;
  readonly type: string;
  readonly kind: ChangeKind;
  readonly needsAction: boolean;
  readonly closed: boolean;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** A place in the log of changes: by the transaction that wrote it, then by number within all. */
export interface Place {
  /** PostgreSQL's transaction id, 64 bits. */
  readonly transaction: bigint;
  readonly number: number;
}

/** Before every change that can be. */
export const beginning: Place = { transaction: 0n, number: 0 };

export function isBefore(one: Place, other: Place): boolean {
  if (one.transaction !== other.transaction) return one.transaction < other.transaction;
  return one.number < other.number;
}
