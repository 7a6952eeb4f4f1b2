import { posix } from 'node:path';
import type { Finding } from '../source/finding.ts';
import type { Project } from '../source/project.ts';
import type { Rule } from '../source/rule.ts';
import type { Tree } from '../source/tree.ts';
import { type TableRow, tableRows } from './markdown.ts';
import { roomsOf } from './routes-in-source.ts';

/** `path.test.ts`, optionally followed by the name of a test after `:`, `›` or `—`, or in quotes. */
const testName =
  /`?([\w./#@-]+\.test\.ts)(?:\s*(?::|›|—|–)\s*|\s+(?=["“”]))?(?:["“”]([^"“”]+)["“”]|([^`|;]+))?`?/g;

interface Named {
  readonly path: string;
  readonly title: string;
}

function namedTests(row: TableRow): Named[] {
  return [...row.cells.join(' | ').matchAll(testName)].map((match) => ({
    path: match[1] ?? '',
    title: (match[2] ?? match[3] ?? '').replace(/[`|]/g, '').trim(),
  }));
}

function locate(tree: Tree, folder: string, path: string): string | undefined {
  return [posix.join(folder, path), path].find((place) => tree.has(place));
}

function checkRow(tree: Tree, folder: string, row: TableRow): Finding[] {
  const at = { file: `${folder}/divergences.md`, line: row.line, rule: divergences.name };
  const named = namedTests(row);
  if (named.length === 0) {
    const instead = 'name the test that shows it in the last column: `tests/x.test.ts: name of the test`';
    return [{ ...at, what: 'names no test', instead }];
  }
  return named.flatMap(({ path, title }): Finding[] => {
    const place = locate(tree, folder, path);
    if (place === undefined) {
      return [
        {
          ...at,
          what: `\`${path}\` does not exist`,
          instead: 'give the path from its folder or from the root',
        },
      ];
    }
    if (title === '' || tree.read(place).includes(title)) return [];
    return [
      { ...at, what: `\`${path}\` holds no test "${title}"`, instead: 'give the name as it stands there' },
    ];
  });
}

/** Every row of a divergences.md, a room's or the exchange's, names a test that exists. */
export const divergences: Rule = {
  name: 'divergences have tests',
  check: (project: Project) =>
    ['exchange', ...roomsOf(project).map((room) => `rooms/${room}`)].flatMap((folder) => {
      const path = `${folder}/divergences.md`;
      if (!project.tree.has(path)) return [];
      return tableRows(project.tree.read(path)).flatMap((row) => checkRow(project.tree, folder, row));
    }),
};
