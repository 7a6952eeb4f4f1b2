import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { savePersons } from '../use-cases/save-persons.ts';
import { type PersonsBody, parsePersons } from '../wire/person.ts';
import { problemReply } from './problem-reply.ts';
import type { Tools } from './tools.ts';

export async function savePersonsHandler(
  request: RoomRequest<unknown, unknown, PersonsBody>,
  { store }: Tools,
): Promise<RoomReply> {
  const outcome = await savePersons(store, parsePersons(request.body));
  switch (outcome.kind) {
    case 'saved':
      return { status: 204 };
    case 'wrong-number':
      return wrong(outcome.index, 'Check the number: its day and its check digit. Nobody was saved.');
    case 'twice':
      return wrong(outcome.index, 'The number stands earlier in the list too. Nobody was saved.');
  }
}

function wrong(index: number, detail: string): RoomReply {
  return problemReply('wrong-person', detail, `/persons/${index}/personalNumber`);
}
