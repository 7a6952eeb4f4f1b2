import type { Migration } from 'kysely/migration';
import { casesMigration } from './0001-cases.ts';
import { forwardingMigration } from './0002-forwarding.ts';
import { beyondTheStandardMigration } from './0003-beyond-the-standard.ts';
import { changesMigration } from './0004-changes.ts';
import { sortKeysMigration } from './0005-sort-keys.ts';
import { subscribingClientMigration } from './0006-subscribing-client.ts';

export const caseMigrations: Readonly<Record<string, Migration>> = {
  '0001-cases': casesMigration,
  '0002-forwarding': forwardingMigration,
  '0003-beyond-the-standard': beyondTheStandardMigration,
  '0004-changes': changesMigration,
  '0005-sort-keys': sortKeysMigration,
  '0006-subscribing-client': subscribingClientMigration,
};
