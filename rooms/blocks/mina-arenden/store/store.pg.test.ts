import { openTestPostgres } from '@ena/testkit/database.ts';
import { caseStoreSuite } from './store-suite.ts';
import { freshStore } from './tests/fresh-store.ts';

const opened = openTestPostgres();

caseStoreSuite(() => freshStore(opened));
