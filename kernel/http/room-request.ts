import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RequestState } from './request-state.ts';
import type { RoomRequest } from './route.ts';
import { type TlsPeer, tlsPeerOf } from './tls-listener.ts';
import { traceparent } from './trace-context.ts';

/**
 * What a handler receives. A class, and not an object with a getter of its own: V8 puts each such getter among its old
 * objects at once, and what it closes over, the whole request, then outlives its answer until all of the heap is collected.
 */
export class ReceivedRequest implements RoomRequest {
  readonly params: Record<string, string>;
  readonly query: Record<string, string | undefined>;
  readonly headers: RoomRequest['headers'];
  readonly body: unknown;
  readonly caller: RoomRequest['caller'];
  readonly requestId: string;
  readonly tls?: TlsPeer;
  readonly #reply: FastifyReply;

  constructor(
    request: FastifyRequest,
    reply: FastifyReply,
    state: RequestState,
    caller: RoomRequest['caller'],
  ) {
    this.params = request.params as Record<string, string>;
    this.query = state.query as Record<string, string | undefined>;
    this.headers = { ...request.headers, traceparent: traceparent(state.trace) };
    this.body = request.body;
    this.caller = caller;
    this.requestId = state.requestId;
    const tls = tlsPeerOf(request.raw.socket);
    if (tls !== undefined) this.tls = tls;
    this.#reply = reply;
  }

  /** Made for a handler that asks for it only. */
  get signal(): AbortSignal {
    const { raw } = this.#reply;
    if (raw.destroyed) return AbortSignal.abort();
    const gone = new AbortController();
    raw.once('close', () => {
      if (!raw.writableFinished) gone.abort();
    });
    return gone.signal;
  }
}
