import type { Finding } from '../source/finding.ts';
import type { Rule } from '../source/rule.ts';
import type { Tree } from '../source/tree.ts';
import { plain, tableRows } from './markdown.ts';

const page = 'docs/dependencies.md';

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

interface Dependency {
  readonly name: string;
  readonly version: string;
  readonly file: string;
}

function dependencies(tree: Tree): Dependency[] {
  const manifests = tree.paths.filter((path) => /(?:^|\/)package\.json$/.test(path));
  return manifests.flatMap((file) => {
    const {
      dependencies: run,
      devDependencies: dev,
      optionalDependencies: optional,
    }: Manifest = JSON.parse(tree.read(file));
    return Object.entries({ ...optional, ...dev, ...run })
      .filter(([name]) => !name.startsWith('@ena/'))
      .map(([name, version]) => ({ name, version, file }));
  });
}

function lineOf(text: string, name: string): number {
  return text.split('\n').findIndex((line) => line.includes(`"${name}"`)) + 1;
}

function checkPinned(tree: Tree, all: readonly Dependency[]): Finding[] {
  return all.flatMap(({ name, version, file }): Finding[] => {
    const at = { file, line: lineOf(tree.read(file), name), rule: dependencyPage.name };
    if (!/^\d+\.\d+\.\d+$/.test(version)) {
      return [
        { ...at, what: `\`${name}\` is not pinned (\`${version}\`)`, instead: 'write one exact version' },
      ];
    }
    const other = all.find((one) => one.name === name && one.version !== version);
    if (other === undefined) return [];
    const what = `\`${name}\` is ${version} here and ${other.version} in ${other.file}`;
    return [{ ...at, what, instead: 'use one version in the whole house' }];
  });
}

/** Every dependency has a row that says for what, why this one, what would replace it; and every row a dependency. */
export const dependencyPage: Rule = {
  name: 'dependencies are accounted for',
  check({ tree }) {
    const all = dependencies(tree);
    const rows = tree.has(page) ? tableRows(tree.read(page)) : [];
    const named = rows.map(({ line, cells }) => ({
      line,
      cells,
      names: plain(cells[0] ?? '').split(/,\s*/),
    }));
    const missing = all
      .filter(({ name }) => !named.some(({ names }) => names.includes(name)))
      .map(({ name, file }) => ({
        file,
        line: lineOf(tree.read(file), name),
        rule: dependencyPage.name,
        what: `\`${name}\` has no row in ${page}`,
        instead: 'say there for what it is, why this one, what would replace it',
      }));
    const wrong = named.flatMap(({ line, cells, names }): Finding[] => {
      const at = { file: page, line, rule: dependencyPage.name };
      const gone = names.filter((name) => !all.some((one) => one.name === name));
      if (gone.length > 0)
        return [{ ...at, what: `\`${gone.join(', ')}\` is no dependency`, instead: 'remove the row' }];
      if (cells.slice(1).every((cell) => cell !== '') && cells.length >= 4) return [];
      return [
        { ...at, what: 'an empty cell', instead: 'fill in: for what, why this one, what would replace it' },
      ];
    });
    return [...missing, ...wrong, ...checkPinned(tree, all)];
  },
};
