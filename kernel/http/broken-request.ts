import type { Socket } from 'node:net';
import { problemContentType } from './problem.ts';
import { type RefusalSlug, refusal } from './refusals.ts';

/** What the runtime's HTTP parser says of a header section beyond `maxHeaderSize`. */
const overflow = 'HPE_HEADER_OVERFLOW';

/** Answers bytes that never became a request, and ends the connection; a listener for a server's `clientError`. */
export function refuseBrokenRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
  const slug: RefusalSlug = error.code === overflow ? 'headers-too-large' : 'malformed-request';
  const problem = refusal(slug);
  const body = JSON.stringify(problem);
  socket.end(
    `HTTP/1.1 ${problem.status} ${slug === 'headers-too-large' ? 'Request Header Fields Too Large' : 'Bad Request'}\r\n` +
      `Content-Type: ${problemContentType}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
