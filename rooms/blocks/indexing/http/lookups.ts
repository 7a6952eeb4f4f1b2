import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { lookUp } from '../use-cases/look-up.ts';
import { type LookupBody, renderLookup } from '../wire/lookup.ts';
import { parseSubject } from '../wire/subject.ts';
import { problemReply } from './problem-reply.ts';
import type { Tools } from './tools.ts';

export async function lookUpHandler(
  { caller, body, requestId }: RoomRequest<unknown, unknown, LookupBody>,
  tools: Tools,
): Promise<RoomReply> {
  if (caller.kind !== 'client' || caller.organisation === undefined) return notGranted();
  const outcome = await lookUp(tools, {
    area: body.area,
    purpose: body.purpose,
    subject: parseSubject(body.subject),
    asker: { kind: 'organisation', organisation: caller.organisation, caller: `client:${caller.id}` },
    requestId,
  });
  switch (outcome.kind) {
    case 'found':
      return { status: 200, body: renderLookup(outcome.area, outcome.named) };
    case 'unknown-area':
      return problemReply('unknown-area', 'Choose one from the list of areas.');
    case 'not-granted':
      return notGranted();
    case 'not-a-subject':
      return problemReply('bad-pointer', 'The number is none of its kind.', [
        { pointer: '/subject/number', detail: 'Is no number of its kind: check the digits and the kind.' },
      ]);
  }
}

function notGranted(): RoomReply {
  return problemReply('not-granted', 'Ask the operator of the index to grant your organisation the purpose.');
}
