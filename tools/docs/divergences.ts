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

function locate(tree: Tree, room: string, path: string): string | undefined {
  return [posix.join('rooms', room, path), path].find((place) => tree.has(place));
}

function checkRow(tree: Tree, room: string, row: TableRow): Finding[] {
  const at = { file: `rooms/${room}/divergences.md`, line: row.line, rule: divergences.name };
  const named = namedTests(row);
  if (named.length === 0) {
    const instead = 'name the test that shows it in the last column: `tests/x.test.ts: name of the test`';
    return [{ ...at, what: 'names no test', instead }];
  }
  return named.flatMap(({ path, title }): Finding[] => {
    const place = locate(tree, room, path);
    if (place === undefined) {
      return [
        {
          ...at,
          what: `\`${path}\` does not exist`,
          instead: 'give the path from the room or from the root',
        },
      ];
    }
    if (title === '' || tree.read(place).includes(title)) return [];
    return [
      { ...at, what: `\`${path}\` holds no test "${title}"`, instead: 'give the name as it stands there' },
    ];
  });
}

/** Every row of a room's divergences.md names a test that exists. */
export const divergences: Rule = {
  name: 'divergences have tests',
  check: (project: Project) =>
    roomsOf(project).flatMap((room) => {
      const path = `rooms/${room}/divergences.md`;
      if (!project.tree.has(path)) return [];
      return tableRows(project.tree.read(path)).flatMap((row) => checkRow(project.tree, room, row));
    }),
};
