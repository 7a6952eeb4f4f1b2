import type { Finding } from '../source/finding.ts';
import { covers } from '../source/list-file.ts';
import { isTest } from '../source/places.ts';
import type { Rule } from '../source/rule.ts';
import { lineAt } from '../source/tree.ts';

interface Guarded {
  readonly name: string;
  readonly pattern: RegExp;
  readonly allowed: readonly string[];
  readonly instead: string;
}

const guarded: readonly Guarded[] = [
  {
    name: 'the clock',
    pattern: /\bDate\.now\b|\bnew Date\(\s*\)|(?<!new )(?<![.\w])Date\(\s*\)/g,
    allowed: ['kernel/time.ts', 'apps/cli'],
    instead: 'take a Clock (kernel/time.ts) as a parameter; for a duration use performance.now()',
  },
  {
    name: 'chance',
    pattern: /\bMath\.random\b/g,
    allowed: [],
    instead: 'use kernel/id.ts for ids, kernel/crypto for secrets',
  },
  {
    name: 'the environment',
    pattern: /\bprocess\.env\b/g,
    allowed: ['apps/*/config/env.ts'],
    instead: 'read it in config/env.ts of the app and pass the value on',
  },
  {
    name: 'fetch',
    pattern: /(?<![.\w#])(?:globalThis\.)?fetch\s*\(/g,
    allowed: ['client'],
    instead: 'clients use client/; the data path uses undici in exchange/',
  },
];

const free = (path: string): boolean => isTest(path) || path.startsWith('tools/');

/** Time, chance, the environment and the network enter through one file each, so that tests can hold them. */
export const guardedGlobals: Rule = {
  name: 'guarded globals',
  check: ({ sources }) =>
    sources
      .filter(({ path }) => !free(path))
      .flatMap((source) =>
        guarded
          .filter(({ allowed }) => !allowed.some((place) => covers(place, source.path)))
          .flatMap(({ name, pattern, instead }) =>
            [...source.scan.code.matchAll(pattern)].map(
              ({ index, 0: text }): Finding => ({
                file: source.path,
                line: lineAt(source.text, index),
                rule: guardedGlobals.name,
                what: `reads ${name} (\`${text.trim()}\`)`,
                instead,
              }),
            ),
          ),
      ),
};
