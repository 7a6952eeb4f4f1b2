import { type Kysely, sql } from 'kysely';

/** From a person to the organisations that the person signs for. */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema
    .createIndex('signing_authority_signatory')
    .on('signing_authority')
    .using('gin')
    .expression(sql`signatories jsonb_path_ops`)
    .execute();
}
