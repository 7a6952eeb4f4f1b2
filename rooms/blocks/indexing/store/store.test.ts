import { openTestDatabase } from '@ena/testkit/database.ts';
import { indexStoreSuite } from './store-suite.ts';
import { freshStore } from './tests/fresh-store.ts';
import { orderSuite } from './tests/order-suite.ts';

indexStoreSuite(() => freshStore(openTestDatabase()));
orderSuite(() => freshStore(openTestDatabase()), 40);
