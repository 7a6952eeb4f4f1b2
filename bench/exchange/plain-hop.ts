import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { fetchWhole } from '@ena/exchange/http/fetch-whole.ts';
import { travellingHeaders } from '@ena/exchange/http/headers.ts';
import { PeerPools } from '@ena/exchange/http/peer-pool.ts';
import { peerServer } from '@ena/exchange/http/peer-server.ts';
import { readBody } from '@ena/exchange/http/read-body.ts';
import { markLate } from '@ena/exchange/load/late-marking.ts';
import { ServicePools } from '@ena/exchange/provider/service-pool.ts';
import { makeTlsIdentity } from '@ena/kernel/crypto/tls-certificate.ts';
import { systemClock } from '@ena/kernel/time.ts';
import type { Dispatcher } from 'undici';

/**
 * The connector's own server, pools and header rules with everything else taken out: no systems, no signatures,
 * no grants, no log. What it costs is what any mTLS hop of this stack costs; the difference to the real thing is
 * the price of proof. `consumer PORT PEERPORT` or `provider PEERPORT SERVICEPORT`.
 */
markLate();
const [side, first, second] = process.argv.slice(2);
const limit = 20 * 1024 * 1024;
const identity = makeTlsIdentity('bench', systemClock, { days: 1, dnsNames: [], ipAddresses: ['127.0.0.1'] });
const anyPin = { has: () => true } as unknown as ReadonlySet<string>;
const peers = new PeerPools({
  identity: () => identity,
  connections: 64,
  timeoutMs: 30_000,
  allowPrivateAddresses: true,
});
const services = new ServicePools(64);

function pool(): Dispatcher {
  return side === 'consumer'
    ? peers.get(`https://127.0.0.1:${second}`, () => anyPin)
    : services.get(`http://127.0.0.1:${second}`);
}

async function pass(message: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readBody(message, limit);
  if (!body.ok) return void response.writeHead(413).end();
  const request = {
    method: message.method as Dispatcher.HttpMethod,
    path: message.url ?? '/',
    headers: travellingHeaders(message.headers),
    body: body.value.length > 0 ? body.value : null,
  };
  const answer = await fetchWhole(pool(), request, limit);
  if (answer === 'too-large') return void response.writeHead(502).end();
  response
    .writeHead(answer.status, { ...travellingHeaders(answer.headers), 'content-length': answer.body.length })
    .end(answer.body);
}

const handler = (message: IncomingMessage, response: ServerResponse) => void pass(message, response);
const server =
  side === 'consumer' ? createServer(handler) : peerServer({ identity, maxHeaderBytes: 16_384, handler });
server.listen(Number(first), '127.0.0.1', () => process.stdout.write('{"ready":true}\n'));
