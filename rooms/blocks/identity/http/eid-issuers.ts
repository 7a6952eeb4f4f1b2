import { pageOffset, renderPage } from '@ena/kernel/http/paging.ts';
import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { unreachable } from '@ena/kernel/result.ts';
import { saveEidIssuer } from '../use-cases/save-eid-issuer.ts';
import { type EidIssuerBody, entityTag, renderEidIssuer, revisionIn } from '../wire/eid-issuer.ts';
import { problemReply } from './problem-reply.ts';
import type { Tools } from './tools.ts';

interface Paging {
  readonly page: number;
  readonly limit: number;
}

export async function listEidIssuers(
  { query }: RoomRequest<unknown, Paging>,
  { store }: Tools,
): Promise<RoomReply> {
  const { items, total } = await store.issuers.list(pageOffset(query), query.limit);
  const body = renderPage(items.map(renderEidIssuer), total, query, '/identity/v1/eid-issuers');
  return { status: 200, body };
}

export async function readEidIssuer(
  { query }: RoomRequest<unknown, { id: string }>,
  { store }: Tools,
): Promise<RoomReply> {
  const issuer = await store.issuers.find(query.id);
  if (issuer === undefined)
    return problemReply('eid-issuer-unknown', 'List the register to see those there are.');
  return { status: 200, headers: { etag: entityTag(issuer) }, body: renderEidIssuer(issuer) };
}

export async function saveEidIssuerHandler(
  { body, headers }: RoomRequest<unknown, unknown, EidIssuerBody>,
  { store, clock }: Tools,
): Promise<RoomReply> {
  const wish = { ...body, validUntil: body.validUntil };
  const outcome = await saveEidIssuer(store.issuers, clock, wish, revisionIn(headers['if-match']));
  switch (outcome.kind) {
    case 'made':
    case 'replaced':
      return {
        status: outcome.kind === 'made' ? 201 : 200,
        headers: { etag: entityTag(outcome.issuer) },
        body: renderEidIssuer(outcome.issuer),
      };
    case 'changed-meanwhile':
      return problemReply(
        'eid-issuer-changed',
        'Read the entry, and send its ETag as If-Match; send none for a new one.',
      );
    case 'dates-disagree':
      return problemReply(
        'review-dates-disagree',
        'reviewedOn is at latest today, validUntil at earliest reviewedOn.',
      );
    default:
      return unreachable(outcome);
  }
}
