import { identityMigration } from './0001-identity.ts';
import { clientsMigration } from './0002-clients.ts';

/** In the order in which they run. */
export const identityMigrations = {
  '0001-identity': identityMigration,
  '0002-clients': clientsMigration,
};
