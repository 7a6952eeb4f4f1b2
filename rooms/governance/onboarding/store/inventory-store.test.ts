import { openTestDatabase, testSchema } from '@ena/testkit/database.ts';
import { inventoryStore } from './inventory-queries.ts';
import { inventoryStoreSuite } from './inventory-store-suite.ts';
import { onboardingMigrations } from './migrations/all.ts';
import type { OnboardingTables } from './tables.ts';

inventoryStoreSuite(async () => {
  const database = await openTestDatabase();
  const schema = testSchema('onboarding');
  const migrated = await database.migrate(schema, onboardingMigrations);
  if (!migrated.ok) throw new Error(migrated.error);
  return inventoryStore(database.schema<OnboardingTables>(schema));
});
