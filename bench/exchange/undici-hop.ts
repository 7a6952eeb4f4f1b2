import { createServer as createPlainServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { pipeline } from 'node:stream/promises';
import { makeTlsIdentity } from '@ena/kernel/crypto/tls-certificate.ts';
import { systemClock } from '@ena/kernel/time.ts';
import { type Dispatcher, Pool } from 'undici';

/**
 * A plain mTLS hop as undici's and Node's documentation have it, with nothing of ours: the request is streamed on by
 * `pool.request`, the answer streamed back. `consumer PORT PEERPORT` or `provider PEERPORT SERVICEPORT`.
 */
const [side, first, second] = process.argv.slice(2);
const isConsumer = side === 'consumer';
const { certPem: cert, keyPem: key } = makeTlsIdentity('bench', systemClock, {
  days: 1,
  dnsNames: [],
  ipAddresses: ['127.0.0.1'],
});
const pool = new Pool(
  `${isConsumer ? 'https' : 'http'}://127.0.0.1:${second}`,
  isConsumer ? { connections: 64, connect: { cert, key, rejectUnauthorized: false } } : { connections: 64 },
);
const ofTheConnection = ['connection', 'keep-alive', 'transfer-encoding', 'host'];

function withoutConnection(headers: NodeJS.Dict<string | string[]>): Record<string, string | string[]> {
  const kept = { ...headers } as Record<string, string | string[]>;
  for (const name of ofTheConnection) delete kept[name];
  return kept;
}

async function pass(message: IncomingMessage, response: ServerResponse): Promise<void> {
  const answer = await pool.request({
    method: message.method as Dispatcher.HttpMethod,
    path: message.url ?? '/',
    headers: withoutConnection(message.headers),
    body: message,
  });
  response.writeHead(answer.statusCode, withoutConnection(answer.headers));
  await pipeline(answer.body, response);
}

const handler = (message: IncomingMessage, response: ServerResponse) =>
  void pass(message, response).catch(() => response.destroy());
const server = isConsumer
  ? createPlainServer(handler)
  : createServer({ cert, key, minVersion: 'TLSv1.3', requestCert: true, rejectUnauthorized: false }, handler);
server.keepAliveTimeout = 60_000;
server.listen(Number(first), '127.0.0.1', () => process.stdout.write('{"ready":true}\n'));
