import { mandatesMigration } from './0001-mandates.ts';
import { namingsMigration } from './0002-namings.ts';

export const mandateMigrations = {
  '0001-mandates': mandatesMigration,
  '0002-namings': namingsMigration,
};
