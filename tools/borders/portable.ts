import type { Finding } from '../source/finding.ts';
import { isTest, memberOf } from '../source/places.ts';
import type { Project, Source } from '../source/project.ts';
import type { Rule } from '../source/rule.ts';

/** The first thing on the way from `path` that a browser does not have, as the trail of files that leads to it. */
function needsNode(project: Project, path: string, seen: Set<string>): string[] | undefined {
  if (seen.has(path)) return undefined;
  seen.add(path);
  for (const { typeOnly, target, specifier } of project.source(path)?.imports ?? []) {
    if (typeOnly) continue;
    if (target.kind !== 'file') return [path, specifier];
    const trail = needsNode(project, target.path, seen);
    if (trail !== undefined) return [path, ...trail];
  }
  return undefined;
}

const portablePackages = 'verify a dropped file with WebCrypto and kernel files that import nothing';

/** `client/verify/**` runs in a browser: nothing it reaches imports `node:` or a package. */
export const verifyRunsInBrowsers: Rule = {
  name: 'client/verify runs in a browser',
  check: (project) =>
    project.sources
      .filter(({ path }) => path.startsWith('client/verify/') && !isTest(path))
      .flatMap((source): Finding[] => {
        const trail = needsNode(project, source.path, new Set());
        if (trail === undefined) return [];
        const line = source.imports.find(({ specifier, target }) =>
          target.kind === 'file' ? target.path === trail[1] : specifier === trail[1],
        )?.line;
        const what = `needs Node or a package: ${trail.join(' → ')}`;
        return [
          {
            file: source.path,
            line: line ?? 1,
            rule: verifyRunsInBrowsers.name,
            what,
            instead: portablePackages,
          },
        ];
      }),
};

function unportable(project: Project, source: Source): Finding[] {
  return source.imports.flatMap(({ typeOnly, target, specifier, line }): Finding[] => {
    if (typeOnly || target.kind !== 'file' || memberOf(target.path) !== 'kernel') return [];
    const trail = needsNode(project, target.path, new Set());
    if (trail === undefined) return [];
    const what = `imports \`${specifier}\`, which needs Node or a package: ${trail.join(' → ')}`;
    const instead = 'import only types from there, or split the portable part into a kernel file of its own';
    return [{ file: source.path, line, rule: clientIsPortable.name, what, instead }];
  });
}

/** Of the kernel the client uses only files that need neither Node nor a package. */
export const clientIsPortable: Rule = {
  name: 'client uses portable kernel files',
  check: (project) =>
    project.sources
      .filter(({ path }) => path.startsWith('client/') && !isTest(path))
      .flatMap((source) => unportable(project, source)),
};
