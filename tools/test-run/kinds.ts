/** What a test file needs, read off its name. `unit` needs npm only; `npm test` runs that kind. */
export const kinds = ['unit', 'pg', 'conformance', 'fault', 'e2e'] as const;
export type Kind = (typeof kinds)[number];

export function isKind(text: string): text is Kind {
  return (kinds as readonly string[]).includes(text);
}

/** The kind of a test file, or nothing for a file that is no test. */
export function kindOf(path: string): Kind | undefined {
  if (!path.endsWith('.test.ts')) return undefined;
  const marked = /\.(pg|fault|e2e)\.test\.ts$/.exec(path)?.[1];
  if (marked !== undefined && isKind(marked)) return marked;
  return path.startsWith('conformance/') ? 'conformance' : 'unit';
}

/** Test files of these kinds at or below the wanted places; no wanted place means all. */
export function selectTests(
  paths: readonly string[],
  wanted: readonly Kind[],
  places: readonly string[],
): string[] {
  const inPlace = (path: string): boolean =>
    places.length === 0 ||
    places.some((place) => path === place || path.startsWith(`${place.replace(/\/$/, '')}/`));
  return paths.filter((path) => {
    const kind = kindOf(path);
    return kind !== undefined && wanted.includes(kind) && inPlace(path);
  });
}
