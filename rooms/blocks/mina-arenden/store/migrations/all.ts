import type { Migration } from 'kysely/migration';
import { casesMigration } from './0001-cases.ts';

export const caseMigrations: Readonly<Record<string, Migration>> = { '0001-cases': casesMigration };
