import { askSuite } from './ask-suite.ts';
import { beyondSuite } from './beyond-suite.ts';
import { followSuite } from './follow-suite.ts';
import { forwardingSuite } from './forwarding-suite.ts';
import { loadSuite } from './load-suite.ts';
import { registerSuite } from './register-suite.ts';
import type { CaseStore } from './store.ts';

/** The contract of `store.ts`, run on every engine. `fresh` answers an empty store. */
export function caseStoreSuite(fresh: () => Promise<CaseStore>): void {
  loadSuite(fresh);
  followSuite(fresh);
  askSuite(fresh);
  registerSuite(fresh);
  forwardingSuite(fresh);
  beyondSuite(fresh);
}
