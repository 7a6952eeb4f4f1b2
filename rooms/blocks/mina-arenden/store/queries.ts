import type { Kysely } from 'kysely';
import { catalogueStore } from './catalogue.ts';
import { eventStore } from './events.ts';
import { producerStore } from './producers.ts';
import type { CaseStore } from './store.ts';
import type { CaseTables } from './tables.ts';

export function caseStore(db: Kysely<CaseTables>): CaseStore {
  return { ...eventStore(db), ...producerStore(db), ...catalogueStore(db) };
}
