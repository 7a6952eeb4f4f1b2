import type { HeaderList } from '../http/headers.ts';

/** A message from another connector, before anything of it is believed. */
export interface Incoming {
  readonly method: string;
  /** Path and query exactly as received. */
  readonly url: string;
  /** Lower-case names, as node:http gives them. */
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: Buffer;
  /** base64url(sha256(SPKI)) of the peer's TLS certificate. */
  readonly peerPin: string | undefined;
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
}

/** What goes back over the same connection. */
export interface Outgoing {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: Buffer;
}
