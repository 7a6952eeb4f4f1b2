import { openTestPostgres, testSchema } from '@ena/testkit/database.ts';
import { feedbackMigration } from './migrations/0001-feedback.ts';
import { feedbackStore } from './queries.ts';
import { feedbackStoreSuite } from './store-suite.ts';
import type { FeedbackTables } from './tables.ts';

const opened = openTestPostgres();

feedbackStoreSuite(async () => {
  const database = await opened;
  const schema = testSchema('feedback');
  const migrated = await database.migrate(schema, { '0001-feedback': feedbackMigration });
  if (!migrated.ok) throw new Error(migrated.error);
  return feedbackStore(database.schema<FeedbackTables>(schema));
});
