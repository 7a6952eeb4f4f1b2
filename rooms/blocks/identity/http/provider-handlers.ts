import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { carry } from './provider/carry.ts';
import type { Tools } from './tools.ts';

/** Lets the protocol library answer `path` below the issuer. */
export async function viaProvider(
  tools: Tools,
  method: 'GET' | 'POST',
  path: string,
  request: RoomRequest,
): Promise<RoomReply> {
  const reply = await carry(tools.listener, tools.issuer, { method, path, request });
  await recordRefusal(tools, request, reply);
  return reply;
}

/**
 * A form posted to an endpoint that the library knows by GET alone: it would take a POST only where its session
 * cookie went along with forms of strangers.
 */
export function formAsQuery(
  tools: Tools,
  path: string,
  request: RoomRequest<Record<string, string>, Record<string, string>, Readonly<Record<string, string>>>,
): Promise<RoomReply> {
  const { 'content-type': _type, ...headers } = request.headers;
  return viaProvider(tools, 'GET', path, {
    ...request,
    headers,
    query: { ...request.body },
    body: undefined,
  });
}

/** An error that goes to the client by redirect is a refusal all the same, and has its row. */
async function recordRefusal({ audit }: Tools, request: RoomRequest, reply: RoomReply): Promise<void> {
  const location = reply.headers?.location;
  if (typeof location !== 'string' || !URL.canParse(location)) return;
  const error = new URL(location).searchParams.get('error');
  if (error === null || !/^[a-z_]{1,60}$/.test(error)) return;
  await audit.record({
    room: 'blocks/identity',
    operation: `authorize ${error}`,
    caller: 'anonymous',
    status: 403,
    requestId: request.requestId,
  });
}
