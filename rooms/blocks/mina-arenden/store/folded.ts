import { type RawBuilder, sql } from 'kysely';

/**
 * What letters are ordered by: small for capital, å ä ö after z, and accents away. One table for every engine, since
 * the embedded one has no collation but that of code points.
 */
export function folded(column: 'title' | 'description' | 'producer_name' | 'type'): RawBuilder<string> {
  return sql<string>`translate(${sql.ref(column)},
    'ABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖåäöÉÈÜéèü', 'abcdefghijklmnopqrstuvwxyz{|}{|}eeueeu') collate "C"`;
}
