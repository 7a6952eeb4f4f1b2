import { clientsMigration } from './0001-clients.ts';
import { decisionsMigration } from './0002-decisions.ts';
import { dpopBoundMigration } from './0003-dpop-bound.ts';

export const authorizationMigrations = {
  '0001-clients': clientsMigration,
  '0002-decisions': decisionsMigration,
  '0003-dpop-bound': dpopBoundMigration,
};
