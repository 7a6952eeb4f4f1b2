import { isIP } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { spkiPin } from '@ena/kernel/crypto/tls-certificate.ts';
import { isPublicAddress } from '@ena/kernel/http/public-address.ts';
import { buildConnector, Pool } from 'undici';
import { PrivateAddressError, publicAddressLookup } from './address-guard.ts';

interface TlsIdentity {
  readonly certPem: string;
  readonly keyPem: string;
}

interface Options {
  readonly identity: () => TlsIdentity;
  readonly connections: number;
  readonly timeoutMs: number;
  /** Sandbox, or networks where partners have private addresses. */
  readonly allowPrivateAddresses: boolean;
}

/** The server's TLS key is not one that the organisation's statement names. */
export class PinMismatchError extends Error {
  constructor() {
    super('the TLS key is not pinned');
    this.name = 'PinMismatchError';
  }
}

/**
 * Kept-alive TLS 1.3 connections to other connectors, one pool for each entity.
 * Trust: no certificate authority is asked. A connection is used only if the peer's public key hash is in the
 * organisation's metadata at the time of connecting; sessions are not resumed, so that every connection is checked.
 */
export class PeerPools {
  readonly #options: Options;
  readonly #pools = new Map<string, Pool>();

  constructor(options: Options) {
    this.#options = options;
  }

  /**
   * `pins` is asked at each new connection, so that a rotated key is seen without a new pool. A pool belongs to an
   * entity and its endpoint: an organisation that names another's address gets no connection of that other's.
   */
  get(endpoint: string, pins: () => ReadonlySet<string>, entityId = ''): Pool {
    const key = `${entityId} ${endpoint}`;
    const known = this.#pools.get(key);
    if (known) return known;
    const pool = new Pool(endpoint, {
      connections: this.#options.connections,
      pipelining: 1,
      allowH2: false,
      headersTimeout: this.#options.timeoutMs,
      bodyTimeout: this.#options.timeoutMs,
      keepAliveTimeout: 30_000,
      connect: this.#connector(pins),
    });
    this.#pools.set(key, pool);
    return pool;
  }

  /** New connections use the new identity; those in use go on until they end. */
  async renew(): Promise<void> {
    const old = [...this.#pools.values()];
    this.#pools.clear();
    await Promise.all(old.map((pool) => pool.close()));
  }

  /** Ends every connection; what is still under way fails. */
  async destroy(): Promise<void> {
    await Promise.all([...this.#pools.values()].map((pool) => pool.destroy()));
  }

  #connector(pins: () => ReadonlySet<string>): buildConnector.connector {
    const { certPem, keyPem } = this.#options.identity();
    const connect = buildConnector({
      cert: certPem,
      key: keyPem,
      minVersion: 'TLSv1.3',
      rejectUnauthorized: false,
      maxCachedSessions: 0,
      timeout: 5_000,
      ...(this.#options.allowPrivateAddresses ? {} : { lookup: publicAddressLookup }),
    });
    return (options, callback) => {
      if (
        !this.#options.allowPrivateAddresses &&
        isIP(options.hostname) &&
        !isPublicAddress(options.hostname)
      ) {
        return callback(new PrivateAddressError(), null);
      }
      return connect(options, (error, socket) => {
        if (error || !socket) return callback(error ?? new Error('no connection'), null);
        const certificate = (socket as TLSSocket).getPeerX509Certificate();
        if (!certificate || !pins().has(spkiPin(certificate.publicKey))) {
          socket.destroy();
          return callback(new PinMismatchError(), null);
        }
        return callback(null, socket);
      });
    };
  }
}
