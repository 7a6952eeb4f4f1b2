import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The files that a check looks at, by path from the root with `/`. A test hands in a tree made of text. */
export interface Tree {
  /** Sorted. */
  readonly paths: readonly string[];
  has(path: string): boolean;
  /** UTF-8 text; a path that is not in the tree is a bug of the check. */
  read(path: string): string;
}

const skippedFolders = new Set(['node_modules', '.git', '.ena', 'tmp', 'test-artefacts', 'coverage']);

function walk(root: string, folder: string, into: string[]): void {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      if (!skippedFolders.has(entry.name)) walk(root, path, into);
    } else if (entry.isFile()) into.push(path);
  }
}

/** The working tree under `root`, without what is installed, generated or private to one machine. */
export function treeOnDisk(root: string): Tree {
  const paths: string[] = [];
  walk(root, '', paths);
  const known = new Set(paths.sort());
  const texts = new Map<string, string>();
  return {
    paths,
    has: (path) => known.has(path),
    read(path) {
      const text = texts.get(path) ?? readFileSync(join(root, path), 'utf8');
      texts.set(path, text);
      return text;
    },
  };
}

export function treeOf(files: Readonly<Record<string, string>>): Tree {
  return {
    paths: Object.keys(files).sort(),
    has: (path) => files[path] !== undefined,
    read(path) {
      const text = files[path];
      if (text === undefined) throw new Error(`not in the tree: ${path}`);
      return text;
    },
  };
}

/** The 1-based line that holds the character at `index`. */
export function lineAt(text: string, index: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < index; at = text.indexOf('\n', at + 1)) line++;
  return line;
}
