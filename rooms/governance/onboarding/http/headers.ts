import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { fail, ok, type Result } from '@ena/kernel/result.ts';
import { problemReply } from './problem-reply.ts';

type Headers = RoomRequest['headers'];

/** The revision that the caller has read: `If-Match: "7"`. A step on what one has not seen is no decision. */
export function revisionFrom(headers: Headers): Result<number, RoomReply> {
  const given = headers['if-match'];
  const [, digits] = (typeof given === 'string' && /^"([1-9][0-9]{0,8})"$/.exec(given.trim())) || [];
  if (digits !== undefined) return ok(Number(digits));
  const detail = 'Read the matter and send its revision as If-Match: "<revision>".';
  return fail(problemReply('if-match-missing', detail));
}

/** `Idempotency-Key`, where the caller sends one. */
export function keyFrom(headers: Headers): Result<string | undefined, RoomReply> {
  const given = headers['idempotency-key'];
  if (given === undefined) return ok(undefined);
  if (typeof given === 'string' && /^[\x21-\x7e]{1,128}$/.test(given)) return ok(given);
  return fail(
    problemReply(
      'bad-idempotency-key',
      'Send 1 to 128 printable ASCII characters without spaces, such as a UUID.',
    ),
  );
}
