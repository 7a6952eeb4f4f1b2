import type { PageQuery } from '../outcome.ts';
import type { Text } from '../verify/verdict.ts';

export type MatterKind = 'organisation' | 'contact' | 'service' | 'trust-mark';
export type ContactRole = 'administrative' | 'technical' | 'technical-agent';
export type StepDemand = 'nothing' | 'reason' | 'reason-and-mend';

/** A step that the caller may take now. */
export interface OpenStep {
  readonly step: string;
  readonly demands: StepDemand;
}

export interface ApplicationCheck {
  readonly check: string;
  readonly result: 'passed' | 'warning' | 'failed' | 'unavailable';
  readonly explanation: Text;
  readonly mend?: Text;
}

/** A matter as the caller sees it; the member of its own kind is there, the others are not. */
export interface Matter {
  readonly id: string;
  readonly kind: MatterKind;
  readonly orgnr: string;
  readonly state: string;
  readonly stateText: Text;
  readonly final: boolean;
  readonly waitsFor: readonly string[];
  /** What a step must name, so that nobody decides on what has changed. */
  readonly revision: number;
  readonly createdAt: string;
  readonly changedAt: string;
  readonly said: { readonly step: string; readonly reason: string; readonly mend: readonly string[] };
  readonly steps: readonly OpenStep[];
  readonly application?: {
    readonly organisationName: string;
    readonly legalForm?: string;
    readonly applicant: string;
    readonly email: string;
    readonly entityId?: string;
    readonly checks: readonly ApplicationCheck[];
    readonly signing?: {
      readonly round: number;
      readonly agreement: { readonly version: string; readonly sha256: string };
      readonly signatories: readonly {
        readonly name: string;
        readonly role: string;
        readonly signed: boolean;
      }[];
      /** Signatures still needed. */
      readonly missing: number;
      readonly asOf: string;
      readonly fictitious: boolean;
    };
  };
  readonly contact?: {
    readonly role: ContactRole;
    readonly name: string;
    readonly email: string;
    readonly invitationExpiresAt?: string;
  };
  readonly service?: {
    readonly title: string;
    readonly entityId: string;
    readonly entityType: string;
    readonly metadata: Readonly<Record<string, unknown>>;
    readonly publishedAt?: string;
  };
  readonly trustMark?: {
    readonly type: string;
    readonly entityId: string;
    readonly actorType: 'M' | 'R' | 'K' | 'P';
    readonly requirements: readonly { readonly requirement: string; readonly control: string }[];
    readonly assessments: readonly Assessed[];
  };
}

export interface Assessed {
  readonly requirement: string;
  readonly verdict: 'met' | 'not-met';
  readonly control: 'S' | 'I' | 'E' | 'C';
  readonly evidence: string;
  readonly reason: string;
  readonly by: string;
  readonly at: string;
}

export interface HistoryEntry {
  readonly number: number;
  readonly at: string;
  readonly step: string;
  readonly from?: string;
  readonly to: string;
  readonly by: { readonly kind: string; readonly name: string; readonly role: string };
  readonly reason: string;
  readonly mend: readonly string[];
  readonly details: Readonly<Record<string, unknown>>;
}

/** An organisation that the person acts for. */
export interface ActedFor {
  readonly orgnr: string;
  readonly organisationName: string;
  readonly roles: readonly ContactRole[];
  readonly application?: string;
  readonly state?: string;
}

export interface Agreement {
  readonly version: string;
  readonly round: number;
  /** Signed as UTF-8, exactly as it stands. */
  readonly text: string;
  readonly sha256: string;
}

export interface SignatureEntry {
  readonly id: string;
  readonly name: string;
  readonly signedAt: string;
  readonly loa: number;
  readonly agreementSha256: string;
}

export interface JoinToken {
  readonly joinToken: string;
  readonly expiresAt: string;
  readonly orgnr: string;
  readonly organisationName: string;
  readonly entityId: string;
  readonly command: string;
}

export interface StepWords {
  readonly step: string;
  readonly reason?: string;
  readonly mend?: readonly string[];
}

export interface MatterQuery extends PageQuery {
  readonly kind?: MatterKind;
  /** Case handlers only: every matter of one organisation. */
  readonly orgnr?: string;
}

export interface Invitation {
  readonly role: ContactRole;
  readonly name: string;
  readonly email: string;
  /** Only this person may then accept. */
  readonly personalNumber?: string;
}

export interface NewService {
  readonly title: string;
  readonly name?: string;
  readonly entityType: string;
  readonly metadata: Readonly<Record<string, unknown>>;
}

export type NewAssessment = Omit<Assessed, 'by' | 'at'> & { readonly reviewer?: string };
