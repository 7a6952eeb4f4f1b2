import type { Finding } from '../source/finding.ts';
import type { Rule } from '../source/rule.ts';

const drawers = /^(?:utils?|helpers?|common|misc|shared|lib)$/;
const kebab = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+)*$/;

/** No drawers where everything ends up, and file names in kebab-case. */
export const names: Rule = {
  name: 'names',
  check: ({ tree }) =>
    tree.paths.flatMap((path): Finding[] => {
      const at = { file: path, line: 1, rule: names.name };
      const parts = path.split('/');
      const drawer = parts.find((part) => drawers.test(part.split('.')[0] ?? ''));
      if (drawer !== undefined) {
        return [
          {
            ...at,
            what: `\`${drawer}\` says nothing`,
            instead: 'name the file after the one rule or thing it holds',
          },
        ];
      }
      const file = parts.at(-1) ?? '';
      if (!/\.(?:ts|mjs|js|css)$/.test(file) || kebab.test(file)) return [];
      return [{ ...at, what: 'is not in kebab-case', instead: 'lower case, words joined by `-`' }];
    }),
};

/** `export *` hides what a file offers. */
export const noExportAll: Rule = {
  name: 'no export *',
  check: ({ sources }) =>
    sources.flatMap((source) =>
      source.imports
        .filter(({ exportsAll }) => exportsAll)
        .map(({ line, specifier }) => ({
          file: source.path,
          line,
          rule: noExportAll.name,
          what: `exports all of \`${specifier}\``,
          instead: 'name what is exported',
        })),
    ),
};
