import type { Failure, Result } from '../shell/outcome.ts';

/** Calls that are measured on each path, after both have been called once. */
export const measuredCalls = 5;

type Call = () => Promise<Result<unknown>>;

/**
 * Milliseconds of `measuredCalls` calls of each, made in turn, so that whatever else the machine does meets both alike.
 * Ends with the first that fails.
 */
export async function timeInTurn(
  one: Call,
  other: Call,
): Promise<
  Failure | { readonly kind: 'timed'; readonly one: readonly number[]; readonly other: readonly number[] }
> {
  const times = { one: [] as number[], other: [] as number[] };
  for (let made = 0; made < measuredCalls; made++) {
    for (const [name, call] of [
      ['one', one],
      ['other', other],
    ] as const) {
      const startedAt = performance.now();
      const outcome = await call();
      times[name].push(performance.now() - startedAt);
      if (outcome.kind === 'failed') return outcome;
    }
  }
  return { kind: 'timed', ...times };
}

/** The middle one, or between the two in the middle; milliseconds with two decimals. */
export function median(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  const low = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
  const high = sorted[Math.ceil((sorted.length - 1) / 2)] ?? 0;
  return Math.round(((low + high) / 2) * 100) / 100;
}
