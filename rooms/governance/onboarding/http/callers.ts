import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import type { Person } from '../domain/person.ts';
import { problemReply } from './problem-reply.ts';
import type { Tools } from './tools.ts';

/** The person behind a call; a row without a rule for persons that asks for one is a bug. */
export function personOf({ caller }: Pick<RoomRequest, 'caller'>): Person {
  if (caller.kind !== 'person') throw new Error('the route has no rule for persons');
  const { personalNumber, name } = caller;
  return { personalNumber, name };
}

/** Runs the handler for a case handler, and refuses everyone else. */
export async function asCaseHandler(
  request: Pick<RoomRequest, 'caller'>,
  { store }: Pick<Tools, 'store'>,
  handle: (person: Person) => Promise<RoomReply>,
): Promise<RoomReply> {
  const person = personOf(request);
  if (await store.isCaseHandler(person.personalNumber)) return handle(person);
  return problemReply('not-a-case-handler', 'The operator adds case handlers; ask for it.');
}
