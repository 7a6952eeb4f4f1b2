import { type Kysely, sql } from 'kysely';
import type { SigningAuthority } from '../domain/signing-authority.ts';
import type { SigningStore } from './signing-store.ts';
import type { CompanyTables } from './tables.ts';

type Db = Kysely<CompanyTables>;

export function createSigningStore(db: Db): SigningStore {
  return {
    signingAuthority: (number) => signingAuthority(db, number),
    organisationsSignedBy: (personalNumber) => organisationsSignedBy(db, personalNumber),
    saveSigningAuthority: (authority) => save(db, authority),
    seedSigningAuthorities: (authorities) => seed(db, authorities),
    removeSigningAuthority: (number) => remove(db, number),
  };
}

/** Index: signing_authority_pkey. */
async function signingAuthority(db: Db, number: string): Promise<SigningAuthority | undefined> {
  const row = await db
    .selectFrom('signing_authority')
    .select(['organisation_number', 'signatories', 'rules', 'as_of', 'source'])
    .where('organisation_number', '=', number)
    .executeTakeFirst();
  return (
    row && {
      organisationNumber: row.organisation_number,
      signatories: row.signatories,
      rules: row.rules,
      asOf: row.as_of,
      source: row.source,
    }
  );
}

/** Index: signing_authority_signatory. */
async function organisationsSignedBy(db: Db, personalNumber: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('signing_authority')
    .select('organisation_number')
    .where(sql<boolean>`signatories @> ${JSON.stringify([{ personalNumber }])}::jsonb`)
    .orderBy('organisation_number')
    .execute();
  return rows.map((row) => row.organisation_number);
}

function rowOf({ organisationNumber, signatories, rules, asOf, source }: SigningAuthority) {
  return {
    organisation_number: organisationNumber,
    signatories: JSON.stringify(signatories),
    rules: JSON.stringify(rules),
    as_of: asOf,
    source,
  };
}

async function save(db: Db, authority: SigningAuthority): Promise<'added' | 'replaced'> {
  const row = rowOf(authority);
  const added = await db
    .insertInto('signing_authority')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('source')
    .executeTakeFirst();
  if (added !== undefined) return 'added';
  await db
    .updateTable('signing_authority')
    .set(row)
    .where('organisation_number', '=', authority.organisationNumber)
    .execute();
  return 'replaced';
}

async function seed(db: Db, authorities: readonly SigningAuthority[]): Promise<void> {
  await db
    .insertInto('signing_authority')
    .values(authorities.map(rowOf))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function remove(db: Db, number: string): Promise<boolean> {
  const removed = await db
    .deleteFrom('signing_authority')
    .where('organisation_number', '=', number)
    .executeTakeFirst();
  return removed.numDeletedRows > 0n;
}
