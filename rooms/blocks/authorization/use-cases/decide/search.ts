import type { Question } from '../../domain/decision/question.ts';
import { evaluate, type Judge } from './evaluate.ts';

/** What is sought: a way from each candidate to the question that would be asked of it. */
export interface Search {
  /** In the order in which they are looked at. */
  readonly candidates: readonly string[];
  question(candidate: string): Question;
}

export interface SearchLimits {
  readonly results: number;
  /** At most so many candidates are looked at for one page, so that one search does not hold up all other calls. */
  readonly looks: number;
}

export interface Found {
  readonly names: readonly string[];
  /** The last candidate that was looked at, where there are more; `undefined` at the end. */
  readonly after: string | undefined;
}

const aTurn = 500;

/** A search is as many evaluations as there are candidates: a result and a decision cannot disagree. */
export async function search(
  { candidates, question }: Search,
  from: number,
  limits: SearchLimits,
  judge: Judge,
): Promise<Found> {
  const names: string[] = [];
  const end = Math.min(candidates.length, from + limits.looks);
  let at = from;
  for (; at < end && names.length < limits.results; at += 1) {
    const candidate = candidates[at] ?? '';
    const decision = await evaluate(question(candidate), judge);
    if (decision.kind === 'permitted') names.push(candidate);
    if (at % aTurn === 0) await nextTurn();
  }
  const more = at < candidates.length;
  return { names, after: more ? (candidates[at - 1] ?? '') : undefined };
}

/** Where the candidates behind a position begin; also if that one is gone by now. */
export function startAfter(candidates: readonly string[], after: string, sorted: boolean): number {
  if (!sorted) return candidates.indexOf(after) + 1;
  const next = candidates.findIndex((candidate) => candidate > after);
  return next === -1 ? candidates.length : next;
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
