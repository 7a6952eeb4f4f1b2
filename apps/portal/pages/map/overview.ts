import type { Connection } from '@ena/client/call.ts';
import { type Health, readHealth } from '@ena/client/health.ts';
import { hubClient, type Organisation, type WitnessedLog } from '@ena/client/hub.ts';
import type { Fetch, Outcome, Page } from '@ena/client/outcome.ts';
import type { Text } from '@ena/client/verify/verdict.ts';

/** What a source told, or why it told nothing. */
export type Told<T> =
  | { readonly kind: 'told'; readonly value: T }
  | { readonly kind: 'silent'; readonly why: Text };

/** A program that the operator of the hub wants on the map. */
export interface WatchedService {
  readonly name: Text;
  /** Where it is reached from the hub, without a trailing slash; its `/health` is asked. */
  readonly url: string;
  /** The organisation whose connector it is; absent for a service of the hub's own. */
  readonly orgnr?: string;
}

export interface Watched extends WatchedService {
  readonly health: Told<Health>;
}

/** What runs at this moment, as far as it answered in time. */
export interface Overview {
  readonly hub: Told<Health>;
  readonly organisations: Told<Page<Organisation>>;
  readonly logs: Told<Page<WitnessedLog>>;
  readonly watched: readonly Watched[];
}

export interface Sources {
  /** The hub's public address, without a trailing slash. */
  readonly hubUrl: string;
  readonly watch: readonly WatchedService[];
  readonly fetch: Fetch;
  /** Milliseconds for each source. */
  readonly deadlineMs: number;
}

/** Asks every source at once; one that is away or slow takes nothing from the others. */
export async function readOverview(sources: Sources): Promise<Overview> {
  const { hubUrl, watch, fetch, deadlineMs } = sources;
  const connect = (url: string): Connection => ({ url, fetch, deadlineMs });
  const hub = hubClient(connect(hubUrl));
  const [health, organisations, logs, watched] = await Promise.all([
    hub.health(),
    hub.organisations({ limit: 100 }),
    hub.logs({ limit: 100 }),
    Promise.all(watch.map(async (it) => ({ ...it, health: told(await readHealth(connect(it.url))) }))),
  ]);
  return { hub: told(health), organisations: told(organisations), logs: told(logs), watched };
}

function told<T>(outcome: Outcome<T>): Told<T> {
  if (outcome.kind === 'ok') return { kind: 'told', value: outcome.value };
  if (outcome.kind === 'unreachable') return { kind: 'silent', why: outcome.sentence };
  const { title, status } = outcome.problem;
  return {
    kind: 'silent',
    why: {
      sv: `Tjänsten svarade med fel ${status}: ${title}`,
      en: `The service answered with error ${status}: ${title}`,
    },
  };
}
