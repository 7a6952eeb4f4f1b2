/** One row of a Markdown table, its cells trimmed; the row of dashes and the heading row are left out. */
export interface TableRow {
  readonly line: number;
  readonly cells: readonly string[];
}

export interface Link {
  readonly line: number;
  readonly target: string;
}

/** The lines of a document with fenced code blanked, so that an example is not read as the document's own text. */
export function proseLines(text: string): string[] {
  let fence = false;
  return text.split('\n').map((line) => {
    const isFence = /^\s*(?:```|~~~)/.test(line);
    if (isFence) fence = !fence;
    return fence || isFence ? '' : line;
  });
}

function cellsOf(line: string): string[] {
  return line
    .trim()
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());
}

const dashes = /^\s*\|?(?:\s*:?-+:?\s*\|)+\s*:?-*:?\s*$/;

/** Every row of every table. */
export function tableRows(text: string): TableRow[] {
  const lines = proseLines(text);
  return lines.flatMap((line, i): TableRow[] => {
    const isRow = line.trimStart().startsWith('|') && !dashes.test(line) && !dashes.test(lines[i + 1] ?? '');
    return isRow ? [{ line: i + 1, cells: cellsOf(line) }] : [];
  });
}

/** Links and pictures, also those of reference style. */
export function links(text: string): Link[] {
  return proseLines(text).flatMap((line, i) => {
    const withoutCode = line.replace(/`[^`]*`/g, (code) => ' '.repeat(code.length));
    const inline = [...withoutCode.matchAll(/\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g)];
    const references = [...withoutCode.matchAll(/^\s*\[[^\]]+\]:\s*(\S+)/g)];
    return [...inline, ...references].map((match) => ({ line: i + 1, target: match[1] ?? '' }));
  });
}

/** The anchors that headings make, as GitHub and GitLab make them. */
export function anchors(text: string): Set<string> {
  const made = new Set<string>();
  for (const line of proseLines(text)) {
    const title = /^#{1,6}\s+(.*?)\s*#*$/.exec(line)?.[1];
    if (title === undefined) continue;
    const plain = title.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
    const base = plain.replace(/[^\p{L}\p{N}\s_-]/gu, '').replaceAll(' ', '-');
    let anchor = base;
    for (let n = 1; made.has(anchor); n++) anchor = `${base}-${n}`;
    made.add(anchor);
  }
  return made;
}

/** The text of a cell without code marks and emphasis. */
export function plain(cell: string): string {
  return cell.replace(/[`*]/g, '').trim();
}
