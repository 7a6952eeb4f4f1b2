import type { Kysely } from 'kysely';
import { clientQueries, neighbourQueries } from './client-queries.ts';
import type { AuthorizationStore } from './store.ts';
import type { AuthorizationTables } from './tables.ts';
import { refreshQueries, replayQueries, revocationQueries } from './token-queries.ts';

export function authorizationStore(db: Kysely<AuthorizationTables>): AuthorizationStore {
  return {
    ...clientQueries(db),
    ...neighbourQueries(db),
    ...replayQueries(db),
    ...refreshQueries(db),
    ...revocationQueries(db),
  };
}
