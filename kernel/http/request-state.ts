import type { FastifyRequest } from 'fastify';
import type { Caller } from '../identity/caller.ts';
import type { MountedRoute } from './mount.ts';
import type { TraceContext } from './trace-context.ts';

/** What the server learns about one request on its way through the steps. */
export interface RequestState {
  readonly requestId: string;
  readonly trace: TraceContext;
  readonly startedAt: number;
  /** Absent where no row matched. */
  readonly row: MountedRoute | undefined;
  caller: Caller | undefined;
  /** The caller in the audit trail and the log: `operator`, `client:<id>`, `person:<pseudonym>` or `anonymous`. */
  callerName: string;
  /** Headers that every answer to this request carries. */
  readonly headers: Record<string, string>;
  query: Readonly<Record<string, unknown>>;
  /** Whether the body has to be looked through for characters that no database keeps. */
  oddBody?: boolean;
}

const held = Symbol('state');

/** The state is a member of the request itself: a map beside it costs more, here and in the collector. */
interface Holder {
  [held]?: RequestState;
}

export function rememberState(request: FastifyRequest, state: RequestState): void {
  (request as Holder)[held] = state;
}

export function stateOf(request: FastifyRequest): RequestState | undefined {
  return (request as Holder)[held];
}
