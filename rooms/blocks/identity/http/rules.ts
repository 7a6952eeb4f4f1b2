import type { Problem } from '@ena/kernel/http/problem.ts';
import type { RoomReply } from '@ena/kernel/http/route.ts';

/** RFC 6749 §5.2: what the kernel refuses at an endpoint of the protocol, in the words of the protocol. */
export function protocolRefusal(problem: Problem): RoomReply {
  const error = problem.status >= 500 ? 'server_error' : 'invalid_request';
  return { status: problem.status, body: { error, error_description: problem.title } };
}

export const form = 'application/x-www-form-urlencoded';

/**
 * A signing request in a form: a text of 600,000 bytes, which is what the longest mandate has, in base64 in a request
 * object, and the message and the client assertion beside it.
 */
export const signingRequestBytes = 1_200_000;
