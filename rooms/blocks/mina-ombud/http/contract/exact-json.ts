import type { RoomReply } from '@ena/kernel/http/route.ts';

/**
 * A reply whose type is `application/json` and not a character more: two published sample clients compare the whole
 * header and give up at a charset, which the HTTP server adds to JSON that it is given as text. So it gets bytes; to
 * whoever looks at the reply before, they are the object that they say.
 */
export function exactJson(status: number, body: object): RoomReply {
  const bytes = Object.assign(Buffer.from(JSON.stringify(body)), { toJSON: () => body });
  return { status, contentType: 'application/json', body: bytes };
}
