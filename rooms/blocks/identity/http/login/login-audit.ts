import type { RoomRequest } from '@ena/kernel/http/route.ts';
import type { Tools } from '../tools.ts';

/** How a log-in ended; one row of the audit trail each, without who was meant and without any secret. */
export type LoginEnd =
  | 'accepted'
  | 'access_denied'
  | 'unmet_authentication_requirements'
  | 'wrong-choice'
  | 'upstream-failed'
  | 'other-person';

const statuses: Readonly<Record<LoginEnd, number>> = {
  accepted: 200,
  access_denied: 403,
  unmet_authentication_requirements: 403,
  'wrong-choice': 422,
  'upstream-failed': 502,
  'other-person': 403,
};

export function recordLogin(
  { audit }: Tools,
  request: RoomRequest,
  end: LoginEnd,
  who: { readonly account?: string } = {},
): Promise<void> {
  return audit.record({
    room: 'blocks/identity',
    operation: `log-in ${end}`,
    caller: who.account === undefined ? 'anonymous' : `account:${who.account}`,
    status: statuses[end],
    requestId: request.requestId,
  });
}
