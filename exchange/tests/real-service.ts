import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the service saw of one call. */
export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: Buffer;
}

/** A small real service behind a connector. */
export interface RealService {
  readonly url: string;
  /** Calls that reached it, oldest first. */
  readonly seen: Seen[];
  close(): Promise<void>;
}

type Behaviour = (seen: Seen, response: ServerResponse) => void;

/** `/eko` tells back what came; the others misbehave in one way each. */
const behaviours: Readonly<Record<string, Behaviour>> = {
  eko: ({ method, url, headers, body }, response) => {
    const seen = JSON.stringify({ method, url, headers, body: body.toString('utf8') });
    response
      .writeHead(200, {
        'content-type': 'application/json; charset=utf-8',
        'x-tjanst': 'räksmörgås',
        server: 'innanmäte/1.0',
      })
      .end(seen);
  },
  dokument: ({ url }, response) =>
    void response.writeHead(200, { 'content-type': 'text/plain' }).end(`dokument ${url.split('/').at(-1)}`),
  status: ({ url }, response) => void response.writeHead(Number(url.split('/')[2])).end(),
  bytes: ({ url }, response) =>
    void response
      .writeHead(200, { 'content-type': 'application/octet-stream' })
      .end(Buffer.alloc(Number(url.split('/')[2]), 7)),
  sen: ({ url }, response) =>
    void setTimeout(() => response.writeHead(200).end('sent'), Number(url.split('/')[2])),
  stum: () => undefined,
  bryt: (_seen, response) => response.destroy(),
  halv: (_seen, response) => {
    response.writeHead(200, { 'content-length': '1000' }).write('halva');
    setTimeout(() => response.destroy(), 20);
  },
  xroad: (_seen, response) => {
    const names = ['client', 'service', 'id', 'request-hash', 'request-id', 'error'];
    response.writeHead(200, Object.fromEntries(names.map((name) => [`x-road-${name}`, 'påhittat']))).end();
  },
  typ: (_seen, response) =>
    void response
      .writeHead(200, { 'content-type': Buffer.from('text/plain; namn=å').toString('latin1') })
      .end('typ'),
};

/** Paths of every behaviour, as a service registers and a provider grants them. */
export const operations = [
  { method: 'POST', path: '/eko' },
  { method: 'PUT', path: '/eko' },
  { method: 'GET', path: '/eko' },
  { method: 'HEAD', path: '/eko' },
  { method: 'GET', path: '/dokument/{id}' },
  ...['status/{kod}', 'bytes/{antal}', 'sen/{ms}', 'stum', 'bryt', 'halv', 'typ', 'xroad'].map((path) => ({
    method: 'GET',
    path: `/${path}`,
  })),
];

export async function startRealService(): Promise<RealService> {
  const seen: Seen[] = [];
  const server = createServer((message, response) => void answer(message, response, seen));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, seen, close: () => closeAll(server) };
}

async function answer(message: IncomingMessage, response: ServerResponse, seen: Seen[]): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  const call = {
    method: message.method ?? '',
    url: message.url ?? '',
    headers: message.headers,
    body: Buffer.concat(chunks),
  };
  seen.push(call);
  const behaviour = behaviours[call.url.split(/[/?]/)[1] ?? ''];
  if (behaviour) behaviour(call, response);
  else response.writeHead(404).end();
}

function closeAll(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
