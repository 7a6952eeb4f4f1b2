import type { Kysely } from 'kysely';
import type { Mandate } from '../domain/mandate.ts';
import { fitting } from './search.ts';
import type { MandateFilter } from './store.ts';
import type { MandateTables } from './tables.ts';

const batch = 500;

/**
 * Index: mandate_grantor, mandate_relying_party or mandate_pkey, each of which gives the order as well. Every batch
 * sees the state of its own moment: a mandate that is registered meanwhile may or may not come.
 */
export async function* stream(db: Kysely<MandateTables>, filter: MandateFilter): AsyncIterable<Mandate> {
  let last: string | undefined;
  for (;;) {
    const rest =
      last === undefined ? fitting(db, filter) : fitting(db, filter).where('mandate.id', '>', last);
    const rows = await rest.select('mandate.content').orderBy('mandate.id').limit(batch).execute();
    for (const { content } of rows) yield content;
    if (rows.length < batch) return;
    last = rows.at(-1)?.content.id;
  }
}
