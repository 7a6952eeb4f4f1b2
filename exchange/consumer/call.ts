/** The beginning of what a system of the own organisation asks for, before anything is checked and its body is read. */
export interface Arrival {
  /** Whose manners to answer in. */
  readonly form: 'ena' | 'x-road';
  readonly method: string;
  /** Path and query exactly as received. */
  readonly url: string;
  /** Lower-case names, as node:http gives them. */
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly remoteAddress: string;
  /** base64url(sha256(SPKI)) of the client certificate, where the system came with one. */
  readonly clientPin: string | undefined;
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
  readonly exchangeId: string;
}

/** The whole call of a system that is known. */
export interface Call extends Arrival {
  readonly body: Buffer;
}

/** Where the call goes. */
export interface Target {
  readonly provider: string;
  readonly service: string;
  /** Begins with `/`; without query. */
  readonly path: string;
  /** Empty or begins with `?`. */
  readonly query: string;
}

/** What goes back to the system. */
export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[]>;
  readonly body: Buffer;
}
