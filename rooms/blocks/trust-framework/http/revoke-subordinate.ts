import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { unreachable } from '@ena/kernel/result.ts';
import { revokeSubordinate } from '../use-cases/revoke-subordinate.ts';
import { problemReply } from './problem-reply.ts';
import type { Tools } from './tools.ts';

export async function revokeSubordinateHandler(
  request: RoomRequest<{ orgnr: string }>,
  tools: Tools,
): Promise<RoomReply> {
  const outcome = await revokeSubordinate(request.params.orgnr, tools);
  switch (outcome.kind) {
    case 'revoked':
      return { status: 204 };
    case 'unknown':
      return problemReply('unknown-organisation', 'No organisation with this number is registered now.');
    case 'raced':
      return problemReply('changed-meanwhile', 'Repeat the call.');
    default:
      return unreachable(outcome);
  }
}
