import type { DatabaseSync } from 'node:sqlite';

/** The hub's signed documents about relying parties' keys, kept over a restart. They prove themselves: nothing read here is trusted unverified. */
export class MandateMemory {
  readonly #db: DatabaseSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  find(relyingParty: string): string | undefined {
    const row = this.#db.prepare('select jwt from mandate_keys where relying_party = ?').get(relyingParty) as
      | { jwt: string }
      | undefined;
    return row?.jwt;
  }

  /** A full disk loses the copy and nothing else: the document is fetched again after the next start. */
  keep(relyingParty: string, jwt: string, now: number): void {
    try {
      this.#db
        .prepare(
          `insert into mandate_keys (relying_party, jwt, fetched_at) values (?, ?, ?)
           on conflict (relying_party) do update set jwt = excluded.jwt, fetched_at = excluded.fetched_at`,
        )
        .run(relyingParty, jwt, now);
    } catch {}
  }
}
