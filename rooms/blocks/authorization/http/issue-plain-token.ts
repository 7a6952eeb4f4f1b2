import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { refuse } from '../domain/refusal.ts';
import { grantPlainToken } from '../use-cases/grant-plain-token.ts';
import { renderTokenAnswer } from '../wire/token-answer.ts';
import { parseSecret, type TokenForm } from '../wire/token-request.ts';
import { auditCall, noStore, refusalReply } from './oauth-reply.ts';
import type { Tools } from './tools.ts';

export async function issuePlainTokenHandler(
  request: RoomRequest<Record<string, string>, Record<string, string>, TokenForm>,
  { server, audit, plainClients }: Tools,
): Promise<RoomReply> {
  const { body: form, headers } = request;
  const given = parseSecret(form, headers);
  if (given === 'twofold')
    return refusalReply(refuse('invalid_request', 'Authenticate in one way, not two.'));
  const asked = { grantType: form.grant_type, scope: form.scope, id: given?.id, secret: given?.secret };
  const call = await grantPlainToken(asked, plainClients, server);
  const { outcome } = call;
  const reply =
    outcome.kind === 'issued'
      ? { status: 200, headers: noStore, body: renderTokenAnswer(outcome.answer) }
      : refusalReply(outcome, headers.authorization === undefined ? {} : basicChallenge);
  await auditCall(audit, 'issuePlainToken', request, call, reply.status);
  return reply;
}

const basicChallenge = { 'www-authenticate': 'Basic realm="ena", charset="UTF-8"' };
