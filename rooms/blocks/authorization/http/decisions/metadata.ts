import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { renderMetadata } from '../../wire/authzen/metadata.ts';
import { authzenReply } from './authzen-reply.ts';
import type { DecisionTools } from './tools.ts';

/** AuthZEN §9 */
export async function metadata(
  request: RoomRequest,
  { publicUrl, signMetadata }: DecisionTools,
): Promise<RoomReply> {
  const claims = renderMetadata(publicUrl);
  const signed = signMetadata?.(claims);
  const body = signed === undefined ? claims : { ...claims, signed_metadata: signed };
  const reply = authzenReply(request, body);
  return { ...reply, headers: { ...reply.headers, 'cache-control': 'public, max-age=3600' } };
}
