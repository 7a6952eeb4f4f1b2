import { identityMigration } from './0001-identity.ts';
import { clientsMigration } from './0002-clients.ts';
import { signatureKeysMigration } from './0003-signature-keys.ts';
import { toldMigration } from './0004-told.ts';

/** In the order in which they run. */
export const identityMigrations = {
  '0001-identity': identityMigration,
  '0002-clients': clientsMigration,
  '0003-signature-keys': signatureKeysMigration,
  '0004-told': toldMigration,
};
