/*
 * Spares a producer that fails, and those who ask it the waiting: after so many failures in a row it is not asked for
 * a while; then one question is let through, and its outcome decides.
 */

export interface BreakerRule {
  /** So many in a row open it. */
  readonly failures: number;
  readonly pauseMs: number;
}

export interface CircuitBreaker {
  /** Whether to ask now; who is let through tells the outcome with `succeeded` or `failed`. */
  admits(now: number): boolean;
  succeeded(): 'closed' | undefined;
  failed(now: number): 'opened' | undefined;
}

export function circuitBreaker({ failures, pauseMs }: BreakerRule): CircuitBreaker {
  let inARow = 0;
  let opensAgainAt: number | undefined;
  return {
    admits: (now) => {
      if (opensAgainAt === undefined) return true;
      if (now < opensAgainAt) return false;
      // Who comes while the probe is out waits for the next pause to end.
      opensAgainAt = now + pauseMs;
      return true;
    },
    succeeded: () => {
      const wasOpen = opensAgainAt !== undefined;
      inARow = 0;
      opensAgainAt = undefined;
      return wasOpen ? 'closed' : undefined;
    },
    failed: (now) => {
      inARow += 1;
      if (inARow < failures) return undefined;
      const wasOpen = opensAgainAt !== undefined;
      opensAgainAt = now + pauseMs;
      return wasOpen ? undefined : 'opened';
    },
  };
}
