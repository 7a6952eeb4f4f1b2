import { openTestDatabase } from '@ena/testkit/database.ts';
import { mandateStoreSuite } from './store-suite.ts';
import { freshStore } from './tests/fresh-store.ts';

mandateStoreSuite(() => freshStore(openTestDatabase()));
