import { openTestPostgres } from '@ena/testkit/database.ts';
import { indexStoreSuite } from './store-suite.ts';
import { concurrencySuite } from './tests/concurrency-suite.ts';
import { freshStore } from './tests/fresh-store.ts';
import { orderSuite } from './tests/order-suite.ts';

const opened = openTestPostgres();

indexStoreSuite(() => freshStore(opened));
orderSuite(() => freshStore(opened), 40);
concurrencySuite(() => freshStore(opened));
