import { authoritySuite } from './authority-suite.ts';
import { listSuite } from './list-suite.ts';
import { namingSuite } from './naming-suite.ts';
import { replaySuite } from './replay-suite.ts';
import { saveSuite } from './save-suite.ts';
import { searchSuite } from './search-suite.ts';
import type { FreshStore } from './tests/fresh-store.ts';

/** The contract of `store.ts`, run on every engine. `fresh` answers an empty store. */
export function mandateStoreSuite(fresh: () => Promise<FreshStore>): void {
  saveSuite(fresh);
  replaySuite(fresh);
  authoritySuite(fresh);
  searchSuite(fresh);
  listSuite(fresh);
  namingSuite(fresh);
}
