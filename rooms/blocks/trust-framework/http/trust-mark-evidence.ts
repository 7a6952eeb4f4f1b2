import { type Page, pageOffset, renderPage } from '@ena/kernel/http/paging.ts';
import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { unreachable } from '@ena/kernel/result.ts';
import { recordTrustMarkEvidence } from '../use-cases/record-trust-mark-evidence.ts';
import type { TrustMarkTools } from '../use-cases/trust-mark-tools.ts';
import { type EvidenceReport, renderEvidence, toReview } from '../wire/trust-mark-evidence.ts';
import { problemReply } from './problem-reply.ts';

export async function recordEvidence(
  request: RoomRequest<unknown, unknown, EvidenceReport>,
  tools: TrustMarkTools,
): Promise<RoomReply> {
  const outcome = await recordTrustMarkEvidence(toReview(request.body), tools);
  switch (outcome.kind) {
    case 'added':
      return { status: 201, body: renderEvidence(outcome.evidence) };
    case 'known':
      return { status: 200, body: renderEvidence(outcome.evidence) };
    case 'unknown-requirement':
      return problemReply('unknown-requirement', 'See /trust-framework/v1/trust-requirements for the codes.');
    case 'unknown-entity':
      return problemReply('unknown-entity', 'Register the organisation first.');
    case 'bad-evidence':
      return problemReply('bad-evidence', `${outcome.detail}.`);
    default:
      return unreachable(outcome);
  }
}

export async function listEvidence(
  { query }: RoomRequest<unknown, Page & { readonly entityId: string }>,
  tools: TrustMarkTools,
): Promise<RoomReply> {
  const all = await tools.marks.evidenceOf(query.entityId);
  const rows = all.slice(pageOffset(query), pageOffset(query) + query.limit).map(renderEvidence);
  const path = '/trust-framework/v1/trust-mark-evidence';
  return { status: 200, body: renderPage(rows, all.length, query, path, { entityId: query.entityId }) };
}

/** A mark that stands on it stays as it is until it is suspended or revoked; it can no longer be renewed. */
export async function withdrawEvidence(
  { params }: RoomRequest<{ id: string }>,
  tools: TrustMarkTools,
): Promise<RoomReply> {
  const gone = await tools.marks.withdrawEvidence(params.id, tools.clock.now());
  if (gone === undefined) return problemReply('unknown-evidence', 'It was never recorded, or is withdrawn.');
  return { status: 204 };
}
