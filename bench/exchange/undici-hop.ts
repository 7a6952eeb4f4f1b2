import { createServer as createPlainServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { makeTlsIdentity } from '@ena/kernel/crypto/tls-certificate.ts';
import { systemClock } from '@ena/kernel/time.ts';
import { type Dispatcher, Pool } from 'undici';

/**
 * A plain mTLS hop as undici's and Node's documentation have it, with nothing of ours: `pool.stream`, which that calls
 * the faster way, sends the request on and the answer back. `consumer PORT PEERPORT` or `provider PEERPORT SERVICEPORT`.
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
  const request = {
    method: message.method as Dispatcher.HttpMethod,
    path: message.url ?? '/',
    headers: withoutConnection(message.headers),
    body: message,
  };
  await pool.stream(request, ({ statusCode, headers }) =>
    response.writeHead(statusCode, withoutConnection(headers)),
  );
}

const handler = (message: IncomingMessage, response: ServerResponse) =>
  void pass(message, response).catch(() => response.destroy());
const server = isConsumer
  ? createPlainServer(handler)
  : createServer({ cert, key, minVersion: 'TLSv1.3', requestCert: true, rejectUnauthorized: false }, handler);
server.keepAliveTimeout = 60_000;
server.listen(Number(first), '127.0.0.1', () => process.stdout.write('{"ready":true}\n'));
