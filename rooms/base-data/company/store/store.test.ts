import { openTestDatabase, testSchema } from '@ena/testkit/database.ts';
import { companyStoreSuite } from './store-suite.ts';

companyStoreSuite('PGlite', openTestDatabase, () => testSchema('company'));
