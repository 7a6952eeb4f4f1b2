/** Calls that are measured on each path, after both have been called once. */
export const measuredCalls = 5;

/** Milliseconds of each of `count` calls, one after another. Stops at the first that is not `ok`. */
export async function timeCalls<T extends { readonly kind: string }>(
  count: number,
  call: () => Promise<T>,
): Promise<{ readonly times: readonly number[]; readonly last: T | undefined }> {
  const times: number[] = [];
  let last: T | undefined;
  for (let made = 0; made < count; made++) {
    const startedAt = performance.now();
    last = await call();
    times.push(performance.now() - startedAt);
    if (last.kind !== 'ok') break;
  }
  return { times, last };
}

/** The middle one; milliseconds with two decimals. */
export function median(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] =
    sorted.length % 2 === 0 ? sorted.slice(middle - 1, middle + 1) : [sorted[middle], sorted[middle]];
  return Math.round(((low + high) / 2) * 100) / 100;
}
