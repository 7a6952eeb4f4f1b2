import { RuleIndex } from '../../domain/decision/rule-index.ts';
import type { Rule } from '../../domain/decision/rules.ts';
import type { DecisionReader, RuleChange } from '../../store/decisions/store.ts';

/** The rules in memory, kept equal to the store. */
export interface RuleBook {
  readonly index: RuleIndex;
  /** After it the index has every change that was committed when it was called. */
  refresh(): Promise<void>;
}

const batch = 5_000;

export function createRuleBook(store: Pick<DecisionReader, 'changesAfter'>): RuleBook {
  const index = new RuleIndex();
  let seen = 0;
  let last: Promise<void> = Promise.resolve();

  const catchUp = async (): Promise<void> => {
    for (;;) {
      const changes = await store.changesAfter(seen, batch);
      for (const change of changes) apply(index, change);
      seen = changes.at(-1)?.revision ?? seen;
      if (changes.length < batch) return;
    }
  };
  return {
    index,
    refresh: () => {
      // One at a time: two readers at once could put an older version over a newer one.
      last = last.catch(() => {}).then(catchUp);
      return last;
    },
  };
}

function apply(index: RuleIndex, { kind, id, value }: RuleChange): void {
  if (value === undefined) index.remove(kind, id);
  else index.put({ kind, id, value } as Rule);
}
