import { mattersMigration } from './0001-matters.ts';
import { inventoriesMigration } from './0002-inventories.ts';

export const onboardingMigrations = {
  '0001-matters': mattersMigration,
  '0002-inventories': inventoriesMigration,
};
