import type { Insertable, Selectable } from 'kysely';
import type { TrustMark } from '../domain/trust-mark.ts';
import type { Evidence } from '../domain/trust-mark-evidence.ts';
import type { KeptToken, MarkStep, MarkStepName, MarkToken } from './trust-mark-store.ts';
import type { EvidenceTable, MarkTable, StepTable, TokenTable } from './trust-mark-tables.ts';

export const evidenceColumns = [
  'id',
  'subject',
  'requirement',
  'control',
  'reviewer',
  'reviewed_on',
  'reference',
  'document_digest',
  'valid_until',
  'recorded_at',
] as const;

export function toEvidence(row: Pick<Selectable<EvidenceTable>, (typeof evidenceColumns)[number]>): Evidence {
  return {
    id: row.id,
    subject: row.subject,
    requirement: row.requirement,
    control: row.control,
    reviewer: row.reviewer,
    reviewedOn: row.reviewed_on,
    reference: row.reference,
    documentDigest: row.document_digest ?? undefined,
    validUntil: row.valid_until.getTime(),
    recordedAt: row.recorded_at.getTime(),
  };
}

export function fromEvidence(evidence: Evidence): Insertable<EvidenceTable> {
  return {
    id: evidence.id,
    subject: evidence.subject,
    requirement: evidence.requirement,
    control: evidence.control,
    reviewer: evidence.reviewer,
    reviewed_on: evidence.reviewedOn,
    reference: evidence.reference,
    document_digest: evidence.documentDigest ?? null,
    valid_until: new Date(evidence.validUntil),
    recorded_at: new Date(evidence.recordedAt),
  };
}

export const markColumns = [
  'id',
  'subject',
  'type',
  'ordinal',
  'actor_type',
  'state',
  'issued_at',
  'expires_at',
  'revision',
] as const;

export function toMark(row: Selectable<MarkTable>): TrustMark {
  return {
    id: row.id,
    subject: row.subject,
    type: row.type,
    ordinal: row.ordinal,
    actorType: row.actor_type,
    state: row.state,
    issuedAt: row.issued_at.getTime(),
    expiresAt: row.expires_at.getTime(),
    revision: row.revision,
  };
}

export function fromMark(mark: TrustMark): Insertable<MarkTable> {
  return {
    id: mark.id,
    subject: mark.subject,
    type: mark.type,
    ordinal: mark.ordinal,
    actor_type: mark.actorType,
    state: mark.state,
    issued_at: new Date(mark.issuedAt),
    expires_at: new Date(mark.expiresAt),
    revision: mark.revision,
  };
}

export function fromToken(markId: string, serial: number, token: MarkToken): Insertable<TokenTable> {
  return {
    digest: token.digest,
    mark_id: markId,
    serial,
    jwt: token.jwt,
    issued_at: new Date(token.issuedAt * 1000),
    expires_at: new Date(token.expiresAt * 1000),
    ended_at: null,
  };
}

export interface TokenRow {
  readonly digest: string;
  readonly jwt: string;
  readonly issued_at: Date;
  readonly expires_at: Date;
  readonly ended_at: Date | null;
  readonly subject: string;
  readonly type: string;
  readonly fallen: boolean;
}

export function toToken(row: TokenRow): KeptToken {
  return {
    digest: row.digest,
    jwt: row.jwt,
    issuedAt: Math.floor(row.issued_at.getTime() / 1000),
    expiresAt: Math.floor(row.expires_at.getTime() / 1000),
    subject: row.subject,
    type: row.type,
    ended: row.ended_at !== null || row.fallen,
  };
}

export function toStep(row: Pick<Selectable<StepTable>, 'step' | 'at' | 'by' | 'reason'>): MarkStep {
  return {
    step: row.step as MarkStepName,
    at: row.at.getTime(),
    by: row.by,
    reason: row.reason ?? undefined,
  };
}
