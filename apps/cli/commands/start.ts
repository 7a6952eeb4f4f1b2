import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { showProgress } from '../render/progress.ts';
import { Installation } from '../sandbox/installation.ts';
import { consumer, localUrl } from '../sandbox/plan.ts';
import { prepareFolder } from '../sandbox/prepare-folder.ts';
import type { Site } from '../sandbox/programs.ts';
import { reportJson, reportText } from '../sandbox/report.ts';
import { showFirstExchange } from '../sandbox/show-first-exchange.ts';
import { organisationNumber, port } from '../shell/arguments.ts';
import { bare, defaultFolder } from '../shell/leaf.ts';
import { type Failure, failed, orSystemError, type Told } from '../shell/outcome.ts';
import type { Shell } from '../shell/shell.ts';
import { untilStopped } from '../supervisor/until-stopped.ts';

interface Options {
  readonly sandbox?: boolean;
  readonly once?: boolean;
  readonly ask: string;
  readonly port: number;
  readonly data?: string;
  readonly json?: boolean;
}

const examples = [
  'npm start                                 the sandbox, until Ctrl-C',
  'npm start -- --ask 2021005489             the first exchange asks for another organisation',
  'npm start -- --once --json                one exchange, one JSON line, everything stopped again',
  'npm start -- --port 9400 --data ./other   beside another one',
  'ena start --data ./mine                   hub and connectors of a folder, without the sandbox',
];

export function start(shell: Shell): Command {
  return bare(
    'start',
    {
      sv: 'Startar nav och anslutningar, i sandlådan även företagstjänsten, och gör det första utbytet',
      en: 'Starts hub and connectors, in the sandbox also the company service, and makes the first exchange',
    },
    examples,
  )
    .option('--sandbox', 'two organisations and a company service that are ready to use')
    .option('--once', 'stop after the first exchange (sandbox)')
    .option(
      '--ask <orgnr>',
      'which organisation the first exchange asks for',
      organisationNumber,
      consumer.orgnr,
    )
    .option(
      '--port <base>',
      'first port: hub BASE, connectors BASE+10 and BASE+20, company service BASE+30',
      port,
      8400,
    )
    .option(
      '--data <dir>',
      `folder of the installation (default ${defaultFolder}; with --once a new temporary one)`,
    )
    .action((options: Options) => run(options, shell));
}

async function run(options: Options, shell: Shell): Promise<void> {
  const stopped = untilStopped(shell.surroundings.startedByNpm);
  const { once = false, sandbox = false, port: base, json = false } = options;
  const tell = (told: Told | Failure) => shell.tell(options, Promise.resolve(told));
  if (once && !sandbox) return tell(failed('usage', '--once kräver --sandbox.', '--once needs --sandbox.'));
  const temporary = once && options.data === undefined ? mkdtempSync(join(tmpdir(), 'ena-')) : undefined;
  const data = resolve(options.data ?? temporary ?? defaultFolder);
  const site: Site = { data, base, sandbox, shell };
  const prepared = await orSystemError(prepareFolder(site));
  if (prepared.kind === 'failed') {
    discard(temporary);
    return tell(prepared);
  }

  const installation = new Installation(site, showProgress(shell));
  const work = orSystemError(serve(installation, site, options));
  const first = await Promise.race([work, stopped]);
  if (first !== undefined) await tell(first);
  else if (once) await tell(interrupted);
  if (first?.kind === 'told' && !once) await stayUp(installation, shell, stopped, json);
  await installation.close();
  await work;
  if (first?.kind === 'failed' && first.exit === 'unknown') discard(temporary);
  process.exit();
}

/** A temporary folder in which nothing is left to look at. */
function discard(temporary: string | undefined): void {
  if (temporary !== undefined) rmSync(temporary, { recursive: true, force: true });
}

const interrupted = failed(
  'refused',
  'Avbrutet innan det första utbytet var gjort.',
  'Interrupted before the first exchange was made.',
);

async function serve(installation: Installation, site: Site, options: Options): Promise<Told | Failure> {
  const opened = await installation.open();
  if (opened.kind === 'failed') return opened;
  if (!site.sandbox) {
    const hub = localUrl(site.base);
    return { kind: 'told', text: `Igång / Running: ${hub}/`, json: { hub } };
  }
  const report = await showFirstExchange(installation, site, options.ask, options.once !== true);
  if (report.kind === 'failed') return report;
  return { kind: 'told', text: `\n${reportText(report.value)}`, json: reportJson(report.value) };
}

const lookForNewMs = 1_000;

/** Until it is told to stop; organisations that are added meanwhile get their connectors. */
async function stayUp(
  installation: Installation,
  shell: Shell,
  stopped: Promise<void>,
  json: boolean,
): Promise<void> {
  (json ? shell.err : shell.out)('\nCtrl-C stoppar allt / stops everything');
  let looking = Promise.resolve();
  const timer = setInterval(() => {
    looking = looking.then(() => installation.startNewConnectors());
  }, lookForNewMs);
  await stopped;
  clearInterval(timer);
  shell.err('\nStoppar … / Stopping …');
}
