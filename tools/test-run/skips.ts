import { type ListRow, readList } from '../source/list-file.ts';
import type { Tree } from '../source/tree.ts';
import type { FileResult } from './run-file.ts';

export const skipList = 'tools/allowed-skips.txt';

function isListed(rows: readonly ListRow[], file: string, title: string): boolean {
  return rows.some(
    ({ columns: [place, ...words], reason }) => place === file && words.join(' ') === title && reason !== '',
  );
}

/** In CI a skipped test has failed, unless the list gives it a reason. */
export function judgeSkips(result: FileResult, tree: Tree): FileResult {
  const rows = readList(tree, skipList);
  const forbidden = result.skips.filter(({ title }) => !isListed(rows, result.file, title));
  const failures = forbidden.map(({ title, line, reason }) => ({
    title,
    line,
    error: `skipped${reason === '' ? '' : ` (${reason})`}. Make it run, or give a line \`${result.file} ${title} # reason\` in ${skipList}.`,
  }));
  return {
    ...result,
    skips: result.skips.filter((skip) => !forbidden.includes(skip)),
    failures: [...result.failures, ...failures],
  };
}
