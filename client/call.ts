import type { Problem } from '@ena/kernel/http/problem.ts';
import type { Fetch, Outcome, Page, PageQuery } from './outcome.ts';
import { readAtMost } from './read-at-most.ts';
import { asObject } from './verify/json.ts';

/** Where a service is and how to reach it. */
export interface Connection {
  /** Without a trailing slash: `http://127.0.0.1:8400`. */
  readonly url: string;
  readonly fetch: Fetch;
  /** Operator token, where the API asks for one. */
  readonly token?: string;
  /** Milliseconds for one whole call, answer included; default 10,000. */
  readonly deadlineMs?: number;
}

export interface CallRequest {
  readonly method: string;
  /** Begins with `/`; query included. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  /** Bytes of the answer; a larger one counts as none. Default 16 MiB. */
  readonly largestAnswer?: number;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array<ArrayBuffer>;
}

export type RawOutcome = Extract<Outcome<RawAnswer>, { kind: 'ok' | 'unreachable' }>;

/** One HTTP call; `ok` means that an answer came, whatever its status. Redirects are not followed. */
export async function callRaw(connection: Connection, request: CallRequest): Promise<RawOutcome> {
  const url = connection.url + request.path;
  const deadline = connection.deadlineMs ?? 10_000;
  const headers: Record<string, string> = { ...request.headers };
  if (connection.token !== undefined) headers.authorization = `Bearer ${connection.token}`;
  try {
    const response = await connection.fetch(url, {
      method: request.method,
      headers,
      ...(request.body !== undefined && { body: request.body }),
      signal: AbortSignal.timeout(deadline),
      redirect: 'error',
    });
    const body = await readAtMost(response, request.largestAnswer ?? 16 * 1024 * 1024);
    if (body === undefined) return unreachable(connection, 'svaret är för stort', 'its answer is too large');
    return { kind: 'ok', value: { status: response.status, headers: response.headers, body } };
  } catch (error) {
    return whyNot(connection, error, deadline);
  }
}

/** One call of a JSON API. `body`, if any, is sent as JSON. */
export async function callJson<T>(
  connection: Connection,
  request: { readonly method: string; readonly path: string; readonly body?: unknown },
): Promise<Outcome<T>> {
  const { method, path, body } = request;
  const raw = await callRaw(connection, {
    method,
    path,
    headers: {
      accept: 'application/json, application/problem+json',
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (raw.kind !== 'ok') return raw;
  const { status, body: bytes } = raw.value;
  const json = bytes.length === 0 ? undefined : parseJson(bytes);
  if (status >= 400) return { kind: 'problem', problem: asProblem(json, status) };
  if (status === 204) return { kind: 'ok', value: undefined as T };
  if (status >= 300 || json === undefined) {
    return unreachable(connection, 'svaret är inte JSON', 'its answer is not JSON');
  }
  return { kind: 'ok', value: json as T };
}

/** One page of a list; an answer that is no list of such items counts as none. */
export async function callPage<Item>(
  connection: Connection,
  path: string,
  isItem: (value: unknown) => value is Item,
): Promise<Outcome<Page<Item>>> {
  const outcome = await callJson<unknown>(connection, { method: 'GET', path });
  if (outcome.kind !== 'ok') return outcome;
  const { items, _meta } = (asObject(outcome.value) ?? {}) as Partial<Page<unknown>>;
  if (!Array.isArray(items) || asObject(_meta) === undefined || _meta === undefined || !items.every(isItem)) {
    return unreachable(
      connection,
      'svaret är inte den lista som väntades',
      'its answer is not the list that was expected',
    );
  }
  return { kind: 'ok', value: { items, _meta } };
}

/** The least that every row of a list is. */
export function isRow<Item extends object>(value: unknown): value is Item {
  return asObject(value) !== undefined;
}

export function queryText(query: PageQuery = {}): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined);
  return pairs.length === 0
    ? ''
    : `?${new URLSearchParams(pairs.map(([name, value]) => [name, String(value)]))}`;
}

/** The service's own problem document, or one made of the bare status. */
export function asProblem(json: unknown, status: number): Problem {
  const given = typeof json === 'object' && json !== null ? (json as Partial<Problem>) : {};
  const { type, title } = given;
  if (typeof type !== 'string' || typeof title !== 'string') {
    return { type: 'about:blank', title: `The service answered with status ${status}.`, status };
  }
  return { ...given, type, title, status };
}

export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

export function unreachable(
  connection: Connection,
  sv: string,
  en: string,
): Extract<RawOutcome, { kind: 'unreachable' }> {
  const { url } = connection;
  return {
    kind: 'unreachable',
    sentence: { sv: `${url} gav inget svar att lita på: ${sv}.`, en: `${url} gave no usable answer: ${en}.` },
  };
}

function whyNot(
  connection: Connection,
  error: unknown,
  deadline: number,
): Extract<RawOutcome, { kind: 'unreachable' }> {
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    return unreachable(
      connection,
      `inget kom inom ${deadline / 1000} s`,
      `nothing came within ${deadline / 1000} s`,
    );
  }
  const code = causeOf(error);
  if (code === 'ECONNREFUSED') {
    return unreachable(
      connection,
      'ingen lyssnar där, tjänsten är kanske inte startad',
      'nobody listens there, it may not have been started',
    );
  }
  const tail = code === undefined ? '' : ` (${code})`;
  return unreachable(connection, `förbindelsen misslyckades${tail}`, `the connection failed${tail}`);
}

/** Node's fetch hides the reason in `cause`. */
function causeOf(error: unknown): string | undefined {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' ? code : undefined;
}
