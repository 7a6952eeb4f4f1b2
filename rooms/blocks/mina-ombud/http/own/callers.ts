import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { proposalErrors } from '../../proposal-errors.ts';
import { type ActingPerson, type ActorTools, actAs, type LoggedIn } from '../../use-cases/actor.ts';
import { refusalCodes } from '../../wire/own/refusal-codes.ts';
import { problemsOf } from './problem-reply.ts';

const problem = problemsOf(proposalErrors);

/** The person behind a call; a row without a rule for persons that asks for one is a bug. */
export function callerOf({ caller }: Pick<RoomRequest, 'caller'>): LoggedIn {
  if (caller.kind !== 'person') throw new Error('the route has no rule for persons');
  const { personalNumber, name } = caller;
  return { personalNumber, name };
}

/** Runs the handler for the person as she acts: for herself, or for the organisation if she represents it. */
export async function asActing(
  request: Pick<RoomRequest, 'caller'>,
  tools: ActorTools,
  orgnr: string | undefined,
  handle: (acting: ActingPerson) => Promise<RoomReply>,
): Promise<RoomReply> {
  const outcome = await actAs(tools, callerOf(request), orgnr);
  switch (outcome.kind) {
    case 'acting':
      return handle(outcome.actor);
    case 'not-representative':
      return problem('not-representative', { code: refusalCodes['not-representative'] });
    case 'register-away':
      return problem('register-away');
  }
}
