import type { DatabaseSync } from 'node:sqlite';
import type { Operation } from '@ena/kernel/permit/grant.ts';
import type { MandateRule } from '../mandates/mandate-rule.ts';

/** How the connector proves itself to its own organisation's service, where the service wants a token. */
export interface Upstream {
  readonly kind: 'oauth';
  readonly tokenUrl: string;
  readonly clientId: string;
  /** A file that holds the secret; the secret itself is never in the state. */
  readonly secretFile: string;
  readonly scope: string;
}

/** A service of the own organisation that others may be granted. */
export interface Service {
  readonly id: string;
  readonly title: string;
  /** Where the service is reached from this connector; without a trailing slash. */
  readonly url: string;
  readonly operations: readonly Operation[];
  readonly upstream: Upstream | undefined;
  readonly timeoutMs: number;
  /** What it asks of a mandate; absent: it asks for none. */
  readonly mandate?: MandateRule;
}

interface Row {
  id: string;
  title: string;
  url: string;
  operations: string;
  upstream: string | null;
  timeout_ms: number;
  mandate: string | null;
}

/** All reads come from memory; a write is in the file before it is in memory. */
export class Services {
  readonly #db: DatabaseSync;
  #byId = new Map<string, Service>();

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#load();
  }

  find(id: string): Service | undefined {
    return this.#byId.get(id);
  }

  all(): readonly Service[] {
    return [...this.#byId.values()];
  }

  /** Replaces a service of the same id. */
  save(service: Service, now: number): void {
    const upstream = service.upstream ? JSON.stringify(service.upstream) : null;
    this.#db
      .prepare(
        `insert into service (id, title, url, operations, upstream, timeout_ms, mandate, created_at)
         values (?, ?, ?, ?, ?, ?, ?, ?)
         on conflict (id) do update set title = excluded.title, url = excluded.url, operations = excluded.operations,
           upstream = excluded.upstream, timeout_ms = excluded.timeout_ms, mandate = excluded.mandate`,
      )
      .run(
        service.id,
        service.title,
        service.url,
        JSON.stringify(service.operations),
        upstream,
        service.timeoutMs,
        service.mandate ? JSON.stringify(service.mandate) : null,
        now,
      );
    this.#load();
  }

  remove(id: string): boolean {
    const removed = this.#db.prepare('delete from service where id = ?').run(id).changes > 0;
    this.#load();
    return removed;
  }

  #load(): void {
    const rows = this.#db
      .prepare('select id, title, url, operations, upstream, timeout_ms, mandate from service order by id')
      .all() as unknown as Row[];
    this.#byId = new Map(rows.map((row) => [row.id, fromRow(row)]));
  }
}

function fromRow(row: Row): Service {
  return {
    id: row.id,
    title: row.title,
    url: row.url,
    operations: JSON.parse(row.operations) as Operation[],
    upstream: row.upstream ? (JSON.parse(row.upstream) as Upstream) : undefined,
    timeoutMs: row.timeout_ms,
    ...(row.mandate !== null && { mandate: JSON.parse(row.mandate) as MandateRule }),
  };
}
