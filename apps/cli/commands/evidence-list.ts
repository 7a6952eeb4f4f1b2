import type { Command } from 'commander';
import { reachOrganisation } from '../organisation/reach.ts';
import { table } from '../render/table.ts';
import { count, countTo, organisationNumber } from '../shell/arguments.ts';
import { type CommonOptions, leaf } from '../shell/leaf.ts';
import type { Failure, Told } from '../shell/outcome.ts';
import type { Shell } from '../shell/shell.ts';

interface Options extends CommonOptions {
  readonly org?: string;
  readonly limit: number;
  readonly messageId?: string;
  readonly page: number;
}

const examples = [
  'ena evidence list --org 2120000829',
  'ena evidence list --org 2120000829 --limit 100 --json',
  'ena evidence list --org 2120000829 --message-id fa2e18a5-c2cb-4d09-b994-f57727f7c3fb',
];

export function evidenceList(shell: Shell): Command {
  return leaf(
    'list',
    { sv: 'Visar utbyten som finns på pränt, senaste först', en: 'Shows exchanges on record, newest first' },
    examples,
  )
    .option('--org <orgnr>', 'whose records', organisationNumber)
    .option('--message-id <id>', 'only of the call that came with this X-Road-Id')
    .option('--limit <count>', 'how many, at most 100', countTo(100), 20)
    .option('--page <number>', 'which page', count, 1)
    .action((options: Options) => shell.tell(options, run(options, shell)));
}

const headings = [
  'post',
  'tid / time',
  'roll / role',
  'motpart / counterpart',
  'tjänst / service',
  'operation',
  'svar / answer',
  'id',
];

async function run({ data, org, limit, page, messageId }: Options, shell: Shell): Promise<Told | Failure> {
  const reached = reachOrganisation(data, org, shell);
  if (reached.kind === 'failed') return reached;
  const { client, told } = reached.value;
  const listed = told(await client.exchanges({ limit, page, ...(messageId !== undefined && { messageId }) }));
  if (listed.kind === 'failed') return listed;
  const { items, _meta } = listed.value;
  const rows = items.map((one) => [
    String(one.index),
    one.receivedAt,
    one.role,
    one.counterpart,
    one.service,
    `${one.method} ${one.path}`,
    one.status === 0 ? one.outcome : String(one.status),
    one.exchangeId,
  ]);
  const text = `${table(headings, rows)}\n${items.length} av / of ${_meta.totalRecords}`;
  return { kind: 'told', text, json: { items, _meta } };
}
