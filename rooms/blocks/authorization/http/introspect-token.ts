import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { unreachable } from '@ena/kernel/result.ts';
import type { Failed } from '../use-cases/failed-call.ts';
import { type IntrospectionCall, introspectToken } from '../use-cases/introspect-token.ts';
import { renderActiveToken, renderRefreshToken } from '../wire/introspection.ts';
import { parseClientProof, type TokenForm } from '../wire/token-request.ts';
import { audited } from './audited.ts';
import { noStore, refusalReply } from './oauth-reply.ts';
import type { Tools } from './tools.ts';

export async function introspectTokenHandler(
  request: RoomRequest<Record<string, string>, Record<string, string>, TokenForm>,
  { server, audit }: Tools,
): Promise<RoomReply> {
  const { body: form, headers } = request;
  return audited({
    audit,
    operation: 'introspectToken',
    request,
    call: () => introspectToken(parseClientProof(form, headers), form.token, server),
    reply: (outcome) => replyOf(outcome, request),
  });
}

function replyOf(
  outcome: Exclude<IntrospectionCall['outcome'], Failed>,
  request: Pick<RoomRequest, 'headers'>,
): RoomReply {
  switch (outcome.kind) {
    case 'active':
      return { status: 200, headers: noStore, body: renderActiveToken(outcome.token) };
    case 'refresh-token':
      return { status: 200, headers: noStore, body: renderRefreshToken(outcome) };
    case 'inactive':
      return { status: 200, headers: noStore, body: { active: false } };
    case 'refused':
      return refusalReply(outcome, request);
    default:
      return unreachable(outcome);
  }
}
