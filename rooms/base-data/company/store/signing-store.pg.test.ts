import { openTestPostgres, testSchema } from '@ena/testkit/database.ts';
import { signingStoreSuite } from './signing-store-suite.ts';

let opened: ReturnType<typeof openTestPostgres> | undefined;

signingStoreSuite(
  'PostgreSQL',
  () => {
    opened ??= openTestPostgres();
    return opened;
  },
  () => testSchema('company'),
);
