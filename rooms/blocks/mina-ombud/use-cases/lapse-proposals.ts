import { automaticReasons } from '../domain/automatic-reasons.ts';
import type { Actor } from '../domain/history.ts';
import type { Proposal } from '../domain/proposal.ts';
import { changeOf } from './change.ts';
import type { LifeTools } from './mandates/tools.ts';
import { tellOf } from './proposals/commit-proposal.ts';

const actor: Actor = { kind: 'rule', rule: 'lapse-proposals' };
const batch = 200;

/**
 * Writes down what has lapsed by its time. One that moves at the same moment is left to the next run, and so is one
 * that another process was first with. Answers how many lapsed here.
 */
export async function lapseProposals({
  store,
  clock,
  events,
}: Pick<LifeTools, 'store' | 'clock' | 'events'>): Promise<number> {
  let lapsed = 0;
  for (;;) {
    const now = clock.now();
    const due = await store.lapsing(now, batch);
    let moved = 0;
    for (const before of due) {
      const after: Proposal = { ...before, state: 'lapsed', revision: before.revision + 1 };
      const change = changeOf('proposal', before, after, {
        actor,
        at: now,
        change: 'lapsed',
        reason: automaticReasons.lapsed,
      });
      if ((await store.save({ proposals: [change] })) === 'raced') continue;
      tellOf(events, after, 'lapsed');
      moved += 1;
    }
    lapsed += moved;
    if (due.length < batch || moved === 0) return lapsed;
  }
}
