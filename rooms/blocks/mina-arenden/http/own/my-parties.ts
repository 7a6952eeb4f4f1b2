import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { type ActedParty, listOwnParties } from '../../use-cases/own-parties.ts';
import type { ActedFor } from '../../wire/own/overview.ts';
import type { Tools } from '../tools.ts';

export async function listOwnPartiesHandler(
  { caller }: RoomRequest,
  { parties }: Pick<Tools, 'parties'>,
): Promise<RoomReply> {
  if (caller.kind !== 'person') throw new Error('the route takes persons only');
  const items = await listOwnParties(parties, caller);
  return { status: 200, body: { items: items.map(renderParty) } };
}

export function renderParty({ ref, kind, name, organisation, by }: ActedParty): ActedFor {
  return { ref, kind, name, ...(organisation !== undefined && { organisation }), by };
}
