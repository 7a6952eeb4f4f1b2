import type { EntityTable, MemberTable } from './tables.ts';

export interface EvidenceTable {
  id: string;
  subject: string;
  requirement: string;
  control: 'S' | 'I' | 'E' | 'C';
  reviewer: string;
  /** A calendar date, kept as it was written. */
  reviewed_on: string;
  reference: string;
  document_digest: string | null;
  valid_until: Date;
  recorded_at: Date;
  withdrawn_at: Date | null;
}

export interface MarkTable {
  id: string;
  subject: string;
  type: string;
  ordinal: number;
  actor_type: 'M' | 'R' | 'K' | 'P';
  state: 'active' | 'suspended' | 'revoked';
  issued_at: Date;
  expires_at: Date;
  revision: number;
}

export interface TokenTable {
  /** SHA-256 of the JWT, base64url. */
  digest: string;
  mark_id: string;
  /** The revision of the mark that the token was signed for. */
  serial: number;
  jwt: string;
  issued_at: Date;
  expires_at: Date;
  /** When it was suspended or revoked; never taken back. */
  ended_at: Date | null;
}

export interface StepTable {
  mark_id: string;
  revision: number;
  step: string;
  at: Date;
  by: string;
  reason: string | null;
}

export interface MarkKeyTable {
  kid: string;
  party: 'issuer' | 'owner';
  announced_at: Date;
  promoted_at: Date | null;
  retired_at: Date | null;
  withdrawn_at: Date | null;
  reason: string | null;
}

/** What the marks' queries see of the schema; of the two kinds of entities only state and revision. */
export interface TrustMarkTables {
  entity: EntityTable;
  member: MemberTable;
  trust_mark_evidence: EvidenceTable;
  trust_mark: MarkTable;
  trust_mark_token: TokenTable;
  trust_mark_step: StepTable;
  trust_mark_key: MarkKeyTable;
}
