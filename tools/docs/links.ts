import { posix } from 'node:path';
import type { Finding } from '../source/finding.ts';
import type { Rule } from '../source/rule.ts';
import type { Tree } from '../source/tree.ts';
import { anchors, links } from './markdown.ts';

export function markdownFiles(tree: Tree): string[] {
  return tree.paths.filter((path) => path.endsWith('.md'));
}

function isPlace(tree: Tree, path: string): boolean {
  const folder = path === '.' ? '' : `${path.replace(/\/$/, '')}/`;
  return tree.has(path) || tree.paths.some((one) => one.startsWith(folder));
}

function broken(tree: Tree, file: string, target: string): string | undefined {
  if (/^[a-z][a-z0-9+.-]*:/i.test(target)) return undefined;
  const [path = '', anchor] = target.split('#');
  const place = path === '' ? file : posix.normalize(posix.join(posix.dirname(file), decodeURI(path)));
  if (!isPlace(tree, place)) return `\`${target}\` leads to ${place}, which does not exist`;
  if (anchor === undefined || !place.endsWith('.md') || anchors(tree.read(place)).has(anchor))
    return undefined;
  return `${place} has no heading \`#${anchor}\``;
}

/** Every relative link of every Markdown file leads somewhere, and every anchor to a heading. */
export const linksResolve: Rule = {
  name: 'links resolve',
  check: ({ tree }) =>
    markdownFiles(tree).flatMap((file) =>
      links(tree.read(file)).flatMap(({ line, target }): Finding[] => {
        const what = broken(tree, file, target);
        return what === undefined
          ? []
          : [{ file, line, rule: linksResolve.name, what, instead: 'mend the link' }];
      }),
    ),
};
