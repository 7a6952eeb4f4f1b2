import type { Migration } from 'kysely/migration';
import * as company from './migrations/0001-company.ts';
import * as signatories from './migrations/0002-signatories.ts';
import * as signatoryIndex from './migrations/0003-signatory-index.ts';

/** By name, in the order in which they run. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-company': company,
  '0002-signatories': signatories,
  '0003-signatory-index': signatoryIndex,
};
