import type { Finding } from './finding.ts';
import type { Tree } from './tree.ts';

/** A line of an exception list: columns, then `# reason`. */
export interface ListRow {
  readonly file: string;
  readonly line: number;
  readonly columns: readonly string[];
  readonly reason: string;
}

/** Rows of a list under `tools/`; a line that begins with `#` is a heading. A missing file is an empty list. */
export function readList(tree: Tree, file: string): ListRow[] {
  if (!tree.has(file)) return [];
  return tree
    .read(file)
    .split('\n')
    .map((text, index) => ({ text, line: index + 1 }))
    .filter(({ text }) => text.trim() !== '' && !text.startsWith('#'))
    .map(({ text, line }) => {
      const [before = '', ...reason] = text.split(/\s#\s/);
      return { file, line, columns: before.trim().split(/\s+/), reason: reason.join(' # ').trim() };
    });
}

/** A row without a reason, or one that nothing uses any more, is itself a finding. */
export function staleRows(rows: readonly ListRow[], used: ReadonlySet<ListRow>): Finding[] {
  return rows.flatMap((row) => {
    const at = { file: row.file, line: row.line, rule: 'exception lists' };
    const name = row.columns.join(' ');
    if (row.reason === '') {
      return [
        { ...at, what: `\`${name}\` has no reason`, instead: 'end the line with ` # why this is allowed`' },
      ];
    }
    return used.has(row)
      ? []
      : [{ ...at, what: `\`${name}\` allows what nothing does`, instead: 'remove the line' }];
  });
}

/** `*` stands for one path part; a pattern also covers what lies below it. */
export function covers(pattern: string, path: string): boolean {
  const wanted = pattern.split('/');
  const parts = path.split('/');
  return wanted.length <= parts.length && wanted.every((part, i) => part === '*' || part === parts[i]);
}
