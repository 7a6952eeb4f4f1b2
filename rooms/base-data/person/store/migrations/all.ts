import { personMigration } from './0001-person.ts';
import { protectionMigration } from './0002-protection.ts';
import { bornAndDiedMigration } from './0003-born-and-died.ts';

export const personMigrations = {
  '0001-person': personMigration,
  '0002-protection': protectionMigration,
  '0003-born-and-died': bornAndDiedMigration,
};
