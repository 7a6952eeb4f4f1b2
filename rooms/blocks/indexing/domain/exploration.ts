/**
 * Which producers to ask: all that the index names, and of the others each with the chance `rate` (0 never, 1 always),
 * so that what was never announced is found in time. `draw` answers a number from 0 up to, but not, 1.
 */
export function producersToAsk(
  named: readonly string[],
  others: readonly string[],
  rate: number,
  draw: () => number,
): readonly string[] {
  const known = new Set(named);
  return [...known, ...new Set(others.filter((one) => !known.has(one) && draw() < rate))];
}
