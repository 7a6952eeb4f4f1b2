import { parseArgs } from 'node:util';

export interface CaseImportInvocation {
  readonly producer: string;
  readonly format: 'ndjson' | 'csv';
  readonly file: string;
  /** The hub's folder, whose embedded database takes the file where there is no `DATABASE_URL`. */
  readonly folder: string;
  readonly databaseUrl: string | undefined;
}

export type ReadCaseImport =
  | { readonly kind: 'run'; readonly invocation: CaseImportInvocation }
  | { readonly kind: 'stop'; readonly code: number; readonly text: string };

const help = `Takes a producer's history of customer events into Mina ärenden.

  node apps/hub/import-cases.ts --producer testkommunen --data ./.ena/hub historik.ndjson
  DATABASE_URL=postgres://… node apps/hub/import-cases.ts --producer testkommunen --format csv historik.csv

  --producer  id of a producer that is registered
  --format    ndjson (default; one event of the load API a line) or csv (see rooms/blocks/mina-arenden/README.md)
  --data      folder of the hub; it must not be running meanwhile, unless DATABASE_URL is used

Rows that are wrong are skipped and listed, by line and reason, in FILE.rejected.tsv. An import that broke off is begun
again from the start; what is there already is replaced by itself. Answers one JSON line.
Exit codes: 0 taken in, 1 the file or the producer cannot be used, 2 wrong use, 3 the database cannot be opened.
`;

/** Reads the command line of the import; `env.ts` hands it over. */
export function readCaseImport(argv: readonly string[], env: NodeJS.ProcessEnv): ReadCaseImport {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        producer: { type: 'string' },
        format: { type: 'string', default: 'ndjson' },
        data: { type: 'string', default: './.ena/hub' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) return { kind: 'stop', code: 0, text: help };
    const [file, ...more] = positionals;
    const { producer, format, data: folder } = values;
    if (file === undefined || more.length > 0) return stop('Name one file.');
    if (producer === undefined) return stop('Name the producer: --producer ID.');
    if (format !== 'ndjson' && format !== 'csv')
      return stop('The format is --format ndjson or --format csv.');
    return { kind: 'run', invocation: { producer, format, file, folder, databaseUrl: env.DATABASE_URL } };
  } catch (error) {
    return stop((error as Error).message);
  }
}

function stop(sentence: string): ReadCaseImport {
  return { kind: 'stop', code: 2, text: `${sentence}\n\n${help}` };
}
