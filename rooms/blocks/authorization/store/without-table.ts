import { type Kysely, sql } from 'kysely';

/** For tests: the table is away while the work goes on, as it is for a call when the database fails in its midst. */
export async function withoutTable(
  db: Kysely<unknown>,
  { schema, table }: { readonly schema: string; readonly table: string },
  work: () => Promise<void>,
): Promise<void> {
  const rename = (from: string, to: string) =>
    sql`alter table ${sql.id(schema, from)} rename to ${sql.id(to)}`.execute(db);
  await rename(table, `${table}_away`);
  try {
    await work();
  } finally {
    await rename(`${table}_away`, table);
  }
}
