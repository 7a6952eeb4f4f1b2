import type { CaseEvent } from './event.ts';

/**
 * What the customer is still waited for in: events that need action and behind which nothing else has been said in their
 * case. What is retracted was not said. The same as `waiting` of `AskFilter`, of events that are all that there are.
 */
export function stillWaiting(events: readonly CaseEvent[]): readonly CaseEvent[] {
  const settled = new Set<string>();
  const newestFirst = [...events].sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
  return newestFirst.filter((event) => {
    if (event.retracted !== undefined) return false;
    const reference = event.subject.case && `${event.subject.case.kind} ${event.subject.case.id}`;
    if (!event.needsAction && reference !== undefined) settled.add(reference);
    return event.needsAction && (reference === undefined || !settled.has(reference));
  });
}
