import type { IncomingMessage, RequestListener } from 'node:http';
import { problemContentType } from './problem.ts';
import { refusal } from './refusals.ts';

/**
 * Refuses a request with more than one `Host` line (RFC 9112 §3.2), which the runtime lets through with the first of
 * them: what stands before this server may have believed the other. Every listener has it before its own handler.
 */
export function singleHost(handler: RequestListener): RequestListener {
  return (request, response) => {
    if (countHosts(request) < 2) return handler(request, response);
    const problem = refusal('malformed-request', 'Send one Host header.');
    response
      .writeHead(problem.status, { 'content-type': problemContentType, connection: 'close' })
      .end(JSON.stringify(problem));
  };
}

function countHosts({ rawHeaders }: IncomingMessage): number {
  let hosts = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at];
    if (name?.length === 4 && name.toLowerCase() === 'host') hosts += 1;
  }
  return hosts;
}
