import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { forward } from '../../use-cases/forwarding/forward.ts';
import { type KundhandelseFraga, parseFraga } from '../../wire/kundhandelse-fraga.ts';
import { renderSamlatSvar } from '../../wire/samlat-svar.ts';
import { readHeaders } from '../contract/kundhandelse-fraga-synkron.ts';
import { refuse } from '../contract/refuse.ts';
import type { Tools } from '../tools.ts';

/** 206 where a producer that was asked has no part in the answer. */
export async function kundhandelseFragaSamlad(
  { headers, body, requestId, signal }: RoomRequest<unknown, unknown, KundhandelseFraga>,
  { forwarding, forwardingRules }: Pick<Tools, 'forwarding' | 'forwardingRules'>,
): Promise<RoomReply> {
  const head = readHeaders(headers);
  const question = parseFraga(body.fraga);
  if (!head.ok || !question.ok) {
    const places = [...(head.ok ? [] : head.error), ...(question.ok ? [] : question.error)];
    return refuse({ kind: 'bad-request', places });
  }
  const { correlationId, wantedLanguage } = head.value;
  const { complete, answers, parts } = await forward(forwarding, question.value, {
    user: body.anvandare,
    correlationId,
    requestId,
    withinMs: forwardingRules.withinMs,
    wholeWithinMs: forwardingRules.wholeWithinMs,
    ...(signal && { signal }),
    ...(wantedLanguage !== undefined && { wantedLanguage }),
  });
  return {
    status: complete ? 200 : 206,
    body: renderSamlatSvar(answers, parts, body.fraga, wantedLanguage),
  };
}
