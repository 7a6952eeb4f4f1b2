import { mandatesMigration } from './0001-mandates.ts';
import { namingsMigration } from './0002-namings.ts';
import { handlerHistoryMigration } from './0003-handler-history.ts';
import { feedMigration } from './0004-feed.ts';

export const mandateMigrations = {
  '0001-mandates': mandatesMigration,
  '0002-namings': namingsMigration,
  '0003-handler-history': handlerHistoryMigration,
  '0004-feed': feedMigration,
};
