import { statSync } from 'node:fs';
import type { Connection } from '@ena/client/call.ts';
import { type Command, Option } from 'commander';
import { inBatches } from '../cases/batches.ts';
import { loadBatch, type Rejected } from '../cases/load-batch.ts';
import { reachCases } from '../cases/reach-cases.ts';
import { type EventFormat, formatOf, readEvents, UnusableFile } from '../cases/read-events.ts';
import { progressBar } from '../render/progress-bar.ts';
import { type CommonOptions, leaf } from '../shell/leaf.ts';
import { type Failure, failed, ok, type Result, type Told } from '../shell/outcome.ts';
import type { Shell } from '../shell/shell.ts';

interface Options extends CommonOptions {
  readonly producer: string;
  readonly key?: string;
  readonly format?: EventFormat;
}

const examples = [
  'ena cases load handelser.ndjson --producer testkommunen',
  'ena cases load handelser.csv --producer testkommunen          columns: rooms/blocks/mina-arenden/wire/own/csv-event.ts',
  'ENA_LOAD_KEY=load_… ena cases load handelser.ndjson --producer testkommunen --json',
];

export function casesLoad(shell: Shell): Command {
  return leaf(
    'load',
    {
      sv: 'Laddar händelser till det nav som kör, tusen i taget; rader som är fel hoppas över och visas',
      en: 'Loads events into the running hub, a thousand at a time; wrong lines are left out and shown',
    },
    examples,
  )
    .argument('<file>', 'one event of the load API as JSON on each line (NDJSON), or CSV')
    .requiredOption('--producer <id>', 'whose events they are')
    .addOption(
      new Option('--format <format>', 'how the file is written (default: by its ending)').choices([
        'ndjson',
        'csv',
      ]),
    )
    .option(
      '--key <key>',
      'its load key (or in the environment as ENA_LOAD_KEY, where others do not see it); default: the right of the folder’s operator',
    )
    .action((file: string, options: Options) => shell.tell(options, run(file, options, shell)));
}

interface Counted {
  readonly created: number;
  readonly replaced: number;
  readonly leftOut: number;
  /** The first of those that were left out. */
  readonly rejected: readonly Rejected[];
}

/** So many are kept in memory and told. */
const mostRejected = 1000;

async function run(file: string, options: Options, shell: Shell): Promise<Told | Failure> {
  const size = sizeOf(file);
  if (size.kind === 'failed') return size;
  const connection = await connectionOf(options, shell);
  if (connection.kind === 'failed') return connection;
  const given = { ...options, file, totalBytes: size.value };
  const loaded = await loadFile(connection.value, given, shell).catch((error: unknown) => {
    if (error instanceof UnusableFile) return unusable;
    throw error;
  });
  return loaded.kind === 'failed' ? loaded : told(loaded.value);
}

function sizeOf(file: string): Result<number> {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found?.isFile()) return ok(found.size);
  return found === undefined
    ? failed('unknown', `Filen ${file} finns inte.`, `There is no file ${file}.`)
    : failed('usage', `${file} är ingen fil.`, `${file} is no file.`);
}

async function connectionOf(options: Options, shell: Shell): Promise<Result<Connection>> {
  const cases = reachCases(options.data, shell);
  if (cases.kind === 'failed') return cases;
  const { url, client, told: toldBy, loadToken } = cases.value;
  const { fetch } = shell;
  const deadlineMs = 60_000;
  const key = options.key ?? shell.surroundings.loadKey;
  if (key !== undefined) return ok({ url, fetch, token: key, deadlineMs });
  const producer = toldBy(await client.producer(options.producer));
  if (producer.kind === 'failed') return producer;
  const token = await loadToken(producer.value);
  return token.kind === 'failed' ? token : ok({ url, fetch, token: token.value, deadlineMs });
}

interface Given {
  readonly producer: string;
  readonly file: string;
  readonly format?: EventFormat;
  readonly totalBytes: number;
}

/** A file that breaks off as unusable may have been loaded in part; the program that reads it has said why. */
const unusable = failed(
  'refused',
  'Filen går inte att använda; orsaken står ovan.',
  'The file cannot be used; the reason stands above.',
);

async function loadFile(
  connection: Connection,
  { producer, file, format = formatOf(file), totalBytes }: Given,
  { isTerminal, surroundings }: Shell,
): Promise<Result<Counted>> {
  const bar = progressBar(isTerminal);
  const rejected: Rejected[] = [];
  let [created, replaced, leftOut] = [0, 0, 0];
  const events = readEvents(file, format, surroundings.childEnvironment);
  for await (const batch of inBatches(events)) {
    const loaded = await loadBatch(connection, producer, batch);
    if (loaded.kind === 'failed') {
      bar.clear();
      return brokenOff(loaded, batch[0]?.line ?? 1, created + replaced);
    }
    created += loaded.value.created;
    replaced += loaded.value.replaced;
    leftOut += loaded.value.rejected.length;
    rejected.push(...loaded.value.rejected.slice(0, mostRejected - rejected.length));
    const bytes = batch.at(-1)?.upTo ?? 0;
    bar.show({ bytes, totalBytes, rows: created + replaced, rejected: leftOut });
  }
  bar.clear();
  return ok({ created, replaced, leftOut, rejected });
}

function brokenOff({ exit, sv, en }: Failure, line: number, before: number): Failure {
  if (before === 0) return failed(exit, sv, en);
  return failed(
    exit,
    `${sv} ${before} händelser hann laddas; rad ${line} och framåt gjorde det inte. Kör om med hela filen.`,
    `${en} ${before} events were loaded before; line ${line} and on were not. Run again with the whole file.`,
  );
}

const mostShown = 20;

function told({ created, replaced, leftOut, rejected }: Counted): Told {
  const shown = rejected.slice(0, mostShown).map(({ line, reason }) => `  rad / line ${line}: ${reason}`);
  const more = leftOut - shown.length;
  const isNothing = created + replaced === 0 && leftOut > 0;
  const text = [
    `${isNothing ? '✗' : '✓'} ${created} nya / new, ${replaced} ersatta / replaced, ${leftOut} överhoppade / left out`,
    ...shown,
    ...(more > 0 ? [`  … ${more} till / more`] : []),
  ];
  return {
    kind: 'told',
    exit: isNothing ? 'refused' : 'ok',
    text: text.join('\n'),
    json: { created, replaced, leftOut, rejected },
  };
}
