import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';

/*
 * `Expect: 100-continue` (RFC 9110 §10.1.1): a caller that holds its body back is told to send it only when the headers
 * have been judged and its body would be read. One that is refused has its answer instead, and the connection ends,
 * because nobody can tell whether the body still comes.
 */

const waiting = new WeakSet<IncomingMessage>();

/** From now on nobody on this server is told to go on but by `goOn`. `handler` is the one that it was made with. */
export function holdContinue(server: Server, handler: RequestListener): void {
  server.on('checkContinue', (message, response) => {
    waiting.add(message);
    handler(message, response);
  });
}

/** Has the body sent, where it is held back. */
export function goOn(message: IncomingMessage, response: ServerResponse): void {
  if (waiting.delete(message)) response.writeContinue();
}
