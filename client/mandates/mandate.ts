import type { PageQuery } from '../outcome.ts';
import type { GrantorRole, Limit, NamedParty, Party, Permission, Signatory, Signature } from './party.ts';

export type Standing = 'valid' | 'coming' | 'past';
export type MandateStep = 'revoke' | 'return' | 'invalidate' | 'pass-on';
export type EndedBy = 'grantor' | 'holder' | 'relying-party' | 'delegator';

/** A registered mandate, before someone whom it concerns. */
export interface Mandate {
  readonly id: string;
  readonly reference: string;
  readonly template: { readonly id: string; readonly version: number };
  /** The mandate that this one was passed on from. */
  readonly parent?: string;
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
  readonly signatories: readonly Signatory[];
  readonly signatures: readonly Signature[];
  readonly basis: {
    readonly kind: 'signed' | 'paper' | 'law';
    readonly textHash?: string;
    readonly documentHash?: string;
    readonly relation?: 'custody' | 'guardian' | 'administrator';
  };
  readonly creator: NamedParty;
  readonly createdAt: string;
  readonly registeredAt: string;
  readonly ended?: {
    readonly by: EndedBy;
    readonly at: string;
    readonly reason: string;
    /** Where a rule gave the reason. */
    readonly reasonEn?: string;
    readonly name?: string;
  };
  readonly revision: number;
  readonly standing: Standing;
  /** It has been passed on. */
  readonly delegated: boolean;
  readonly mayDo: readonly MandateStep[];
}

export interface MandateQuery extends PageQuery {
  readonly as: 'grantor' | 'holder';
  readonly standing: Standing;
  /** The organisation acted for; absent: the person herself. */
  readonly for?: string;
}

export interface ActingQuery extends PageQuery {
  readonly for?: string;
}

/** One change of a mandate or of the proposal that it came from. */
export interface MandateChange {
  readonly subject: 'proposal' | 'mandate';
  readonly number: number;
  readonly at: string;
  readonly change: string;
  readonly by: { readonly kind: string; readonly name?: string; readonly for?: string };
  readonly reason: string;
  /** Where a rule gave the reason. */
  readonly reasonEn?: string;
}

/** A mandate among those it came from or that came from it: by name, and whether the caller may read it. */
export interface TreeNode {
  readonly id: string;
  readonly parent?: string;
  readonly title: string;
  readonly holders: readonly string[];
  readonly standing: Standing;
  readonly mayRead: boolean;
}

export interface MandateTree {
  /** The root first. */
  readonly above: readonly TreeNode[];
  /** Parents before children. */
  readonly below: readonly TreeNode[];
}

/** Someone’s question about a party’s mandates. */
export interface Lookup {
  readonly at: string;
  readonly organisation: string;
  /** Absent where the company register does not tell. */
  readonly organisationName?: string;
  readonly service: string;
  readonly purpose: string;
  readonly relyingParty: string;
  readonly as: 'grantor' | 'holder';
  readonly other?: Party;
  readonly found: number;
}

/** An organisation that the person does something for. */
export interface ActedForOrganisation {
  readonly orgnr: string;
  readonly name: string;
  readonly as: readonly ('representative' | 'handler')[];
}

export interface ImportReport {
  readonly made: readonly { readonly line: number; readonly proposal: string }[];
  readonly refused: readonly {
    readonly line: number;
    readonly code: string;
    readonly column?: string;
    readonly reason: string;
  }[];
}
