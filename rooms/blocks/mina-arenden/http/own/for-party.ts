import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import type { Caller } from '@ena/kernel/identity/caller.ts';
import type { OwnParty } from '../../domain/own-party.ts';
import { findOwnParty } from '../../use-cases/own-parties.ts';
import type { Tools } from '../tools.ts';
import { problemReply } from './problem-reply.ts';

export type Person = Extract<Caller, { kind: 'person' }>;

/** Goes on for the party that the person names in `for`; without one, for herself. */
export async function forParty(
  { caller, body }: RoomRequest<unknown, unknown, { for?: string }>,
  { parties }: Pick<Tools, 'parties'>,
  act: (person: Person, party: OwnParty) => Promise<RoomReply>,
): Promise<RoomReply> {
  if (caller.kind !== 'person') throw new Error('the route takes persons only');
  const party = await findOwnParty(parties, caller, body.for);
  return party === undefined ? problemReply('unknown-party') : act(caller, party);
}
