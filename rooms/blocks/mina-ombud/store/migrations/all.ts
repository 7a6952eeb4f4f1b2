import { mandatesMigration } from './0001-mandates.ts';

export const mandateMigrations = {
  '0001-mandates': mandatesMigration,
};
