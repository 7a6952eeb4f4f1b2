import type { DatabaseSync } from 'node:sqlite';

export type SystemAuth = 'loopback' | 'key' | 'mtls';

/** A system of the own organisation that may call through this connector. */
export interface System {
  readonly name: string;
  readonly auth: SystemAuth;
  /** SHA-256 of the key, for `key`. The key itself is told once and never kept. */
  readonly keyHash: string | undefined;
  /** base64url(sha256(SPKI)) of the client certificate, for `mtls`. */
  readonly pin: string | undefined;
  /** Stated for callers that cannot send the headers themselves (X-Road clients). */
  readonly defaultPurpose: string | undefined;
  readonly defaultLegalBasis: string | undefined;
}

interface Row {
  name: string;
  auth: SystemAuth;
  key_hash: string | null;
  pin: string | null;
  default_purpose: string | null;
  default_legal_basis: string | null;
}

/** All reads come from memory; a write is in the file before it is in memory. */
export class Systems {
  readonly #db: DatabaseSync;
  #byName = new Map<string, System>();

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#load();
  }

  find(name: string): System | undefined {
    return this.#byName.get(name);
  }

  findByPin(pin: string): System | undefined {
    return this.all().find((system) => system.auth === 'mtls' && system.pin === pin);
  }

  all(): readonly System[] {
    return [...this.#byName.values()];
  }

  /** Replaces a system of the same name. */
  save(system: System, now: number): void {
    this.#db
      .prepare(
        `insert into system (name, auth, key_hash, pin, default_purpose, default_legal_basis, created_at) values (?, ?, ?, ?, ?, ?, ?)
         on conflict (name) do update set auth = excluded.auth, key_hash = excluded.key_hash, pin = excluded.pin,
           default_purpose = excluded.default_purpose, default_legal_basis = excluded.default_legal_basis`,
      )
      .run(
        system.name,
        system.auth,
        system.keyHash ?? null,
        system.pin ?? null,
        system.defaultPurpose ?? null,
        system.defaultLegalBasis ?? null,
        now,
      );
    this.#load();
  }

  remove(name: string): boolean {
    const removed = this.#db.prepare('delete from system where name = ?').run(name).changes > 0;
    this.#load();
    return removed;
  }

  #load(): void {
    const rows = this.#db
      .prepare(
        'select name, auth, key_hash, pin, default_purpose, default_legal_basis from system order by name',
      )
      .all() as unknown as Row[];
    this.#byName = new Map(rows.map((row) => [row.name, fromRow(row)]));
  }
}

function fromRow(row: Row): System {
  return {
    name: row.name,
    auth: row.auth,
    keyHash: row.key_hash ?? undefined,
    pin: row.pin ?? undefined,
    defaultPurpose: row.default_purpose ?? undefined,
    defaultLegalBasis: row.default_legal_basis ?? undefined,
  };
}
