import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { rotateKeys } from '../use-cases/rotate-keys.ts';
import type { RotationRequest } from '../wire/rotation.ts';
import { problemReply } from './problem-reply.ts';
import type { Tools } from './tools.ts';

export async function rotateKeysHandler(
  { body }: RoomRequest<unknown, unknown, RotationRequest>,
  { server }: Tools,
): Promise<RoomReply> {
  const outcome = rotateKeys(body.step, server);
  if (outcome.kind === 'nothing-announced') return problemReply('nothing-announced', 'Announce a key first.');
  return { status: 200, body: { active: outcome.active, kids: outcome.kids } };
}
