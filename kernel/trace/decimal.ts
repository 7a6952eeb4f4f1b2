/**
 * An ASCII decimal without leading zeroes, as C2SP writes sizes, indices and seconds. `undefined` for anything
 * else and for numbers beyond 2^53 - 1, which no log here can reach and JavaScript cannot count.
 */
export function parseDecimal(text: string): number | undefined {
  if (!/^(?:0|[1-9][0-9]{0,15})$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : undefined;
}
