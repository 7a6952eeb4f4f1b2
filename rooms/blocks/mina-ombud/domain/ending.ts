import { fallReason } from './automatic-reasons.ts';
import type { Actor, HistoryEntry } from './history.ts';
import type { EndedBy, Ending, Mandate } from './mandate.ts';
import { standingOn } from './standing.ts';

/** A mandate after its end, and the entry of the history that tells of it. */
export interface EndedMandate {
  readonly after: Mandate;
  readonly entry: HistoryEntry;
}

/**
 * `over`: it has ended or its last day has gone by.
 * `by-law`: neither party made it, so neither can end it; it ends with the relation that it follows from.
 */
export type EndingCheck = 'open' | 'over' | 'by-law';

/** Whether a mandate can be ended in this way on the day. One that has not begun can. */
export function checkEnding(mandate: Mandate, by: EndedBy, day: string): EndingCheck {
  if (standingOn(mandate, day) === 'past') return 'over';
  return mandate.basis.kind === 'law' && by !== 'relying-party' ? 'by-law' : 'open';
}

/** Ends a mandate from this instant on: what was in force today is past at once. */
export function endMandate(mandate: Mandate, ending: Ending, actor: Actor): EndedMandate {
  const revision = mandate.revision + 1;
  return {
    after: { ...mandate, ended: ending, revision },
    entry: {
      subject: 'mandate',
      id: mandate.id,
      number: revision,
      at: ending.at,
      change: 'ended',
      actor,
      reason: ending.reason,
      set: { ended: ending },
    },
  };
}

/**
 * A mandate with all that was passed on from it, ended in one go; the parent first. Descendants that have ended
 * already stay as they are: how they ended is not rewritten. A case handler is named at none of them: what she ended
 * she ended as the relying party, and there it says `delegator`.
 */
export function endWithDescendants(
  root: Mandate,
  descendants: readonly Mandate[],
  ending: Ending,
  actor: Actor,
): readonly EndedMandate[] {
  const { person, ...rest } = ending;
  const told = ending.by !== 'relying-party' && person !== undefined ? { person } : {};
  const fall: Ending = { ...rest, ...told, by: 'delegator', reason: fallReason(ending) };
  const fallen = descendants.filter(({ ended }) => ended === undefined);
  return [endMandate(root, ending, actor), ...fallen.map((one) => endMandate(one, fall, actor))];
}
