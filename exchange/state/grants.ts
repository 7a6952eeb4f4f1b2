import type { DatabaseSync } from 'node:sqlite';
import type { Grant, Operation } from '@ena/kernel/permit/grant.ts';

interface Row {
  id: string;
  consumer: string;
  service: string;
  operations: string;
  purposes: string;
  legal_basis: string;
  valid_from: number;
  valid_to: number | null;
  agreement: string;
}

/** All reads come from memory, by consumer organisation; a write is in the file before it is in memory. */
export class Grants {
  readonly #db: DatabaseSync;
  #byOrganisation = new Map<string, Grant[]>();

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#load();
  }

  ofOrganisation(orgnr: string): readonly Grant[] {
    return this.#byOrganisation.get(orgnr) ?? [];
  }

  all(): readonly Grant[] {
    return [...this.#byOrganisation.values()].flat();
  }

  add(grant: Grant, now: number): void {
    this.#db
      .prepare(
        `insert into access_grant (id, consumer, service, operations, purposes, legal_basis, valid_from, valid_to, agreement, created_at)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        grant.id,
        grant.consumer,
        grant.service,
        JSON.stringify(grant.operations),
        JSON.stringify(grant.purposes),
        JSON.stringify(grant.legalBasis),
        grant.validFrom,
        grant.validTo ?? null,
        grant.agreement,
        now,
      );
    this.#load();
  }

  remove(id: string): boolean {
    const removed = this.#db.prepare('delete from access_grant where id = ?').run(id).changes > 0;
    this.#load();
    return removed;
  }

  #load(): void {
    const rows = this.#db
      .prepare(
        'select id, consumer, service, operations, purposes, legal_basis, valid_from, valid_to, agreement from access_grant order by id',
      )
      .all() as unknown as Row[];
    this.#byOrganisation = Map.groupBy(rows.map(fromRow), (grant) => grant.consumer.slice(0, 10));
  }
}

function fromRow(row: Row): Grant {
  return {
    id: row.id,
    consumer: row.consumer,
    service: row.service,
    operations: JSON.parse(row.operations) as Operation[],
    purposes: JSON.parse(row.purposes) as string[],
    legalBasis: JSON.parse(row.legal_basis) as string[],
    validFrom: row.valid_from,
    validTo: row.valid_to ?? undefined,
    agreement: row.agreement,
  };
}
