/** Jaro–Winkler likeness of two texts: 1 for the same, 0 for nothing alike. Symmetric. */
export function likeness(a: string, b: string): number {
  if (a === b) return a === '' ? 0 : 1;
  const jaro = jaroLikeness(a, b);
  let prefix = 0;
  while (prefix < 4 && prefix < a.length && a[prefix] === b[prefix]) prefix += 1;
  return jaro + prefix * 0.1 * (1 - jaro);
}

function jaroLikeness(a: string, b: string): number {
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const takenInB = new Set<number>();
  const matchedInA: string[] = [];
  for (let i = 0; i < a.length; i++) {
    const j = partner(a[i] ?? '', i, b, reach, takenInB);
    if (j === undefined) continue;
    takenInB.add(j);
    matchedInA.push(a[i] ?? '');
  }
  const count = matchedInA.length;
  if (count === 0) return 0;
  const matchedInB = [...takenInB].sort((x, y) => x - y).map((j) => b[j]);
  const swapped = matchedInA.filter((character, i) => character !== matchedInB[i]).length / 2;
  return (count / a.length + count / b.length + (count - swapped) / count) / 3;
}

function partner(
  character: string,
  at: number,
  b: string,
  reach: number,
  taken: ReadonlySet<number>,
): number | undefined {
  for (let j = Math.max(0, at - reach); j <= Math.min(b.length - 1, at + reach); j++)
    if (b[j] === character && !taken.has(j)) return j;
  return undefined;
}
