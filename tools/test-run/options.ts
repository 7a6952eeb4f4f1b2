import { parseArgs } from 'node:util';
import { isKind, type Kind, kinds } from './kinds.ts';

export interface Options {
  readonly kinds: readonly Kind[];
  readonly places: readonly string[];
  readonly only: string | undefined;
  readonly json: string | undefined;
  readonly fileSeconds: number;
  readonly concurrency: number;
  readonly closingLine: boolean;
}

export const usage = `Runs tests. Unit tests of one folder share a process; other files, and all with --only, have one each.

  npm test                              every unit test
  npm test -- kernel rooms/blocks/x     those at or below these places
  npm test -- --only 'tampered'         those whose name matches (a JavaScript pattern)
  npm test -- --kind pg                 unit | pg | conformance | fault | e2e | all

  --json FILE           also write the counts there
  --file-seconds N      how long one file may take (default 300; 400 for the other kinds)
  --concurrency N       files at once (default 2 for unit, 1 for the other kinds)
  --no-closing-line     leave out the last line, for a caller that adds counts up

Exit code 0 if every test passed, 1 if one failed or none ran, 2 for a wrong call.
`;

function wholeNumber(text: string | undefined, fallback: number): number | string {
  if (text === undefined) return fallback;
  const value = Number(text);
  return Number.isInteger(value) && value > 0 ? value : `\`${text}\` is not a whole number above 0`;
}

/** Reads the command line; a text says what is wrong with it. */
export function readOptions(args: readonly string[]): Options | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        kind: { type: 'string', default: 'unit' },
        only: { type: 'string' },
        json: { type: 'string' },
        'file-seconds': { type: 'string' },
        concurrency: { type: 'string' },
        'no-closing-line': { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return usage;
    const { kind } = values;
    if (kind !== 'all' && !isKind(kind)) return `--kind takes ${kinds.join(', ')} or all, not \`${kind}\``;
    const fileSeconds = wholeNumber(values['file-seconds'], kind === 'unit' ? 300 : 400);
    const concurrency = wholeNumber(values.concurrency, kind === 'unit' ? 2 : 1);
    if (typeof fileSeconds === 'string') return `--file-seconds: ${fileSeconds}`;
    if (typeof concurrency === 'string') return `--concurrency: ${concurrency}`;
    return {
      kinds: kind === 'all' ? kinds : [kind],
      places: positionals.map((place) => place.replace(/^\.\//, '')),
      only: values.only,
      json: values.json,
      fileSeconds,
      concurrency,
      closingLine: !values['no-closing-line'],
    };
  } catch (problem) {
    return problem instanceof Error ? problem.message : String(problem);
  }
}
