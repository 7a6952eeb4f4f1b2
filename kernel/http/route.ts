import type { TSchema } from 'typebox';
import type { Caller } from '../identity/caller.ts';
import type { AssuranceLevel } from '../identity/person-token.ts';
import type { TlsPeer } from './tls-listener.ts';

/** Who may call. There is no default: a route without a rule does not compile. */
export type AuthRule =
  /** Anyone. `why` says why that is safe. */
  | { readonly kind: 'public'; readonly why: string }
  /** An OAuth access token that carries the scope, or any one of them; `caller.scopes` tells the handler which. */
  | { readonly kind: 'scope'; readonly scope: string | readonly string[] }
  /** A person who logged in at the level `loa` or higher (default 3), through a program whose token carries the scope. */
  | { readonly kind: 'person'; readonly scope: string; readonly loa?: AssuranceLevel }
  /** The operator of this installation (the operator token of its data folder). */
  | { readonly kind: 'operator' }
  /** The message proves its own origin by a signature that the handler checks. `why` says which. */
  | { readonly kind: 'self-signed'; readonly why: string };

/** Upper bounds: body size in bytes, and calls a minute for one caller (one address where nobody is named). */
export interface LimitRule {
  readonly bodyBytes: number;
  readonly perMinute: number;
}

/** Whether a call leaves a row in the audit trail, and if not, why not. */
export type AuditRule = { readonly record: 'always' } | { readonly record: 'never'; readonly why: string };

export interface RoomRequest<
  Params = Record<string, string>,
  Query = Record<string, string | undefined>,
  Body = unknown,
> {
  readonly params: Params;
  readonly query: Query;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Body;
  readonly caller: Caller;
  /** Of a connection that our own TLS listener took; absent for every other. */
  readonly tls?: TlsPeer;
  /** The caller's own `X-Request-Id` if well-formed, else one made here. */
  readonly requestId: string;
  /** Aborted when the caller's connection closes before the whole answer has gone; absent where there is none. */
  readonly signal?: AbortSignal;
}

/** A call to an address that no row has, or by a method that no row of the address takes. */
export interface Stray {
  readonly problem: import('./problem.ts').Problem;
  /** As it was called, without the query. */
  readonly path: string;
  readonly headers: RoomRequest['headers'];
  readonly requestId: string;
}

export interface RoomReply {
  readonly status: number;
  /** A list is one header line for each member, which `Set-Cookie` needs. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** Default `application/json; charset=utf-8` for objects, `text/plain; charset=utf-8` for strings. */
  readonly contentType?: string;
  /** A `Readable` is sent as it comes, whatever its length. */
  readonly body?: unknown;
}

/** One row of a room's `routes.ts` table. */
export interface Route {
  /** Unique within the room; the name in OpenAPI, in logs and in metrics. */
  readonly operation: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Fastify syntax: `/dokument/:dokumentId`. */
  readonly path: string;
  readonly auth: AuthRule;
  readonly limit: LimitRule;
  readonly audit: AuditRule;
  /** Media types the body may have; a body of another type is answered 415. Default JSON where there is a body schema. */
  readonly consumes?: readonly string[];
  /** Fields of a form that may come more than once; the handler receives each as a list, however often it came. */
  readonly repeatedFields?: readonly string[];
  readonly schema?: {
    readonly params?: TSchema;
    readonly query?: TSchema;
    readonly body?: TSchema;
    readonly replies?: Readonly<Record<number, TSchema>>;
  };
  /**
   * How a refusal by the kernel (401, 403, 404, 413, 415, 422, 429, 500) is written, where a contract
   * prescribes its own error body. Default: a problem document (RFC 9457).
   */
  readonly renderProblem?: (problem: import('./problem.ts').Problem, requestId: string) => RoomReply;
  readonly summary: string;
  // biome-ignore lint/suspicious/noExplicitAny: the schema of the row types what the handler receives
  readonly handler: (request: RoomRequest<any, any, any>) => Promise<RoomReply>;
}
