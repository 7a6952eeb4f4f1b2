import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { showProgress } from '../render/progress.ts';
import { collectEvidence } from '../sandbox/collect-evidence.ts';
import { makeFirstExchange } from '../sandbox/first-exchange.ts';
import { Installation } from '../sandbox/installation.ts';
import { consumer, localUrl, provider } from '../sandbox/plan.ts';
import { prepareFolder } from '../sandbox/prepare-folder.ts';
import type { Site } from '../sandbox/programs.ts';
import { type ReportInput, reportJson, reportText } from '../sandbox/report.ts';
import { organisationNumber, port } from '../shell/arguments.ts';
import { bare, defaultFolder } from '../shell/leaf.ts';
import { type Failure, failed, ok, type Result, type Told } from '../shell/outcome.ts';
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
  const stopped = untilStopped();
  const { once = false, sandbox = false, port: base, json = false } = options;
  if (once && !sandbox) {
    await shell.tell(
      options,
      Promise.resolve(failed('usage', '--once kräver --sandbox.', '--once needs --sandbox.')),
    );
    return;
  }
  const data = resolve(options.data ?? (once ? mkdtempSync(join(tmpdir(), 'ena-')) : defaultFolder));
  const site: Site = { data, base, sandbox, shell };
  const prepared = await prepareFolder(data, base, sandbox, shell);
  if (prepared.kind === 'failed') return shell.tell(options, Promise.resolve(prepared));

  const installation = new Installation(site, showProgress(shell));
  const work = serve(installation, site, options);
  const told = await Promise.race([work, stopped.then(() => 'stopped' as const)]);
  if (told !== 'stopped') await shell.tell(options, Promise.resolve(told));
  if (told !== 'stopped' && told.kind === 'told' && !once) await stayUp(installation, shell, stopped, json);
  await installation.close();
  if (told === 'stopped') await work;
  process.exit();
}

async function serve(installation: Installation, site: Site, options: Options): Promise<Told | Failure> {
  const opened = await installation.open();
  if (opened.kind === 'failed') return opened;
  if (!site.sandbox)
    return {
      kind: 'told',
      text: `Igång / Running: ${localUrl(site.base)}/`,
      json: { hub: localUrl(site.base) },
    };
  const report = await firstExchange(installation, site, options);
  if (report.kind === 'failed') return report;
  return { kind: 'told', text: `\n${reportText(report.value)}`, json: reportJson(report.value) };
}

async function firstExchange(
  installation: Installation,
  site: Site,
  { ask, once = false }: Options,
): Promise<Result<ReportInput>> {
  const exchange = await makeFirstExchange(site, installation.companyUrl, ask);
  if (exchange.kind === 'failed') return exchange;
  const [asking, asked] = [installation.reach(consumer.orgnr), installation.reach(provider.orgnr)];
  if (asking.kind === 'failed') return asking;
  if (asked.kind === 'failed') return asked;
  const { exchangeId } = exchange.value;
  const [mine, theirs] = await Promise.all([
    collectEvidence(site.data, asking.value, exchangeId),
    collectEvidence(site.data, asked.value, exchangeId),
  ]);
  if (mine.kind === 'failed') return mine;
  if (theirs.kind === 'failed') return theirs;
  const wrong = [mine, theirs].find(({ value }) => !value.verdict.ok);
  if (wrong !== undefined) return refusedEvidence(wrong.value.file, wrong.value.verdict.firstProblem?.detail);
  return ok({
    exchange: exchange.value,
    consumerEvidence: mine.value,
    providerEvidence: theirs.value,
    base: site.base,
    data: site.data,
    staysUp: !once,
  });
}

function refusedEvidence(file: string, why: { sv: string; en: string } | undefined): Failure {
  return failed(
    'refused',
    `Beviset ${file} underkändes: ${why?.sv}`,
    `The evidence ${file} was refused: ${why?.en}`,
  );
}

const lookForNewMs = 1_000;

async function stayUp(
  installation: Installation,
  shell: Shell,
  stopped: Promise<void>,
  json: boolean,
): Promise<void> {
  (json ? shell.err : shell.out)('\nCtrl-C stoppar allt / stops everything');
  let busy = false;
  const timer = setInterval(async () => {
    if (busy) return;
    busy = true;
    await installation.startNewConnectors();
    busy = false;
  }, lookForNewMs);
  await stopped;
  clearInterval(timer);
  shell.err('\nStoppar … / Stopping …');
}
