import type { Finding } from '../source/finding.ts';
import { covers, type ListRow, readList, staleRows } from '../source/list-file.ts';
import { isTest, memberOf } from '../source/places.ts';
import type { Project, ResolvedImport, Source } from '../source/project.ts';
import type { Rule } from '../source/rule.ts';
import type { Tree } from '../source/tree.ts';

const listFile = 'tools/allowed-packages.txt';

/** Built-in modules that are guarded like packages, because they carry an authority of their own. */
const guardedBuiltins = new Set(['node:crypto', 'node:sqlite', 'node:child_process']);

function guardedName({ target }: ResolvedImport): string | undefined {
  if (target.kind === 'package') return target.name;
  return target.kind === 'builtin' && guardedBuiltins.has(target.name) ? target.name : undefined;
}

/** A row's first column is a folder or file (`*` = one part) or `tests`; the others are packages, `type:x` for types only. */
function allows(row: ListRow, source: Source, item: ResolvedImport, name: string): boolean {
  const [place = '', ...packages] = row.columns;
  const here = place === 'tests' ? isTest(source.path) : covers(place, source.path);
  return (
    here && packages.some((allowed) => allowed === name || (item.typeOnly && allowed === `type:${name}`))
  );
}

/** A row that allows several packages, as one for each, so that each of them is found when nothing needs it. */
function onePackageEach(row: ListRow): ListRow[] {
  const [place = '', ...packages] = row.columns;
  return packages.map((name) => ({ ...row, columns: [place, name] }));
}

/** Third-party packages (and node:crypto, node:sqlite, node:child_process) only where the list says so. */
export const packagesInTheirPlace: Rule = {
  name: 'packages in their place',
  check({ tree, sources }) {
    const rows = readList(tree, listFile).flatMap(onePackageEach);
    const used = new Set<ListRow>();
    const findings = sources.flatMap((source) =>
      source.imports.flatMap((item): Finding[] => {
        const name = guardedName(item);
        if (name === undefined) return [];
        const matching = rows.filter((row) => allows(row, source, item, name));
        for (const row of matching) used.add(row);
        if (matching.length > 0) return [];
        const where = rows.filter((row) => row.columns.slice(1).includes(name)).map((row) => row.columns[0]);
        return [
          {
            file: source.path,
            line: item.line,
            rule: packagesInTheirPlace.name,
            what: `imports \`${item.specifier}\``,
            instead:
              where.length > 0
                ? `use what ${where.join(', ')} offers; the package may be imported only there (${listFile})`
                : `do without, or give the place and the reason in ${listFile} and docs/dependencies.md`,
          },
        ];
      }),
    );
    return [...findings, ...staleRows(rows, used)];
  },
};

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

function declared(tree: Tree, member: string): Set<string> {
  const path = `${member}/package.json`;
  const own: Manifest = tree.has(path) ? JSON.parse(tree.read(path)) : {};
  return new Set(Object.keys({ ...own.dependencies, ...own.devDependencies }));
}

function packageOf(item: ResolvedImport): string | undefined {
  if (item.target.kind === 'package') return item.target.name;
  return item.specifier.startsWith('@ena/') ? item.specifier.split('/', 2).join('/') : undefined;
}

function undeclared(project: Project, source: Source): Finding[] {
  const member = memberOf(source.path);
  const root: Manifest = project.tree.has('package.json')
    ? JSON.parse(project.tree.read('package.json'))
    : {};
  const own = declared(project.tree, member);
  return source.imports.flatMap((item): Finding[] => {
    const name = packageOf(item);
    if (name === undefined || own.has(name)) return [];
    if (
      (isTest(source.path) || memberOf(source.path) === 'tools') &&
      (name in (root.devDependencies ?? {}) || name.startsWith('@ena/'))
    )
      return [];
    return [
      {
        file: source.path,
        line: item.line,
        rule: packagesAreDeclared.name,
        what: `imports \`${name}\`, which ${member}/package.json does not list`,
        instead: `add it to the dependencies of ${member}/package.json (it is found today only because npm hoists it)`,
      },
    ];
  });
}

function unused(project: Project, file: string): Finding[] {
  const member = file.slice(0, -'/package.json'.length);
  const { dependencies = {} }: Manifest = JSON.parse(project.tree.read(file));
  const imported = new Set(
    project.sources
      .filter(({ path }) => memberOf(path) === member)
      .flatMap(({ imports }) => imports.map(packageOf)),
  );
  const lines = project.tree.read(file).split('\n');
  return Object.keys(dependencies)
    .filter((name) => !imported.has(name))
    .map((name) => ({
      file,
      line: lines.findIndex((line) => line.includes(`"${name}"`)) + 1,
      rule: packagesAreDeclared.name,
      what: `lists \`${name}\`, which nothing in ${member}/ imports`,
      instead: 'remove it from the dependencies',
    }));
}

/** What a member imports stands in its own package.json, and nothing else does. */
export const packagesAreDeclared: Rule = {
  name: 'packages are declared',
  check: (project) => [
    ...project.sources
      .filter((source) => project.tree.has(`${memberOf(source.path)}/package.json`))
      .flatMap((source) => undeclared(project, source)),
    ...project.tree.paths
      .filter((path) => path.endsWith('/package.json'))
      .flatMap((file) => unused(project, file)),
  ],
};
