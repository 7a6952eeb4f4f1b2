import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { unreachable } from '@ena/kernel/result.ts';
import type { Failed } from '../use-cases/failed-call.ts';
import { grantToken, type TokenCall } from '../use-cases/grant-token.ts';
import { renderTokenAnswer } from '../wire/token-answer.ts';
import { parseTokenRequest, type TokenRequestForm } from '../wire/token-request.ts';
import { audited } from './audited.ts';
import { noStore, refusalReply } from './oauth-reply.ts';
import type { Tools } from './tools.ts';

export async function issueTokenHandler(
  request: RoomRequest<Record<string, string>, Record<string, string>, TokenRequestForm>,
  { server, audit, config }: Tools,
): Promise<RoomReply> {
  const { body: form, headers } = request;
  return audited({
    audit,
    operation: 'issueToken',
    request,
    call: () => grantToken(parseTokenRequest(form, headers, config.certificateHeader, request), server),
    reply: (outcome) => replyOf(outcome, request, server.nonces.current),
  });
}

function replyOf(
  outcome: Exclude<TokenCall['outcome'], Failed>,
  request: Pick<RoomRequest, 'headers'>,
  nonce: () => string,
): RoomReply {
  switch (outcome.kind) {
    case 'issued':
      return { status: 200, headers: noStore, body: renderTokenAnswer(outcome.answer) };
    case 'passed-on':
      return {
        status: outcome.status,
        headers: noStore,
        contentType: outcome.contentType,
        body: outcome.body,
      };
    case 'refused':
      return refusalReply(
        outcome,
        request,
        outcome.error === 'use_dpop_nonce' ? { 'dpop-nonce': nonce() } : {},
      );
    default:
      return unreachable(outcome);
  }
}
