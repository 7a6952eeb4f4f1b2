import type { Problem } from '@ena/kernel/http/problem.ts';
import type { Text } from './verify/verdict.ts';

/** How a call of one of Ena's APIs may end. There is no fourth way; nothing is thrown. */
export type Outcome<T> =
  | { readonly kind: 'ok'; readonly value: T }
  /** The service answered, and says what to mend (RFC 9457). */
  | { readonly kind: 'problem'; readonly problem: Problem }
  /** Nobody answered, or not what an Ena service answers. */
  | { readonly kind: 'unreachable'; readonly sentence: Text };

/** `fetch` of browsers and of Node, or anything that looks like it. */
export type Fetch = (url: string, init: FetchInit) => Promise<Response>;

export interface FetchInit {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly signal: AbortSignal;
  readonly redirect: 'error';
}

/** One page of a list: `limit` at most 100. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly _meta: {
    readonly totalRecords: number;
    readonly page: number;
    readonly limit: number;
    readonly count: number;
  };
}

export interface PageQuery {
  readonly page?: number;
  readonly limit?: number;
}
