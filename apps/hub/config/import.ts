import { parseArgs } from 'node:util';

export interface ImportInvocation {
  readonly kind: 'bolagsverket' | 'scb';
  readonly file: string;
  /** The company service's folder, whose embedded database takes the file where there is no `DATABASE_URL`. */
  readonly folder: string;
  readonly databaseUrl: string | undefined;
  readonly again: boolean;
  /** One line of JSON instead of sentences, where the file was taken in. */
  readonly json: boolean;
}

export type ReadImport =
  | { readonly kind: 'run'; readonly invocation: ImportInvocation }
  | { readonly kind: 'stop'; readonly code: number; readonly text: string };

const help = `Takes a published bulk file of companies into the company base data.

  npm run import:company -- --kind bolagsverket --data ./.ena/company bolagsverket_bulkfil.txt
  DATABASE_URL=postgres://… npm run import:company -- --kind scb scb_bulkfil.txt

  --kind   bolagsverket (;-separated, UTF-8) or scb (tabs, latin-1)
  --data   folder of the company service; it must not be running meanwhile, unless DATABASE_URL is used
  --again  takes a file in once more that was finished before
  --json   tells what was taken in as one line of JSON

An import that broke off goes on where it stopped. Rows that cannot be read are skipped and listed, by line and reason,
in FILE.rejected.tsv. Exit codes: 0 taken in, 1 the file cannot be used, 2 wrong use, 3 the database cannot be opened.
`;

/** Reads the command line of the import; `env.ts` hands it over. */
export function readImport(argv: readonly string[], env: NodeJS.ProcessEnv): ReadImport {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        kind: { type: 'string' },
        data: { type: 'string', default: './.ena/company' },
        again: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) return { kind: 'stop', code: 0, text: help };
    const file = positionals[0];
    const { kind, data: folder, again, json } = values;
    if (file === undefined || positionals.length > 1) return stop('Name one file.');
    if (kind !== 'bolagsverket' && kind !== 'scb')
      return stop('Say which kind of file: --kind bolagsverket or --kind scb.');
    return {
      kind: 'run',
      invocation: { kind, file, folder, databaseUrl: env.DATABASE_URL, again, json },
    };
  } catch (error) {
    return stop((error as Error).message);
  }
}

function stop(sentence: string): ReadImport {
  return { kind: 'stop', code: 2, text: `${sentence}\n\n${help}` };
}
