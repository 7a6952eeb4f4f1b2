import { openTestPostgres } from '@ena/testkit/database.ts';
import { migrationSuite } from './migration-suite.ts';

const opened = openTestPostgres();
migrationSuite(() => opened);
