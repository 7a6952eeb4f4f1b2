import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { TlsIdentity } from '@ena/kernel/crypto/tls-certificate.ts';
import { refuseBrokenRequest } from '@ena/kernel/http/broken-request.ts';
import { singleHost } from '@ena/kernel/http/single-host.ts';
import { holdContinue } from './continue.ts';

interface Options {
  readonly identity: TlsIdentity;
  readonly maxHeaderBytes: number;
  readonly handler: (message: IncomingMessage, response: ServerResponse) => void;
}

/** How often connections that are too slow with their request are looked for, milliseconds. */
export const connectionsCheckingInterval = 5_000;
/** A connection on which nothing moves for so long is ended, also one whose peer does not read: longer than any service may take. */
export const silentMs = 330_000;

/**
 * TLS 1.3 with a client certificate that no authority vouches for: whether its key is the right one is checked
 * against the federation's metadata for each message, so the handshake accepts any.
 */
export function peerServer(options: Options): Server {
  const handler = singleHost(options.handler);
  const server = createServer(
    {
      cert: options.identity.certPem,
      key: options.identity.keyPem,
      minVersion: 'TLSv1.3',
      requestCert: true,
      rejectUnauthorized: false,
      maxHeaderSize: options.maxHeaderBytes,
      handshakeTimeout: 10_000,
      connectionsCheckingInterval,
    },
    handler,
  );
  holdContinue(server, handler);
  server.on('clientError', refuseBrokenRequest);
  server.timeout = silentMs;
  server.keepAliveTimeout = 60_000;
  server.headersTimeout = 20_000;
  server.requestTimeout = 120_000;
  return server;
}
