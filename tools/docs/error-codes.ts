import type { Finding } from '../source/finding.ts';
import { isTest, memberOf, roomOf } from '../source/places.ts';
import type { Project, Source } from '../source/project.ts';
import type { Rule } from '../source/rule.ts';
import { lineAt } from '../source/tree.ts';

const announced = /urn:ena:problem:([a-z0-9-]+):<slug>/g;
const written = /urn:ena:problem:([a-z0-9-]+):(?:([a-z0-9-]+)|(\$\{))/g;
const key = /^ {2}['"]?([a-z][a-z0-9-]*)['"]?:/gm;

interface Catalogue {
  readonly source: Source;
  readonly slugs: ReadonlySet<string>;
}

/** A catalogue is the file that says `urn:ena:problem:<scope>:<slug>` of its own scope and has one key for each slug. */
function catalogues(project: Project): Map<string, Catalogue> {
  const found = new Map<string, Catalogue>();
  for (const source of project.sources) {
    if (isTest(source.path) || source.path.startsWith('tools/')) continue;
    for (const [, scope = ''] of source.text.matchAll(announced)) {
      found.set(scope, {
        source,
        slugs: new Set([...source.text.matchAll(key)].map((match) => match[1] ?? '')),
      });
    }
  }
  return found;
}

/** Every problem type that the code writes stands in the catalogue of its scope. */
export const errorCodes: Rule = {
  name: 'error codes are in a catalogue',
  check(project) {
    const known = catalogues(project);
    return project.sources
      .filter(({ path }) => !path.startsWith('tools/') && !isTest(path))
      .flatMap((source) =>
        source.scan.literals.flatMap(({ start, text }) =>
          [...text.matchAll(written)].flatMap((match): Finding[] => {
            const [urn, scope = '', slug] = match;
            const at = {
              file: source.path,
              line: lineAt(source.text, start + 1 + match.index),
              rule: errorCodes.name,
            };
            const catalogue = known.get(scope);
            if (catalogue === undefined) {
              const instead = `keep the codes in an errors.ts whose comment says \`urn:ena:problem:${scope}:<slug>\``;
              return [{ ...at, what: `\`${urn}\` is of a scope without a catalogue`, instead }];
            }
            if (slug === undefined || catalogue.slugs.has(slug)) return [];
            return [
              {
                ...at,
                what: `\`${urn}\` is not in the catalogue`,
                instead: `add it to ${catalogue.source.path}`,
              },
            ];
          }),
        ),
      );
  },
};

function place(path: string): string {
  return roomOf(path) ?? memberOf(path);
}

/** A code in a catalogue that nothing answers is not a code. */
export const codesAreUsed: Rule = {
  name: 'error codes are used',
  check: (project) =>
    [...catalogues(project)].flatMap(([scope, { source, slugs }]) => {
      const others = project.sources.filter(
        ({ path }) => path !== source.path && place(path) === place(source.path) && !isTest(path),
      );
      const texts = new Set(others.flatMap(({ scan }) => scan.literals.map(({ text }) => text)));
      const own = new Set(
        source.scan.literals.filter(({ start }) => !isKey(source, start)).map(({ text }) => text),
      );
      return [...slugs]
        .filter((slug) => source.text.includes(`status:`) && !texts.has(slug) && !own.has(slug))
        .filter((slug) => isEntry(source, slug))
        .map((slug) => ({
          file: source.path,
          line: lineAt(source.text, source.text.search(new RegExp(`^ {2}['"]?${slug}['"]?:`, 'm'))),
          rule: codesAreUsed.name,
          what: `nothing answers \`urn:ena:problem:${scope}:${slug}\``,
          instead: 'answer it where the README says so, or remove it',
        }));
    }),
};

function isKey(source: Source, start: number): boolean {
  return /^(['"])\s*\1\s*:/.test(source.scan.code.slice(start));
}

/** A key of the catalogue's own table opens an object; other keys in the file do not. */
function isEntry(source: Source, slug: string): boolean {
  return new RegExp(`^ {2}['"]?${slug}['"]?:\\s*\\{`, 'm').test(source.text);
}
