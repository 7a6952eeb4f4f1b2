import { openTestPostgres, testSchema } from '@ena/testkit/database.ts';
import { companyStoreSuite } from './store-suite.ts';

let opened: ReturnType<typeof openTestPostgres> | undefined;

companyStoreSuite(
  'PostgreSQL',
  () => {
    opened ??= openTestPostgres();
    return opened;
  },
  () => testSchema('company'),
);
