import { minute } from '@ena/kernel/time.ts';

/** Times in milliseconds since the epoch. */
export interface Span {
  readonly firstChange: number;
  readonly lastChange: number;
}

/** How far a producer's clock may be ahead. */
export const clockSkew = minute;

export type SpanFault = 'reversed' | 'in-the-future';

/** What is wrong with the times that a producer gives, or nothing. */
export function spanFault({ firstChange, lastChange }: Span, now: number): SpanFault | undefined {
  if (firstChange > lastChange) return 'reversed';
  return lastChange > now + clockSkew ? 'in-the-future' : undefined;
}

/** The span that holds both: the same whatever order the two come in, and however often. */
export function widened(a: Span, b: Span): Span {
  return {
    firstChange: Math.min(a.firstChange, b.firstChange),
    lastChange: Math.max(a.lastChange, b.lastChange),
  };
}
