import type { Kysely } from 'kysely';
import { searchName } from '../domain/search-name.ts';
import { registrationOf, statisticsOf } from './rows.ts';
import type { CompanyReader, NameHit } from './store.ts';
import type { CompanyTables } from './tables.ts';

type Db = Kysely<CompanyTables>;

const address = ['street', 'care_of', 'postcode', 'city', 'address_country'] as const;
const listed = ['organisation', 'foreign'] as const;

export function createCompanyReader(db: Db): CompanyReader {
  return {
    registrations: (identity) => registrations(db, identity),
    statisticsEntry: (identity) => statisticsEntry(db, identity),
    documents: (identity) => documents(db, identity),
    documentBytes: (id) => documentBytes(db, id),
    findByName: (text, limit) => findByName(db, text, limit),
    importRun: (kind, fingerprint) => importRun(db, kind, fingerprint),
  };
}

/** Index: registration_key. */
async function registrations(db: Db, identity: string) {
  const rows = await db
    .selectFrom('registration')
    .select([
      'identity',
      'identity_kind',
      'name_protection_number',
      'country',
      'names',
      'form',
      'deregistered_on',
    ])
    .select(['deregistration_reason', 'proceedings', 'registered_on', 'activity', ...address])
    .where('identity', '=', identity)
    .orderBy('name_protection_number')
    .execute();
  return rows.map(registrationOf);
}

/** Index: the primary key of statistics_entry. */
async function statisticsEntry(db: Db, identity: string) {
  const row = await db
    .selectFrom('statistics_entry')
    .select([
      'identity',
      'identity_kind',
      'name',
      'legal_form',
      'active',
      'advertising_refused',
      'industries',
    ])
    .select(['entered_on', ...address, 'verified', 'county_code', 'seat'])
    .where('identity', '=', identity)
    .executeTakeFirst();
  return row === undefined ? undefined : statisticsOf(row);
}

/** Index: document_identity. */
async function documents(db: Db, identity: string) {
  const rows = await db
    .selectFrom('document')
    .select(['id', 'identity', 'identity_kind', 'media_type', 'period_end', 'registered_on'])
    .where('identity', '=', identity)
    .orderBy('period_end', 'desc')
    .orderBy('registered_on', 'desc')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    identity: { number: row.identity, kind: row.identity_kind },
    mediaType: row.media_type,
    periodEnd: row.period_end,
    registeredOn: row.registered_on,
  }));
}

/** Index: the primary key of document. */
async function documentBytes(db: Db, id: string) {
  const row = await db
    .selectFrom('document')
    .select(['media_type', 'bytes'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row === undefined ? undefined : { mediaType: row.media_type, bytes: row.bytes };
}

/** Indexes: registration_search_name, statistics_entry_search_name, which hold no persons. */
async function findByName(db: Db, text: string, limit: number): Promise<readonly NameHit[]> {
  const prefix = searchName(text);
  if (prefix === '') return [];
  const pattern = `${prefix.replace(/[\\%_]/g, '\\$&')}%`;
  const [registered, statistical] = await Promise.all([
    db
      .selectFrom('registration')
      .select(['identity', 'identity_kind', 'names', 'search_name'])
      .where('search_name', 'like', pattern)
      .where('identity_kind', 'in', listed)
      .orderBy('search_name')
      .orderBy('identity')
      .limit(limit)
      .execute(),
    db
      .selectFrom('statistics_entry')
      .select(['identity', 'identity_kind', 'name', 'search_name'])
      .where('search_name', 'like', pattern)
      .where('identity_kind', 'in', listed)
      .orderBy('search_name')
      .orderBy('identity')
      .limit(limit)
      .execute(),
  ]);
  const hits = new Map<string, NameHit & { readonly sort: string }>();
  for (const row of registered) {
    const name = row.names[0]?.name ?? '';
    if (!hits.has(row.identity))
      hits.set(row.identity, { number: row.identity, kind: row.identity_kind, name, sort: row.search_name });
  }
  for (const row of statistical) {
    if (hits.has(row.identity)) continue;
    hits.set(row.identity, {
      number: row.identity,
      kind: row.identity_kind,
      name: row.name,
      sort: row.search_name,
    });
  }
  return [...hits.values()]
    .sort((a, b) => a.sort.localeCompare(b.sort, 'sv') || (a.number < b.number ? -1 : 1))
    .slice(0, limit)
    .map(({ number, kind, name }) => ({ number, kind, name }));
}

/** Index: import_run_key. */
async function importRun(db: Db, kind: 'bolagsverket' | 'scb', fingerprint: string) {
  const row = await db
    .selectFrom('import_run')
    .select(['next_byte', 'next_line', 'rows', 'rejected', 'report_bytes', 'finished'])
    .where('kind', '=', kind)
    .where('fingerprint', '=', fingerprint)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    kind,
    fingerprint,
    nextByte: row.next_byte,
    nextLine: row.next_line,
    rows: row.rows,
    rejected: row.rejected,
    reportBytes: row.report_bytes,
    finished: row.finished,
  };
}
