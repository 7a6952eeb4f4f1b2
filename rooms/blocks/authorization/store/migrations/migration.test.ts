import { openTestDatabase } from '@ena/testkit/database.ts';
import { migrationSuite } from './migration-suite.ts';

migrationSuite(openTestDatabase);
