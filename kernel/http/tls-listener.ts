import type { RequestListener } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { sha256 } from '../crypto/digest.ts';
import { refuseBrokenRequest } from './broken-request.ts';
import { singleHost } from './single-host.ts';

export interface TlsListenerOptions {
  readonly host: string;
  /** 0 chooses a free one. */
  readonly port: number;
  readonly certPem: string;
  readonly keyPem: string;
  /**
   * Authorities whose client certificates count. Absent: any does, also one that its holder made, for it is only
   * compared with the one that a token was bound to (RFC 8705 §2.2 and §3).
   */
  readonly clientCaPem?: string;
}

/** What the caller of a TLS connection has proven: that it holds the key of this certificate, or of none. */
export interface TlsPeer {
  /** base64url(SHA-256) of the certificate, as `x5t#S256` has it (RFC 8705 §3.1). */
  readonly certificate: string | undefined;
}

const peers = new WeakMap<Socket, TlsPeer>();

/** Only for connections that our own TLS listener has taken; `undefined` for all others, whatever they say of themselves. */
export function tlsPeerOf(socket: Socket): TlsPeer | undefined {
  return peers.get(socket);
}

/** A client without a certificate is let in as well: most calls need none. */
export function tlsServer(options: TlsListenerOptions, handler: RequestListener): Server {
  const { certPem, keyPem, clientCaPem } = options;
  const server = createServer(
    {
      cert: certPem,
      key: keyPem,
      minVersion: 'TLSv1.3',
      requestCert: true,
      rejectUnauthorized: false,
      handshakeTimeout: 10_000,
      ...(clientCaPem !== undefined && { ca: clientCaPem }),
    },
    singleHost(handler),
  );
  server.on('secureConnection', (socket) => {
    const counts = clientCaPem === undefined || socket.authorized;
    peers.set(socket, { certificate: counts ? thumbprintOf(socket) : undefined });
  });
  server.on('clientError', refuseBrokenRequest);
  return server;
}

/** The handshake has proven that the caller holds its key; after a resumption it is that of the first handshake. */
function thumbprintOf(socket: TLSSocket): string | undefined {
  const certificate = socket.getPeerX509Certificate();
  return certificate && sha256(certificate.raw).toString('base64url');
}
