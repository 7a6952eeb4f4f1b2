import type { Kysely, Selectable } from 'kysely';
import type { Level } from '../domain/assurance.ts';
import type { EidIssuer } from '../domain/eid-issuer.ts';
import type { EidIssuers } from './store.ts';
import type { EidIssuerTable, IdentityTables } from './tables.ts';

const columns = [
  'id',
  'name',
  'organisation_number',
  'eid_name',
  'level',
  'reviewed_by',
  'reviewed_on',
  'valid_until',
  'state',
  'revision',
  'changed_at',
] as const;

/** Index: eid_issuer_pkey. */
export function eidIssuers(db: Kysely<IdentityTables>): EidIssuers {
  const all = () => db.selectFrom('eid_issuer').select([...columns]);
  return {
    find: async (id) => {
      const row = await all().where('id', '=', id).executeTakeFirst();
      return row && toIssuer(row);
    },
    list: async (offset, limit) => {
      const rows = await all().orderBy('id').offset(offset).limit(limit).execute();
      const { total } = await db
        .selectFrom('eid_issuer')
        .select((select) => select.fn.countAll().as('total'))
        .executeTakeFirstOrThrow();
      return { items: rows.map(toIssuer), total: Number(total) };
    },
    save: (issuer, previous) => save(db, fromIssuer(issuer), previous),
  };
}

async function save(
  db: Kysely<IdentityTables>,
  row: EidIssuerTable,
  previous: number | undefined,
): Promise<'saved' | 'raced'> {
  const saved =
    previous === undefined
      ? await db
          .insertInto('eid_issuer')
          .values(row)
          .onConflict((conflict) => conflict.doNothing())
          .returning('id')
          .executeTakeFirst()
      : await db
          .updateTable('eid_issuer')
          .set(row)
          .where('id', '=', row.id)
          .where('revision', '=', previous)
          .returning('id')
          .executeTakeFirst();
  return saved === undefined ? 'raced' : 'saved';
}

function toIssuer(row: Selectable<EidIssuerTable>): EidIssuer {
  return {
    id: row.id,
    name: row.name,
    organisationNumber: row.organisation_number,
    eidName: row.eid_name,
    level: row.level as Level,
    reviewedBy: row.reviewed_by,
    reviewedOn: row.reviewed_on,
    validUntil: row.valid_until ?? undefined,
    state: row.state,
    revision: Number(row.revision),
    changedAt: row.changed_at.getTime(),
  };
}

function fromIssuer(issuer: EidIssuer): EidIssuerTable {
  return {
    id: issuer.id,
    name: issuer.name,
    organisation_number: issuer.organisationNumber,
    eid_name: issuer.eidName,
    level: issuer.level,
    reviewed_by: issuer.reviewedBy,
    reviewed_on: issuer.reviewedOn,
    valid_until: issuer.validUntil ?? null,
    state: issuer.state,
    revision: issuer.revision,
    changed_at: new Date(issuer.changedAt),
  };
}
