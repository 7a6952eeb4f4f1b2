import type { GrantorRole, Limit, Permission, Signatory, Signature } from './mandate.ts';
import type { NamedParty } from './party.ts';

/**
 * A mandate in the making.
 *
 *   (holder asks) → requested ─approve→ signing ─last signature→ registered
 *                      └─decline→ declined
 *   (grantor)     → draft ─submit→ signing;   draft, requested, signing ─withdraw→ withdrawn, ─too late→ lapsed
 */
export type ProposalState =
  | 'draft'
  | 'requested'
  | 'signing'
  | 'registered'
  | 'declined'
  | 'withdrawn'
  | 'lapsed';

/** The content that is signed. */
export interface Terms {
  readonly template: { readonly id: string; readonly version: number };
  readonly parent?: string;
  /** The holder of `parent` who passes it on and signs; absent where the grantor grants. */
  readonly delegator?: NamedParty;
  readonly title: string;
  readonly description: string;
  readonly relyingParty: { readonly id: string; readonly name: string };
  readonly grantor: NamedParty;
  readonly grantorRole: GrantorRole;
  readonly holders: readonly NamedParty[];
  readonly permissions: readonly Permission[];
  readonly limits: readonly Limit[];
  readonly validFrom: string;
  readonly validTo?: string;
  readonly mayDelegate: boolean;
}

export interface Proposal {
  /** Becomes the mandate's id. */
  readonly id: string;
  readonly state: ProposalState;
  readonly terms: Terms;
  readonly creator: NamedParty;
  readonly createdAt: number;
  /** After it the proposal lapses. */
  readonly lapsesAt: number;
  /** Who is to sign; settled when the proposal goes to `signing`. */
  readonly signatories: readonly Signatory[];
  /** How many of an organisation's representatives are needed; 1 for a person. */
  readonly needed: number;
  readonly signatures: readonly Signature[];
  /** The exact text that is signed, once in `signing`. */
  readonly text?: string;
  readonly revision: number;
}
