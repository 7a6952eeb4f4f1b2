import { openTestDatabase, testSchema } from '@ena/testkit/database.ts';
import { onboardingMigrations } from './migrations/all.ts';
import { onboardingStore } from './queries.ts';
import { onboardingStoreSuite } from './store-suite.ts';
import type { OnboardingTables } from './tables.ts';

onboardingStoreSuite(async () => {
  const database = await openTestDatabase();
  const schema = testSchema('onboarding');
  const migrated = await database.migrate(schema, onboardingMigrations);
  if (!migrated.ok) throw new Error(migrated.error);
  const db = database.schema<OnboardingTables>(schema);
  return { store: onboardingStore(db), db };
});
