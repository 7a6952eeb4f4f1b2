import type { Problem } from '@ena/kernel/http/problem.ts';
import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';

/** AuthZEN §10.1.3: the identifier is an arbitrary string; what can stand in a header comes back as it came. */
const printable = /^[\x20-\x7e]{1,512}$/;

export function authzenReply(request: RoomRequest, body: unknown): RoomReply {
  const given = request.headers['x-request-id'];
  const echo = typeof given === 'string' && printable.test(given);
  return { status: 200, headers: echo ? { 'x-request-id': given } : {}, body };
}

/** AuthZEN §10.1.2: every fault of the request is 400, and the body of an error is a message. */
export function authzenRefusal(sentence: string): RoomReply {
  return { status: 400, contentType: 'text/plain; charset=utf-8', body: sentence };
}

/** AuthZEN §11.7 */
export function tooDeep(): RoomReply {
  return authzenRefusal('The body is nested too deeply.');
}

const badRequests = new Set([413, 415, 422]);

/** The kernel's own refusals in the specification's statuses. */
export function renderAuthzenRefusal({ status, title, detail, errors = [] }: Problem): RoomReply {
  const places = errors.map(({ pointer, detail: what }) => `${pointer || '/'} ${what}`);
  const body = [`${title}.`, detail ?? '', ...places].filter((part) => part !== '').join(' ');
  return {
    status: badRequests.has(status) ? 400 : status,
    contentType: 'text/plain; charset=utf-8',
    body,
  };
}
