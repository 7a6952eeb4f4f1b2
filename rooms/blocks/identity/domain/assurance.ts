/** Swedish levels of assurance (tillitsnivå) that a log-in can have here. */
export type Level = 2 | 3 | 4;

export const levels: readonly Level[] = [2, 3, 4];

const uriForm = /^http:\/\/id\.elegnamnden\.se\/loa\/1\.0\/loa([234])$/;

/** Sweden Connect, Registry of identifiers §3.1.1. */
export function levelUri(level: Level): string {
  return `http://id.elegnamnden.se/loa/1.0/loa${level}`;
}

export function levelOf(uri: string | undefined): Level | undefined {
  const digit = uriForm.exec(uri ?? '')?.[1];
  return digit === undefined ? undefined : (Number(digit) as Level);
}

/**
 * The levels that a request leaves open: all where it asks for none, else those it names and we have. An empty
 * answer means that nothing we can do would satisfy it.
 */
export function levelsLeft(asked: readonly string[]): readonly Level[] {
  if (asked.length === 0) return levels;
  return levels.filter((level) => asked.includes(levelUri(level)));
}
