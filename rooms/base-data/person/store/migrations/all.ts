import { personMigration } from './0001-person.ts';
import { protectionMigration } from './0002-protection.ts';

export const personMigrations = {
  '0001-person': personMigration,
  '0002-protection': protectionMigration,
};
