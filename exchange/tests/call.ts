import { request } from 'node:http';

export interface Reply {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: Buffer;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests read what the wire carries
  readonly json: any;
}

export interface CallOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: string | Buffer;
}

/** One call on a connection of its own, with exactly these headers and this path. */
export function call(
  url: string,
  path: string,
  { method = 'GET', headers = {}, body }: CallOptions = {},
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const length =
      body === undefined || 'transfer-encoding' in headers
        ? {}
        : { 'content-length': String(Buffer.byteLength(body)) };
    const sent = request(
      { hostname, port, path, method, agent: false, headers: { ...length, ...headers } },
      (message) => {
        const chunks: Buffer[] = [];
        message.on('data', (chunk: Buffer) => chunks.push(chunk));
        message.on('error', reject);
        message.on('end', () =>
          resolve(reply(message.statusCode ?? 0, message.headers, Buffer.concat(chunks))),
        );
      },
    );
    sent.on('error', reject);
    // Bytes: with a text, node would write the headers as UTF-8 too.
    sent.end(body === undefined ? undefined : Buffer.from(body));
  });
}

export function reply(status: number, headers: NodeJS.Dict<string | string[]>, body: Buffer): Reply {
  const text = body.toString('utf8');
  const isJson = String(headers['content-type'] ?? '').includes('json');
  return { status, headers, body, text, json: isJson && text !== '' ? JSON.parse(text) : undefined };
}
