import { openTestDatabase } from '@ena/testkit/database.ts';
import { caseStoreSuite } from './store-suite.ts';
import { freshStore } from './tests/fresh-store.ts';

caseStoreSuite(() => freshStore(openTestDatabase()));
