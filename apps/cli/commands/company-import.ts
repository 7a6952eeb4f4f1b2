import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { type Command, Option } from 'commander';
import { type CommonOptions, leaf } from '../shell/leaf.ts';
import { type Failure, failed, type Told } from '../shell/outcome.ts';
import { inCheckout, type Shell } from '../shell/shell.ts';

interface Options extends CommonOptions {
  readonly kind: 'bolagsverket' | 'scb';
  readonly again?: boolean;
}

const examples = [
  'ena company import --kind bolagsverket bolagsverket_bulkfil.txt',
  'ena company import --kind scb scb_bulkfil.txt --data ./mine',
];

export function companyImport(shell: Shell): Command {
  return leaf(
    'import',
    {
      sv: 'Läser in en publicerad bulkfil (uppackad .txt) i företagstjänsten; en avbruten inläsning återupptas',
      en: 'Takes a published bulk file (unpacked .txt) into the company service; one that broke off is resumed',
    },
    examples,
  )
    .argument('<file>', 'the unpacked .txt file')
    .addOption(
      new Option('--kind <kind>', 'whose file it is').choices(['bolagsverket', 'scb']).makeOptionMandatory(),
    )
    .option('--again', 'read a delivery that was finished before once more')
    .action((file: string, options: Options) => shell.tell(options, run(file, options, shell)));
}

/** The import is the company service's own program, which owns the database; the service must stand still meanwhile. */
async function run(file: string, { data, kind, again }: Options, shell: Shell): Promise<Told | Failure> {
  if (!existsSync(file)) return failed('unknown', `Filen ${file} finns inte.`, `There is no file ${file}.`);
  const flags = [
    '--data',
    join(resolve(data), 'company'),
    '--kind',
    kind,
    '--json',
    ...(again ? ['--again'] : []),
  ];
  const child = spawn(process.execPath, [inCheckout('apps/hub/import.ts'), ...flags, resolve(file)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: shell.surroundings.childEnvironment,
  });
  const ended = new Promise<number | null>((done) => {
    child.once('error', () => done(null));
    child.once('close', done);
  });
  const [code, output] = await Promise.all([ended, text(child.stdout)]);
  if (code !== 0) return notImported(code);
  const outcome = JSON.parse(output) as { readonly told: string };
  return { kind: 'told', text: `✓ ${outcome.told}`, json: outcome };
}

/** The program itself has said why, on standard error. */
function notImported(code: number | null): Failure {
  if (code === 1)
    return failed(
      'refused',
      'Filen lästes inte in; orsaken står ovan.',
      'The file was not imported; the reason stands above.',
    );
  return failed(
    code === 2 ? 'usage' : 'unavailable',
    'Inget lästes in; orsaken står ovan. Är sandlådan igång, stoppa den först.',
    'Nothing was imported; the reason stands above. If the sandbox runs, stop it first.',
  );
}
