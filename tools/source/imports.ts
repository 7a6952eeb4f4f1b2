import type { Scan } from './scan.ts';
import { lineAt } from './tree.ts';

export interface Import {
  readonly specifier: string;
  readonly line: number;
  /** Erased before the program runs. */
  readonly typeOnly: boolean;
  /** What stands between `import` or `export` and `from`: `{ a, type B }`. */
  readonly clause: string;
  readonly exportsAll: boolean;
}

const fromClause = /\b(import|export)\s+(type\s+(?!from\b))?([^'"`;()=]*?)\bfrom\s*(['"])/g;
const sideEffect = /\bimport\s*(['"])/g;
const dynamic = /\bimport\s*\(\s*(['"`])/g;
const beforeType = /(?:[:<|&]|\btypeof)\s*$/;

/** Every import and re-export of a scanned source whose specifier is a literal, in order. */
export function importsOf({ code, literals }: Scan): Import[] {
  const literalAt = new Map(literals.map((literal) => [literal.start, literal.text]));
  const found: (Import & { at: number })[] = [];
  const add = (match: RegExpExecArray, typeOnly: boolean, clause = '', exported = false): void => {
    const at = match.index;
    const specifier = literalAt.get(at + match[0].length - 1);
    if (specifier === undefined) return;
    const exportsAll = exported && clause.startsWith('*');
    found.push({ at, specifier, line: lineAt(code, at), typeOnly, clause, exportsAll });
  };
  for (const match of code.matchAll(fromClause)) {
    add(match, match[2] !== undefined, (match[3] ?? '').trim(), match[1] === 'export');
  }
  for (const match of code.matchAll(sideEffect)) add(match, false);
  for (const match of code.matchAll(dynamic)) {
    add(match, beforeType.test(code.slice(Math.max(0, match.index - 20), match.index)));
  }
  return found.sort((a, b) => a.at - b.at).map(({ at: _at, ...rest }) => rest);
}
