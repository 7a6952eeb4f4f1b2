import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';

/** The caller, to the caller; the personal identity number stays where it is needed. */
export async function readOwnLogin({ caller }: RoomRequest): Promise<RoomReply> {
  if (caller.kind !== 'person') throw new Error('the route takes persons only');
  const { name, loa, clientId, scopes } = caller;
  return { status: 200, body: { name, level: loa, client: clientId, scopes } };
}
