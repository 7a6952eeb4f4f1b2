/** Everything for which the content of a mandate is refused. */
export type TermsFaultKind =
  | 'grantor-invalid'
  | 'grantor-role-not-allowed'
  | 'holder-missing'
  | 'holder-invalid'
  | 'holder-role-not-allowed'
  | 'permission-missing'
  | 'permission-unknown'
  | 'permission-duplicated'
  | 'permission-obligatory'
  | 'end-missing'
  | 'too-long'
  | 'wrong-day'
  | 'limit-not-allowed'
  | 'delegation-not-allowed'
  | 'parent-not-delegable'
  | 'parent-not-in-force'
  | 'beyond-parent';

/** One fault: which member of the request it is about, and what to do about it. Holds nothing personal. */
export interface TermsFault {
  readonly kind: TermsFaultKind;
  /** RFC 6901. */
  readonly pointer: string;
  readonly detail: string;
}
