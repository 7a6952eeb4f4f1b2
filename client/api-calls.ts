import {
  asProblem,
  type CallRequest,
  type Connection,
  callPage,
  callRaw,
  isRow,
  parseJson,
  unreachable,
} from './call.ts';
import type { Outcome, Page } from './outcome.ts';

type Headers = Readonly<Record<string, string>>;
type Values = Readonly<Record<string, string | number | readonly string[] | undefined>>;

/** The revision that the caller has read: nobody decides on what has changed. */
export function at(revision: number): Headers {
  return { 'if-match': `"${revision}"` };
}

export function once(key: string | undefined): Headers {
  return key === undefined ? {} : { 'idempotency-key': key };
}

/** A path with its query; a list gives its name once for each member. */
export function withQuery(path: string, values: object = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values as Values)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined) query.append(name, String(one));
    }
  }
  return query.size === 0 ? path : `${path}?${query}`;
}

/** The ways in which an API of ours is called. */
export function calls(connection: Connection) {
  const send = (method: string, path: string, body: object, headers: Headers = {}): CallRequest => ({
    method,
    path,
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return {
    get: <T>(path: string) => json<T>(connection, { method: 'GET', path }),
    post: <T>(path: string, body?: object, headers?: Headers) =>
      json<T>(connection, body === undefined ? { method: 'POST', path } : send('POST', path, body, headers)),
    put: <T>(path: string, body: object, headers: Headers) =>
      json<T>(connection, send('PUT', path, body, headers)),
    page: <T extends object>(path: string): Promise<Outcome<Page<T>>> =>
      callPage<T>(connection, path, isRow<T>),
    text: (path: string) => text(connection, { method: 'GET', path }),
    /** For an answer that is empty. */
    done: async (path: string, body: object): Promise<Outcome<undefined>> => {
      const outcome = await text(connection, send('POST', path, body));
      return outcome.kind === 'ok' ? { kind: 'ok', value: undefined } : outcome;
    },
    postCsv: <T>(path: string, csv: string) =>
      json<T>(connection, { method: 'POST', path, headers: { 'content-type': 'text/csv' }, body: csv }),
  };
}

async function json<T>(connection: Connection, request: CallRequest): Promise<Outcome<T>> {
  const raw = await callRaw(connection, request);
  if (raw.kind !== 'ok') return raw;
  const value = parseJson(raw.value.body);
  const { status } = raw.value;
  if (status >= 400) return { kind: 'problem', problem: asProblem(value, status) };
  if (status < 300 && isRow(value)) return { kind: 'ok', value: value as T };
  return unreachable(connection, 'svaret är inte JSON', 'its answer is not JSON');
}

async function text(connection: Connection, request: CallRequest): Promise<Outcome<string>> {
  const raw = await callRaw(connection, request);
  if (raw.kind !== 'ok') return raw;
  const { status, body } = raw.value;
  if (status >= 400) return { kind: 'problem', problem: asProblem(parseJson(body), status) };
  return { kind: 'ok', value: new TextDecoder('utf-8', { ignoreBOM: true }).decode(body) };
}
