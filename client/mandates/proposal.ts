import type { PageQuery } from '../outcome.ts';
import type { GrantorRole, Limit, NamedParty, Party, Permission, Signatory, Signature } from './party.ts';

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

export type ProposalStep = 'revise' | 'submit' | 'approve' | 'decline' | 'sign' | 'withdraw';

/** A mandate in the making; once registered it is the mandate with the same id. */
export interface Proposal {
  readonly id: string;
  readonly state: ProposalState;
  readonly terms: Terms;
  readonly creator: NamedParty;
  readonly createdAt: string;
  readonly lapsesAt: string;
  readonly signatories: readonly Signatory[];
  readonly needed: number;
  readonly signatures: readonly Signature[];
  /** While it is signed: the fewest further signatures, and whose would help. */
  readonly remaining?: { readonly count?: number; readonly persons: readonly NamedParty[] };
  readonly revision: number;
  readonly mayDo: readonly ProposalStep[];
}

/** What someone wants to grant, or to be granted. */
export interface Wanted {
  readonly template: string;
  readonly parent?: string;
  /** For a request: who is asked. */
  readonly grantor?: Party;
  readonly grantorRole: GrantorRole;
  /** `name`: for a person whom no register knows. */
  /** In a request it may be left out: whoever asks. */
  readonly holders?: readonly (Party & { readonly name?: string })[];
  /** They come after those, or after whoever asks. */
  readonly moreHolders?: readonly (Party & { readonly name?: string })[];
  readonly permissions: readonly string[];
  readonly limits: readonly Limit[];
  readonly validFrom: string;
  readonly validTo?: string;
  readonly mayDelegate: boolean;
}

export interface ProposalQuery extends PageQuery {
  readonly as: 'grantor' | 'holder' | 'creator' | 'signatory';
  readonly state?: readonly ProposalState[];
  /** The organisation acted for; absent: the person herself. */
  readonly for?: string;
}

/** A step on what the caller has read. */
export interface ProposalDecision {
  readonly step: 'submit' | 'approve' | 'decline' | 'withdraw';
  readonly revision: number;
  readonly reason?: string;
}
