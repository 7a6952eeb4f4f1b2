import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { unreachable } from '@ena/kernel/result.ts';
import type { TokenOutcome } from '../use-cases/allowed-request.ts';
import { grantToken } from '../use-cases/grant-token.ts';
import { renderTokenAnswer } from '../wire/token-answer.ts';
import { parseTokenRequest, type TokenRequestForm } from '../wire/token-request.ts';
import { auditCall, noStore, refusalReply } from './oauth-reply.ts';
import type { Tools } from './tools.ts';

export async function issueTokenHandler(
  request: RoomRequest<Record<string, string>, Record<string, string>, TokenRequestForm>,
  { server, audit, config }: Tools,
): Promise<RoomReply> {
  const asked = parseTokenRequest(request.body, request.headers, config.certificateHeader, request);
  const call = await grantToken(asked, server);
  const reply = replyOf(call.outcome, server.nonces.current);
  await auditCall(audit, 'issueToken', request, call, reply.status);
  return reply;
}

function replyOf(outcome: TokenOutcome, nonce: () => string): RoomReply {
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
      return refusalReply(outcome, outcome.error === 'use_dpop_nonce' ? { 'dpop-nonce': nonce() } : {});
    default:
      return unreachable(outcome);
  }
}
