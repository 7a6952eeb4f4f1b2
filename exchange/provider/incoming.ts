import type { HeaderList } from '../http/headers.ts';

/** The beginning of a message from another connector: nothing of it is believed, and its body is not read. */
export interface Arrival {
  readonly method: string;
  /** Path and query exactly as received. */
  readonly url: string;
  /** Lower-case names, as node:http gives them. */
  readonly headers: NodeJS.Dict<string | string[]>;
  /** base64url(sha256(SPKI)) of the peer's TLS certificate. */
  readonly peerPin: string | undefined;
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
}

/** The whole message, from one whose connection belongs to the organisation it names. */
export interface Incoming extends Arrival {
  readonly body: Buffer;
}

/** What goes back over the same connection. */
export interface Outgoing {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: Buffer;
}
