import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { refuse } from '../domain/refusal.ts';
import { grantPlainToken, type PlainCall } from '../use-cases/grant-plain-token.ts';
import { renderTokenAnswer } from '../wire/token-answer.ts';
import { parseSecret, type TokenForm } from '../wire/token-request.ts';
import { audited } from './audited.ts';
import { noStore, refusalReply } from './oauth-reply.ts';
import type { Tools } from './tools.ts';

type PlainTokenRequest = RoomRequest<Record<string, string>, Record<string, string>, TokenForm>;

export async function issuePlainTokenHandler(request: PlainTokenRequest, tools: Tools): Promise<RoomReply> {
  return audited({
    audit: tools.audit,
    operation: 'issuePlainToken',
    request,
    call: () => grant(request, tools),
    reply: (outcome) =>
      outcome.kind === 'issued'
        ? { status: 200, headers: noStore, body: renderTokenAnswer(outcome.answer) }
        : refusalReply(outcome, request),
  });
}

async function grant(
  { body: form, headers }: PlainTokenRequest,
  { server, plainClients }: Tools,
): Promise<PlainCall> {
  const given = parseSecret(form, headers);
  if (given === 'twofold') {
    const outcome = refuse('invalid_request', 'Authenticate in one way, not two.');
    return { outcome, provenClient: undefined };
  }
  const asked = { grantType: form.grant_type, scope: form.scope, id: given?.id, secret: given?.secret };
  return grantPlainToken(asked, plainClients, server);
}
