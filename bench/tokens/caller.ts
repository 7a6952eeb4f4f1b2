import { once } from 'node:events';
import { connect } from 'node:net';

/** Sends one call after the other, each when the one before is answered; the body of an answer other than 200 is thrown. */
export interface Caller {
  ask(call: string): Promise<void>;
  close(): void;
}

/** The call as it goes over the wire; made before the clock runs. */
export function formCall(url: string, path: string, form: string): string {
  const lines = [
    `POST ${path} HTTP/1.1`,
    `host: ${new URL(url).host}`,
    'content-type: application/x-www-form-urlencoded',
    `content-length: ${Buffer.byteLength(form)}`,
  ];
  return `${lines.join('\r\n')}\r\n\r\n${form}`;
}

/**
 * HTTP/1.1 over one kept connection, no more of it than these servers speak. The load shares the processors with what it
 * measures: a full client takes two to four times as much, and the quicker the server, the more it would pay for that.
 */
export async function openCaller(url: string): Promise<Caller> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  await once(socket, 'connect');
  socket.setEncoding('latin1');
  let text = '';
  let waiting: { resolve(): void; reject(error: Error): void } | undefined;
  const end = (error?: Error) => {
    const one = waiting;
    waiting = undefined;
    text = '';
    if (error === undefined) one?.resolve();
    else one?.reject(error);
  };
  socket.on('data', (chunk) => {
    text += chunk;
    if (!isWhole(text)) return;
    end(text.startsWith('HTTP/1.1 200 ') ? undefined : new Error(text));
  });
  socket.on('error', end);
  socket.on('close', () => end(new Error('the server closed a connection')));
  return {
    ask: (call) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        socket.write(call, 'latin1');
      }),
    close: () => socket.destroy(),
  };
}

function isWhole(text: string): boolean {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const length = /\r\ncontent-length: *(\d+)/i.exec(text.slice(0, end))?.[1];
  if (length === undefined) throw new Error('an answer without a length');
  return text.length >= end + 4 + Number(length);
}
