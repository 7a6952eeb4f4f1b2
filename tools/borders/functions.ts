import type { Scan } from '../source/scan.ts';

export interface FunctionSpan {
  /** 1-based, both ends included. */
  readonly first: number;
  readonly last: number;
}

const control =
  /^(?:\}\s*)?(?:if|else|for|while|switch|catch|do|try|finally|with|return|case|default|await)\b/;
const method =
  /^(?:(?:public|private|protected|static|async|override|readonly|get|set)\s+)*\*?\s*[#\w$]+\s*(?:<.*>)?\s*\(.*\{$/;
const opener = /(?:=>\s*|\bfunction\b.*|\).*)\{$/;

function indent(line: string): number {
  return line.length - line.trimStart().length;
}

/** The header of the block that line `at` opens: the formatter puts `): T {` at the header's own depth. */
function headerStart(lines: readonly string[], at: number): number {
  let start = at;
  const depth = indent(lines[at] ?? '');
  while (start > 0 && /^[)}\]>|]/.test((lines[start] ?? '').trimStart())) {
    do start--;
    while (start > 0 && ((lines[start] ?? '').trim() === '' || indent(lines[start] ?? '') > depth));
  }
  return start;
}

function opensFunction(header: string, opening: string): boolean {
  if (/=>\s*\{$/.test(opening)) return true;
  if (/\bfunction\b/.test(header)) return true;
  return !control.test(header) && method.test(header);
}

/** The first later line at the opener's depth that begins with `}` and does not open the block anew (`}): T {`). */
function closingLine(lines: readonly string[], at: number): number {
  const depth = indent(lines[at] ?? '');
  return lines.findIndex(
    (line, i) => i > at && indent(line) === depth && line.trimStart().startsWith('}') && !line.endsWith('{'),
  );
}

/**
 * Every function with a block body, in order of its opening. Reads the formatter's layout, where a block closes at
 * the depth of the line that opens it. One-line functions are not listed.
 */
export function functionsOf({ code }: Scan): FunctionSpan[] {
  const lines = code.split('\n').map((line) => line.trimEnd());
  const byFirst = new Map<number, FunctionSpan>();
  for (const [at, line] of lines.entries()) {
    if (!opener.test(line)) continue;
    const start = headerStart(lines, at);
    const header = lines
      .slice(start, at + 1)
      .map((text) => text.trim())
      .join(' ');
    const end = opensFunction(header, line) ? closingLine(lines, at) : -1;
    if (end !== -1) byFirst.set(start, { first: start + 1, last: end + 1 });
  }
  return [...byFirst.values()];
}
