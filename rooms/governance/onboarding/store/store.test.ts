import { openTestDatabase, testSchema } from '@ena/testkit/database.ts';
import { mattersMigration } from './migrations/0001-matters.ts';
import { onboardingStore } from './queries.ts';
import { onboardingStoreSuite } from './store-suite.ts';
import type { OnboardingTables } from './tables.ts';

onboardingStoreSuite(async () => {
  const database = await openTestDatabase();
  const schema = testSchema('onboarding');
  const migrated = await database.migrate(schema, { '0001-matters': mattersMigration });
  if (!migrated.ok) throw new Error(migrated.error);
  const db = database.schema<OnboardingTables>(schema);
  return { store: onboardingStore(db), db };
});
