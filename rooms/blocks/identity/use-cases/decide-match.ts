import type { Clock } from '@ena/kernel/time.ts';
import type { MatchCase } from '../domain/match-case.ts';
import type { MatchCases } from '../store/store.ts';

export type DecideMatchOutcome =
  | { readonly kind: 'decided'; readonly match: MatchCase }
  | { readonly kind: 'unknown' | 'not-waiting' | 'not-a-candidate' };

export interface Verdict {
  /** Index among the candidates; `undefined` means that the person is none of them. */
  readonly candidate: number | undefined;
  readonly reason: string;
  readonly decidedBy: string;
}

/** A case handler's decision on a match that waits; made once, with a reason. */
export async function decideMatchByHand(
  matches: MatchCases,
  clock: Clock,
  id: string,
  { candidate, reason, decidedBy }: Verdict,
): Promise<DecideMatchOutcome> {
  const match = await matches.find(id);
  if (match === undefined) return { kind: 'unknown' };
  const chosen = candidate === undefined ? undefined : match.candidates[candidate];
  if (candidate !== undefined && chosen === undefined) return { kind: 'not-a-candidate' };
  const decision = { personalNumber: chosen?.personalNumber, decidedBy, reason, at: clock.now() };
  if ((await matches.decide(id, decision)) === 'not-waiting') return { kind: 'not-waiting' };
  const decided = await matches.find(id);
  return decided === undefined ? { kind: 'unknown' } : { kind: 'decided', match: decided };
}
