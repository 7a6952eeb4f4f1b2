// A program of its own for `import.fault.test.ts`: imports FILE into the database in FOLDER and prints each place it reaches.
import { openDatabase } from '@ena/kernel/store/database.ts';
import { importDelivery } from '../import/import-delivery.ts';
import { migrations } from '../store/migrations.ts';
import { createCompanyReader } from '../store/queries.ts';
import type { CompanyTables } from '../store/tables.ts';
import { createCompanyWriter } from '../store/writes.ts';

const [folder = '', path = ''] = process.argv.slice(2);
const database = await openDatabase({ folder });
if (!database.ok) throw new Error(database.error);
const migrated = await database.value.migrate('company', migrations);
if (!migrated.ok) throw new Error(migrated.error);
const db = database.value.schema<CompanyTables>('company');
const store = { ...createCompanyReader(db), ...createCompanyWriter(db) };
const outcome = await importDelivery(
  { store, batchRows: 100, now: () => performance.now() },
  { kind: 'bolagsverket', path, showProgress: ({ rows }) => process.stdout.write(`${rows}\n`) },
);
const counted = await db
  .selectFrom('registration')
  .select((eb) => eb.fn.countAll<number>().as('rows'))
  .executeTakeFirstOrThrow();
process.stdout.write(`${JSON.stringify({ ...outcome, counted: counted.rows })}\n`);
await database.value.close();
