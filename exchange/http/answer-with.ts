import type { ServerResponse } from 'node:http';
import type { HeaderList } from './headers.ts';

interface WholeAnswer {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: Buffer;
}

/** Statuses that have no body on the wire, and for which a length would say something else (RFC 9110 §8.6). */
const bodiless = new Set([204, 304]);

/** What GET would answer is not known where HEAD was asked, and a length must be of that (RFC 9110 §8.6). */
function hasLength(response: ServerResponse, status: number): boolean {
  return response.req.method !== 'HEAD' && !bodiless.has(status);
}

/** Sends a whole answer. During shutdown the connection is not kept, so that its end is no surprise to the caller. */
export function answerWith(
  response: ServerResponse,
  { status, headers, body }: WholeAnswer,
  stopping: boolean,
): void {
  const lines: Record<string, string | string[] | number> = { ...headers };
  if (hasLength(response, status)) lines['content-length'] = body.length;
  if (stopping) lines.connection = 'close';
  response.writeHead(status, lines);
  response.end(body);
}
