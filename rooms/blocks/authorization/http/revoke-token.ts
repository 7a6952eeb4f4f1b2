import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { revokeToken } from '../use-cases/revoke-token.ts';
import { parseClientProof, type TokenForm } from '../wire/token-request.ts';
import { audited } from './audited.ts';
import { noStore, refusalReply } from './oauth-reply.ts';
import type { Tools } from './tools.ts';

export async function revokeTokenHandler(
  request: RoomRequest<Record<string, string>, Record<string, string>, TokenForm>,
  { server, audit }: Tools,
): Promise<RoomReply> {
  const { body: form, headers } = request;
  return audited({
    audit,
    operation: 'revokeToken',
    request,
    call: () => revokeToken(parseClientProof(form, headers), form.token, server),
    reply: (outcome) =>
      outcome.kind === 'done' ? { status: 200, headers: noStore } : refusalReply(outcome, request),
  });
}
