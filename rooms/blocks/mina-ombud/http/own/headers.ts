import type { RoomRequest } from '@ena/kernel/http/route.ts';
import { fail, ok, type Result } from '@ena/kernel/result.ts';

type Headers = RoomRequest['headers'];

/** The revision that the caller has read: `If-Match: "7"`. A step on what one has not seen is no decision. */
export function revisionFrom(headers: Headers): Result<number, 'if-match-missing'> {
  const given = headers['if-match'];
  const [, digits] = (typeof given === 'string' && /^"([1-9][0-9]{0,8})"$/.exec(given.trim())) || [];
  return digits === undefined ? fail('if-match-missing') : ok(Number(digits));
}

/** `Idempotency-Key`, where the caller sends one: chance enough that nobody else comes upon it. */
export function keyFrom(headers: Headers): Result<string | undefined, 'bad-idempotency-key'> {
  const given = headers['idempotency-key'];
  if (given === undefined) return ok(undefined);
  if (typeof given === 'string' && /^[\x21-\x7e]{16,128}$/.test(given)) return ok(given);
  return fail('bad-idempotency-key');
}
