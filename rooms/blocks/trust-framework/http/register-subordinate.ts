import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { unreachable } from '@ena/kernel/result.ts';
import { registerSubordinate } from '../use-cases/register-subordinate.ts';
import { renderSubordinate, type SubordinateRegistration, toRegistration } from '../wire/subordinate.ts';
import { problemReply } from './problem-reply.ts';
import type { Tools } from './tools.ts';

export async function registerSubordinateHandler(
  request: RoomRequest<unknown, unknown, SubordinateRegistration>,
  tools: Tools,
): Promise<RoomReply> {
  const outcome = await registerSubordinate(toRegistration(request.body), {
    ...tools,
    anchor: tools.anchor.entityId,
  });
  switch (outcome.kind) {
    case 'registered':
      return { status: 201, body: renderSubordinate(outcome.entity) };
    case 'replaced':
      return { status: 200, body: renderSubordinate(outcome.entity) };
    case 'bad-number':
      return problemReply(
        'bad-organisation-number',
        'Check orgnr: the last of its ten digits is a check digit.',
      );
    case 'bad-entity-id':
      return problemReply(
        'bad-entity-id',
        'entityId must be https://host[/path], in lower case, without a final slash.',
      );
    case 'bad-keys':
      return problemReply('bad-keys', `In jwks, ${outcome.detail}.`);
    case 'number-taken':
      return problemReply(
        'number-taken',
        `It is registered as ${outcome.entityId}: revoke that first, or use it.`,
      );
    case 'entity-id-taken':
      return problemReply(
        'entity-id-taken',
        'Choose an entity id that nobody else has had, and none beneath the anchor.',
      );
    case 'raced':
      return problemReply('changed-meanwhile', 'Repeat the call.');
    default:
      return unreachable(outcome);
  }
}
