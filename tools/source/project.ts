import { posix } from 'node:path';
import { type Import, importsOf } from './imports.ts';
import { type Scan, scan } from './scan.ts';
import type { Tree } from './tree.ts';

/** Where an import leads. `file` need not exist; `package` is the name as it stands in package.json. */
export type Target =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'builtin'; readonly name: string }
  | { readonly kind: 'package'; readonly name: string };

export interface ResolvedImport extends Import {
  readonly target: Target;
}

export interface Source {
  readonly path: string;
  readonly text: string;
  readonly scan: Scan;
  readonly imports: readonly ResolvedImport[];
}

export interface Project {
  readonly tree: Tree;
  readonly sources: readonly Source[];
  source(path: string): Source | undefined;
}

const members = new Map([
  ['@ena/kernel', 'kernel'],
  ['@ena/exchange', 'exchange'],
  ['@ena/client', 'client'],
  ['@ena/testkit', 'testkit'],
  ['@ena/hub', 'apps/hub'],
  ['@ena/connector', 'apps/connector'],
  ['@ena/portal', 'apps/portal'],
  ['@ena/cli', 'apps/cli'],
]);

/** The name a package.json would list for a bare specifier: `a`, `@scope/a`. */
function packageName(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

/** What `specifier` means in the file `from`; the maps are those of the members' package.json files. */
export function resolveSpecifier(from: string, specifier: string): Target {
  if (specifier.startsWith('.')) {
    return { kind: 'file', path: posix.normalize(posix.join(posix.dirname(from), specifier)) };
  }
  if (specifier.startsWith('node:')) return { kind: 'builtin', name: specifier };
  if (specifier.startsWith('#rooms/')) {
    return { kind: 'file', path: `rooms/${specifier.slice('#rooms/'.length)}/index.ts` };
  }
  if (specifier.startsWith('@ena/rooms/')) {
    return { kind: 'file', path: `rooms/${specifier.slice('@ena/rooms/'.length)}/room.ts` };
  }
  const name = packageName(specifier);
  const member = members.get(name);
  if (member !== undefined) return { kind: 'file', path: `${member}${specifier.slice(name.length)}` };
  return { kind: 'package', name };
}

function readSource(tree: Tree, path: string): Source {
  const text = tree.read(path);
  const scanned = scan(text);
  const imports = importsOf(scanned).map((item) => ({
    ...item,
    target: resolveSpecifier(path, item.specifier),
  }));
  return { path, text, scan: scanned, imports };
}

const sourceName = /\.(?:ts|mts|mjs|js)$/;

/** Reads and scans every source file of the tree. */
export function readProject(tree: Tree): Project {
  const sources = tree.paths
    .filter((path) => sourceName.test(path) && !path.includes('.generated.'))
    .map((path) => readSource(tree, path));
  const byPath = new Map(sources.map((source) => [source.path, source]));
  return { tree, sources, source: (path) => byPath.get(path) };
}
