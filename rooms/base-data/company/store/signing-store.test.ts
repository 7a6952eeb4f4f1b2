import { openTestDatabase, testSchema } from '@ena/testkit/database.ts';
import { signingStoreSuite } from './signing-store-suite.ts';

signingStoreSuite('PGlite', openTestDatabase, () => testSchema('company'));
