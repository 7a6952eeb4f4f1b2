import type { Finding } from '../source/finding.ts';
import type { Rule } from '../source/rule.ts';
import type { Tree } from '../source/tree.ts';
import { markdownFiles } from './links.ts';

const text = /\.(?:md|ts|mjs|js|json|yml|yaml|txt|css|html|sh|toml)$|(?:^|\/)(?:run|\.npmrc)$/;

const machineWords: readonly { readonly pattern: RegExp; readonly what: string }[] = [
  { pattern: /(?<![\w.-])\/(?:work|home|root|Users)\/[\w.-]+/, what: 'a path of one machine' },
  {
    pattern: /\bhttps?:\/\/[\w.-]*(?:registry|npmjs|deb\.debian|pypi|artifactory|nexus)[\w.-]*/i,
    what: 'the address of a package registry',
  },
];

/** No file names a folder of the machine that it was written on, or the host that packages came from. */
export const noMachineWords: Rule = {
  name: 'no machine paths or registry hosts',
  check: ({ tree }) =>
    tree.paths
      .filter((path) => text.test(path) && !path.startsWith('tools/docs/'))
      .flatMap((file) =>
        tree
          .read(file)
          .split('\n')
          .flatMap((line, i) =>
            machineWords
              .filter(({ pattern }) => pattern.test(line))
              .map(({ pattern, what }) => ({
                file,
                line: i + 1,
                rule: noMachineWords.name,
                what: `${what}: \`${pattern.exec(line)?.[0]}\``,
                instead: 'write a relative path, or leave it out',
              })),
          ),
      ),
};

function topFolders(tree: Tree): string[] {
  const folders = tree.paths.filter((path) => path.includes('/')).map((path) => path.split('/')[0] ?? '');
  return [...new Set(folders)].filter((folder) => !folder.startsWith('.'));
}

/** README maps the house: one line for each top folder, and none for a folder that is not there. */
export const readmeMap: Rule = {
  name: 'README maps the house',
  check({ tree }) {
    const at = { file: 'README.md', line: 1, rule: readmeMap.name };
    if (!tree.has('README.md'))
      return [{ ...at, what: 'is missing', instead: 'write it: what it is, two commands, the map' }];
    const lines = tree.read('README.md').split('\n');
    return topFolders(tree)
      .filter(
        (folder) => !lines.some((line) => new RegExp(`(?:^|[\\s|\`(])${folder}/(?:[\\s|\`)]|$)`).test(line)),
      )
      .map((folder): Finding => {
        const instead = `give it a line in the map: \`${folder}/\` and what it holds`;
        return { ...at, what: `\`${folder}/\` has no line`, instead };
      });
  },
};

const builtIn = new Set([
  'install',
  'ci',
  'run',
  'exec',
  'ls',
  'view',
  'pack',
  'audit',
  'outdated',
  'i',
  'init',
]);

/** Every `npm run x`, `npm start` and `npm test` in a document is a script of package.json. */
export const scriptsExist: Rule = {
  name: 'npm scripts in documents exist',
  check({ tree }) {
    const { scripts = {} }: { scripts?: Record<string, string> } = JSON.parse(
      tree.has('package.json') ? tree.read('package.json') : '{}',
    );
    return markdownFiles(tree).flatMap((file) =>
      tree
        .read(file)
        .split('\n')
        .flatMap((line, i) =>
          [...line.matchAll(/\bnpm (?:run )?([a-z][\w:-]*)/g)]
            .filter(
              ([whole, name = '']) =>
                whole.startsWith('npm run') || /^(?:start|test)$/.test(name) || !builtIn.has(name),
            )
            .filter(
              ([whole, name = '']) =>
                !(name in scripts) && (whole.startsWith('npm run') || /^(?:start|test)$/.test(name)),
            )
            .map(([whole]) => ({
              file,
              line: i + 1,
              rule: scriptsExist.name,
              what: `\`${whole}\` is no script of package.json`,
              instead: 'name a script that exists',
            })),
        ),
    );
  },
};

const decisionParts = ['Decision', 'Rationale', 'Approach'];

/** A decision record has the three parts under their names, and a name that sorts by date. */
export const decisionRecords: Rule = {
  name: 'decision records',
  check: ({ tree }) =>
    tree.paths
      .filter((path) => /^docs\/decisions\/[^/]+\.md$/.test(path) && !path.endsWith('/README.md'))
      .flatMap((file): Finding[] => {
        const at = { file, line: 1, rule: decisionRecords.name };
        const missing = decisionParts.filter(
          (part) => !new RegExp(`^(?:#+ ${part}\\s*$|\\*\\*${part}\\.\\*\\*)`, 'm').test(tree.read(file)),
        );
        const parts = missing.map((part) => ({
          ...at,
          what: `has no part ${part}`,
          instead: 'write `**Decision.** …`, `**Rationale.** …`, `**Approach.** …`',
        }));
        if (/^docs\/decisions\/\d{4}-\d{2}-\d{2}-[a-z0-9-]+\.md$/.test(file)) return parts;
        return [
          ...parts,
          { ...at, what: 'the name has no date', instead: 'name it YYYY-MM-DD-what-was-decided.md' },
        ];
      }),
};
