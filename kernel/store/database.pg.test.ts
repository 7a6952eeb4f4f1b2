import { openTestPostgres, testSchema } from '@ena/testkit/database.ts';
import { databaseSuite } from './database-suite.ts';

databaseSuite('PostgreSQL', openTestPostgres, testSchema);
