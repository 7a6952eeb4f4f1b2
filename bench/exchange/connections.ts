import { connect, type Socket } from 'node:net';

/*
 * The load's own client. It shares the cores with what is measured, so it does the least: the same bytes again and
 * again, and of an answer only its status and its length. undici took twice as much of a core for each call.
 */

interface Target {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** At most so many connections; a call that finds none free waits. */
  readonly most: number;
}

const headEnd = '\r\n\r\n';

export class Connections {
  readonly #port: number;
  readonly #request: Buffer;
  readonly #all: Promise<Socket>[] = [];
  readonly #free: Socket[] = [];
  readonly #waiting: ((socket: Socket) => void)[] = [];
  readonly #most: number;

  constructor({ url, headers, body, most }: Target) {
    const { host, port, pathname } = new URL(url);
    const lines = Object.entries({ host, ...headers, 'content-length': String(body.length) });
    const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
    this.#request = Buffer.concat([Buffer.from(`POST ${pathname} HTTP/1.1\r\n${head}\r\n`), body]);
    this.#port = Number(port);
    this.#most = most;
  }

  /** One call; answers the status. Rejects when the connection breaks or the answer names no length. */
  async call(): Promise<number> {
    const socket = await this.#take();
    const status = await exchange(socket, this.#request);
    const next = this.#waiting.shift();
    if (next === undefined) this.#free.push(socket);
    else next(socket);
    return status;
  }

  async close(): Promise<void> {
    for (const socket of await Promise.all(this.#all)) socket.destroy();
  }

  #take(): Socket | Promise<Socket> {
    const free = this.#free.pop();
    if (free !== undefined) return free;
    if (this.#all.length >= this.#most) return new Promise((resolve) => this.#waiting.push(resolve));
    const made = this.#open();
    this.#all.push(made);
    return made;
  }

  #open(): Promise<Socket> {
    return new Promise((resolve, reject) => {
      const socket = connect({ port: this.#port, host: '127.0.0.1', noDelay: true });
      socket.once('error', reject);
      socket.once('connect', () => resolve(socket));
    });
  }
}

function exchange(socket: Socket, request: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    let head = '';
    let status = 0;
    let missing = Number.POSITIVE_INFINITY;
    const onClose = () => reject(new Error('the connection was closed before the answer was whole'));
    const onData = (chunk: Buffer) => {
      missing -= chunk.length;
      if (status === 0) {
        head += chunk.toString('latin1');
        const end = head.indexOf(headEnd);
        if (end === -1) return;
        const length = /\r\ncontent-length: *(\d+)/i.exec(head.slice(0, end))?.[1];
        if (length === undefined)
          return reject(new Error(`an answer without a length: ${head.slice(0, end)}`));
        status = Number(head.slice(9, 12));
        missing = end + headEnd.length + Number(length) - head.length;
      }
      if (missing > 0) return;
      socket.off('data', onData).off('close', onClose);
      resolve(status);
    };
    socket.on('data', onData).on('close', onClose).write(request);
  });
}
