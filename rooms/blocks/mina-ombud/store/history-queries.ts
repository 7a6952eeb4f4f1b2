import type { Kysely } from 'kysely';
import type { HistoryEntry, Subject } from '../domain/history.ts';
import { entryOf, isId } from './rows.ts';
import type { MandateTables } from './tables.ts';

type Db = Kysely<MandateTables>;

/** Index: history_pkey. */
export async function readHistory(db: Db, subject: Subject, id: string): Promise<readonly HistoryEntry[]> {
  if (!isId(id)) return [];
  const rows = await db
    .selectFrom('history')
    .select(['subject', 'id', 'number', 'at', 'change', 'reason', 'actor', 'state_set'])
    .where('id', '=', id)
    .where('subject', '=', subject)
    .orderBy('number')
    .execute();
  return rows.map(entryOf);
}

/** Index: artefact_pkey. */
export async function readArtefact(db: Db, hash: string): Promise<string | undefined> {
  const row = await db.selectFrom('artefact').select('value').where('hash', '=', hash).executeTakeFirst();
  return row?.value;
}
