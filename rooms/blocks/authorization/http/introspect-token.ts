import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { unreachable } from '@ena/kernel/result.ts';
import { type IntrospectionCall, introspectToken } from '../use-cases/introspect-token.ts';
import { renderActiveToken, renderRefreshToken } from '../wire/introspection.ts';
import { parseClientProof, type TokenForm } from '../wire/token-request.ts';
import { auditCall, noStore, refusalReply } from './oauth-reply.ts';
import type { Tools } from './tools.ts';

export async function introspectTokenHandler(
  request: RoomRequest<Record<string, string>, Record<string, string>, TokenForm>,
  { server, audit }: Tools,
): Promise<RoomReply> {
  const { body: form, headers } = request;
  const call = await introspectToken(parseClientProof(form, headers), form.token, server);
  const reply = replyOf(call.outcome);
  await auditCall(audit, 'introspectToken', request, call, reply.status);
  return reply;
}

function replyOf(outcome: IntrospectionCall['outcome']): RoomReply {
  switch (outcome.kind) {
    case 'active':
      return { status: 200, headers: noStore, body: renderActiveToken(outcome.token) };
    case 'refresh-token':
      return { status: 200, headers: noStore, body: renderRefreshToken(outcome) };
    case 'inactive':
      return { status: 200, headers: noStore, body: { active: false } };
    case 'refused':
      return refusalReply(outcome);
    default:
      return unreachable(outcome);
  }
}
