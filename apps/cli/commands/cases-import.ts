import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { type Command, Option } from 'commander';
import { notStarted } from '../cases/reach-cases.ts';
import { type EventFormat, formatOf } from '../cases/read-events.ts';
import { readSandboxFile } from '../folder/sandbox-file.ts';
import { type CommonOptions, leaf } from '../shell/leaf.ts';
import { type Failure, failed, type Told } from '../shell/outcome.ts';
import { inCheckout, type Shell } from '../shell/shell.ts';

interface Options extends CommonOptions {
  readonly producer: string;
  readonly format?: EventFormat;
}

const examples = [
  'ena cases import historik.ndjson --producer testkommunen',
  'ena cases import historik.csv --producer testkommunen --data ./mine',
];

export function casesImport(shell: Shell): Command {
  return leaf(
    'import',
    {
      sv: 'Läser in en producents historik från en fil, medan navet står still; fel rader hoppas över och listas',
      en: 'Takes a producer’s history in from a file while the hub stands still; wrong rows are left out and listed',
    },
    examples,
  )
    .argument('<file>', 'NDJSON or CSV')
    .requiredOption('--producer <id>', 'whose history it is')
    .addOption(
      new Option('--format <format>', 'how the file is written (default: by its ending)').choices([
        'ndjson',
        'csv',
      ]),
    )
    .action((file: string, options: Options) => shell.tell(options, run(file, options, shell)));
}

/** The import is a program of the hub's, which owns the database; the hub must stand still meanwhile. */
async function run(file: string, { data, producer, format }: Options, shell: Shell): Promise<Told | Failure> {
  if (readSandboxFile(data) === undefined) return notStarted(resolve(data));
  const flags = [
    '--data',
    join(resolve(data), 'hub'),
    '--producer',
    producer,
    '--format',
    format ?? formatOf(file),
  ];
  const child = spawn(process.execPath, [inCheckout('apps/hub/import-cases.ts'), ...flags, resolve(file)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: shell.surroundings.childEnvironment,
  });
  const ended = new Promise<number | null>((done) => {
    child.once('error', () => done(null));
    child.once('close', done);
  });
  const [code, output] = await Promise.all([ended, text(child.stdout)]);
  if (code !== 0) return notImported(code);
  const told = JSON.parse(output) as {
    readonly rows: number;
    readonly rejected: number;
    readonly report: string;
  };
  const listed = told.rejected > 0 ? ` (${told.report})` : '';
  return {
    kind: 'told',
    text: `✓ ${told.rows} händelser / events, ${told.rejected} överhoppade / left out${listed}`,
    json: told,
  };
}

/** The program itself has said why, on standard error. */
function notImported(code: number | null): Failure {
  if (code === 1)
    return failed(
      'refused',
      'Filen lästes inte in; orsaken står ovan.',
      'The file was not taken in; the reason stands above.',
    );
  return failed(
    code === 2 ? 'usage' : 'unavailable',
    'Inget lästes in; orsaken står ovan. Är navet igång, stoppa det först, eller ladda med `ena cases load`.',
    'Nothing was taken in; the reason stands above. If the hub runs, stop it first, or load with `ena cases load`.',
  );
}
