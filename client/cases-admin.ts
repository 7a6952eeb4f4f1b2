import { calls, withQuery } from './api-calls.ts';
import { asProblem, type Connection, callJson, callRaw, parseJson, unreachable } from './call.ts';
import type { Outcome, Page, PageQuery } from './outcome.ts';

/** Who has cases to tell of. */
export interface CaseProducer {
  /** Stands in addresses. */
  readonly id: string;
  /** What the names of its event types begin with. */
  readonly prefix: string;
  readonly name: string;
  readonly organisation: string;
  readonly registered: string;
  /** What the standard's operation stands under. */
  readonly baseUrl: string;
  /** Where it sends its events. */
  readonly loadUrl: string;
}

/** What the operator does with producers; the connection carries the operator token. */
export interface CaseProducersClient {
  producers(query?: PageQuery): Promise<Outcome<Page<CaseProducer>>>;
  producer(id: string): Promise<Outcome<CaseProducer>>;
  /** The key is told this once. */
  register(
    producer: Pick<CaseProducer, 'id' | 'prefix' | 'name' | 'organisation'>,
  ): Promise<Outcome<CaseProducer & { readonly loadKey: string }>>;
  /** The key before it holds no longer. */
  replaceLoadKey(id: string): Promise<Outcome<{ readonly loadKey: string }>>;
  /** With all that it has loaded. */
  remove(id: string): Promise<Outcome<void>>;
}

const producersPath = '/cases/v1/producers';

export function caseProducersClient(connection: Connection): CaseProducersClient {
  const { get, page, post } = calls(connection);
  const one = (id: string, below = '') => `${producersPath}/${encodeURIComponent(id)}${below}`;
  return {
    producers: (query) => page(withQuery(producersPath, query)),
    producer: (id) => get(one(id)),
    register: (producer) => post(producersPath, producer),
    replaceLoadKey: (id) => post(one(id, '/load-keys')),
    remove: (id) => callJson(connection, { method: 'DELETE', path: one(id) }),
  };
}

export interface Loaded {
  readonly created: number;
  readonly replaced: number;
}

/**
 * Loads up to a thousand events, all or none. The connection carries the producer's load key, or a token of its
 * organisation with `cases:load`. `events` are the members of the list as JSON texts.
 */
export async function loadCaseEvents(
  connection: Connection,
  producer: string,
  events: readonly string[],
): Promise<Outcome<Loaded>> {
  const raw = await callRaw(connection, {
    method: 'POST',
    path: `${producersPath}/${encodeURIComponent(producer)}/events`,
    headers: { 'content-type': 'application/json' },
    body: `[${events.join(',')}]`,
  });
  if (raw.kind !== 'ok') return raw;
  const { status, body } = raw.value;
  const json = parseJson(body);
  if (status >= 400) return { kind: 'problem', problem: asProblem(json, status) };
  const { nya, ersatta } = (json ?? {}) as { readonly nya?: unknown; readonly ersatta?: unknown };
  return typeof nya === 'number' && typeof ersatta === 'number'
    ? { kind: 'ok', value: { created: nya, replaced: ersatta } }
    : unreachable(connection, 'svaret är inte det som väntades', 'its answer is not what was expected');
}
