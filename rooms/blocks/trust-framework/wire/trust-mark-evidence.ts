import { pageLinksSchema, pageMetaSchema } from '@ena/kernel/http/paging.ts';
import { rfc3339 } from '@ena/kernel/time.ts';
import { type Static, Type } from 'typebox';
import type { Evidence } from '../domain/trust-mark-evidence.ts';
import type { Control } from '../domain/trust-requirement.ts';
import { controlCode } from './trust-mark-type.ts';

export const markedEntityId = Type.String({
  minLength: 1,
  maxLength: 255,
  description: 'Entity id of the one that the evidence or the mark is about',
});

const members = {
  entityId: markedEntityId,
  requirement: Type.String({ maxLength: 20, description: 'Code of the requirement: A.5.1' }),
  control: controlCode,
  reviewer: Type.String({ minLength: 1, maxLength: 200, description: 'The organisation that reviewed' }),
  reviewedOn: Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$', description: 'Date of the review' }),
  reference: Type.String({
    minLength: 1,
    maxLength: 500,
    description: 'Register number or URL of the document',
  }),
  sha256: Type.Optional(
    Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 of the document, in hex' }),
  ),
};

/** Body of `POST /trust-framework/v1/trust-mark-evidence`. */
export const evidenceReport = Type.Object(
  {
    ...members,
    validUntil: Type.Optional(
      Type.String({ format: 'date-time', description: 'Default: 365 days after the review' }),
    ),
  },
  { additionalProperties: false },
);

export type EvidenceReport = Static<typeof evidenceReport>;

export const evidence = Type.Object({
  id: Type.String(),
  ...members,
  validUntil: Type.String({ format: 'date-time' }),
  recordedAt: Type.String({ format: 'date-time' }),
});

export const evidencePage = Type.Object({
  items: Type.Array(evidence),
  _meta: pageMetaSchema,
  _links: pageLinksSchema,
});

export function toReview(message: EvidenceReport) {
  return {
    subject: message.entityId,
    requirement: message.requirement,
    control: message.control as Control,
    reviewer: message.reviewer,
    reviewedOn: message.reviewedOn,
    reference: message.reference,
    documentDigest: message.sha256,
    validUntil: message.validUntil === undefined ? undefined : Date.parse(message.validUntil),
  };
}

export function renderEvidence(one: Evidence): Static<typeof evidence> {
  return {
    id: one.id,
    entityId: one.subject,
    requirement: one.requirement,
    control: one.control,
    reviewer: one.reviewer,
    reviewedOn: one.reviewedOn,
    reference: one.reference,
    ...(one.documentDigest === undefined ? {} : { sha256: one.documentDigest }),
    validUntil: rfc3339(one.validUntil),
    recordedAt: rfc3339(one.recordedAt),
  };
}
