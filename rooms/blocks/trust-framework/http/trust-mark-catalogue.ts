import { type Page, pageOffset, renderPage } from '@ena/kernel/http/paging.ts';
import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { findTrustMarkType, trustMarkTypes } from '../domain/trust-mark-type.ts';
import { trustRequirements } from '../domain/trust-requirements.ts';
import type { TrustMarkTools } from '../use-cases/trust-mark-tools.ts';
import { type MarkParties, renderRequirement, renderTrustMarkType } from '../wire/trust-mark-type.ts';
import { problemReply } from './problem-reply.ts';

export async function listTrustRequirements({ query }: RoomRequest<unknown, Page>): Promise<RoomReply> {
  const rows = trustRequirements.slice(pageOffset(query), pageOffset(query) + query.limit);
  const path = '/trust-framework/v1/trust-requirements';
  const body = renderPage(rows.map(renderRequirement), trustRequirements.length, query, path);
  return { status: 200, body };
}

export async function listTrustMarkTypes(
  { query }: RoomRequest<unknown, Page>,
  tools: TrustMarkTools,
): Promise<RoomReply> {
  const rows = trustMarkTypes.slice(pageOffset(query), pageOffset(query) + query.limit);
  const rendered = rows.map((type) => renderTrustMarkType(type, parties(tools)));
  const path = '/trust-framework/v1/trust-mark-types';
  return { status: 200, body: renderPage(rendered, trustMarkTypes.length, query, path) };
}

export async function readTrustMarkType(
  { params }: RoomRequest<{ type: string }>,
  tools: TrustMarkTools,
): Promise<RoomReply> {
  const type = findTrustMarkType(params.type, tools.anchor);
  if (type === undefined)
    return problemReply('unknown-trust-mark-type', 'See /trust-framework/v1/trust-mark-types.');
  return { status: 200, body: renderTrustMarkType(type, parties(tools)) };
}

function parties({ anchor, authority }: TrustMarkTools): MarkParties {
  return { anchor, issuer: authority.issuer.entityId, owner: authority.owner.entityId };
}
