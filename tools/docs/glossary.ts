import type { Finding } from '../source/finding.ts';
import { isTest, layerOf, roomOf } from '../source/places.ts';
import type { Project, Source } from '../source/project.ts';
import type { Rule } from '../source/rule.ts';
import { lineAt } from '../source/tree.ts';
import { plain, tableRows } from './markdown.ts';

const page = 'docs/glossary.md';

interface Entry {
  readonly line: number;
  readonly swedish: string;
  /** Names as they stand in contracts, in code form. */
  readonly contractNames: readonly string[];
  readonly english: string;
}

/** Rows of the glossary: Swedish term, names in contracts, English in code, meaning, source. */
export function glossary(project: Project): Entry[] {
  if (!project.tree.has(page)) return [];
  return tableRows(project.tree.read(page)).map(
    ({ line, cells: [swedish = '', names = '', english = ''] }) => ({
      line,
      swedish: plain(swedish),
      contractNames: [...names.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? ''),
      english: plain(english),
    }),
  );
}

function nameOf(
  manifest: Source,
  language: 'sv' | 'en',
): { readonly text: string; readonly line: number } | undefined {
  const { code, literals } = manifest.scan;
  const names = /\bnames\s*:\s*\{/.exec(code);
  if (names === null) return undefined;
  const match = new RegExp(`\\b${language}\\s*:\\s*(?=['"\`])`).exec(code.slice(names.index));
  const start = match === null ? -1 : names.index + match.index + match[0].length;
  const text = literals.find((literal) => literal.start === start)?.text;
  return text === undefined ? undefined : { text, line: lineAt(code, start) };
}

/** Every room stands in the glossary under both its names. */
export const roomsInGlossary: Rule = {
  name: 'rooms are in the glossary',
  check(project) {
    const entries = glossary(project);
    return project.sources
      .filter(({ path }) => /^rooms\/[^/]+\/[^/]+\/room\.ts$/.test(path))
      .flatMap((manifest): Finding[] => {
        const swedish = nameOf(manifest, 'sv');
        const english = nameOf(manifest, 'en');
        const at = { file: manifest.path, line: swedish?.line ?? 1, rule: roomsInGlossary.name };
        if (swedish === undefined || english === undefined) {
          return [{ ...at, what: 'the names are not texts', instead: "write `names: { sv: '…', en: '…' }`" }];
        }
        const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
        const listed = entries.some(
          (entry) => same(entry.swedish, swedish.text) && same(entry.english, english.text),
        );
        if (listed) return [];
        const what = `"${swedish.text}" = "${english.text}" is not in ${page}`;
        return [
          {
            ...at,
            what,
            instead: 'give it a row: Swedish term, names in contracts, English in code, meaning, source',
          },
        ];
      });
  },
};

/** Beginnings and endings that a Swedish contract name has and an English one has not. */
const swedish =
  /[åäö]|(?:namn|nummer|adress|datum|kod|klartext|beteckning|lista|begaran|svar|forhallande|omrade|uppgift|handelse|arende|fullmakt|behorighet|organisationer|foretag|bolag|verksamhet|registrering|skydd|land|ort|fel|typ|producent|identitet|giltig|skapad)(?:er|ar|or|en|et|s)?(?![a-z])/i;

/** Words of English and of standards (`typ` of JOSE) that only look like it. */
const notSwedish = new Set([
  'typ',
  'land',
  'island',
  'sort',
  'port',
  'import',
  'export',
  'report',
  'support',
  'short',
  'abort',
]);

function wireKeys(source: Source): { readonly key: string; readonly line: number }[] {
  return [...source.scan.code.matchAll(/^\s+(?:readonly )?([a-zA-Z]\w*)\??\s*:\s*(?:Type\.|[A-Z])/gm)].map(
    (match) => ({
      key: match[1] ?? '',
      line: lineAt(source.text, match.index + (match[0].length - match[0].trimStart().length)),
    }),
  );
}

/** Every Swedish name in a message stands in the glossary's column of contract names. */
export const wireNamesInGlossary: Rule = {
  name: 'wire names are in the glossary',
  check(project) {
    const known = new Set(glossary(project).flatMap(({ contractNames }) => contractNames));
    const seen = new Set<string>();
    return project.sources
      .filter(({ path }) => layerOf(path) === 'wire' && !isTest(path))
      .flatMap((source) =>
        wireKeys(source).flatMap(({ key, line }): Finding[] => {
          if (!swedish.test(key) || notSwedish.has(key.toLowerCase()) || known.has(key) || seen.has(key))
            return [];
          seen.add(key);
          const at = { file: source.path, line, rule: wireNamesInGlossary.name };
          const instead = `name it in the second column of its row in ${page}`;
          return [{ ...at, what: `\`${key}\` has no row in the glossary`, instead }];
        }),
      );
  },
};

/** Layers of a room where contract names may stand; events and errors are ours and English. */
const contractLayers = new Set(['wire', 'http', 'soap', 'as4', 'import', 'data', 'tests']);

/** Swedish contract names do not reach domain/, use-cases/ and store/. */
export const contractNamesStayInWire: Rule = {
  name: 'contract names stay in wire/',
  check(project) {
    const entries = glossary(project).flatMap(({ contractNames, english }) =>
      contractNames.filter((name) => name !== english).map((name) => ({ name, english })),
    );
    const byName = new Map(entries.map(({ name, english }) => [name, english]));
    return project.sources
      .filter(
        ({ path }) =>
          roomOf(path) !== undefined &&
          layerOf(path) !== '' &&
          !contractLayers.has(layerOf(path)) &&
          !isTest(path),
      )
      .flatMap((source) =>
        [...source.scan.code.matchAll(/(?<![\w$])[A-Za-z_]\w*/g)].flatMap((match): Finding[] => {
          const english = byName.get(match[0]);
          if (english === undefined) return [];
          const at = {
            file: source.path,
            line: lineAt(source.text, match.index),
            rule: contractNamesStayInWire.name,
          };
          return [
            {
              ...at,
              what: `the contract name \`${match[0]}\` in ${layerOf(source.path)}/`,
              instead: `say \`${english}\`; wire/ translates`,
            },
          ];
        }),
      );
  },
};
