import type { Operation } from '@ena/client/connector.ts';
import type { Command } from 'commander';
import { followUp } from '../folder/follow-up.ts';
import { reachOrganisation } from '../organisation/reach.ts';
import { count, list, operation, organisationNumber, slug } from '../shell/arguments.ts';
import { type CommonOptions, leaf } from '../shell/leaf.ts';
import type { Failure, Told } from '../shell/outcome.ts';
import type { Shell } from '../shell/shell.ts';

interface Options extends CommonOptions {
  readonly org?: string;
  readonly url: string;
  readonly title?: string;
  readonly operation: readonly Operation[];
  readonly timeout?: number;
  readonly requireMandate?: boolean;
  readonly permission?: readonly string[];
}

const examples = [
  'ena service add vader --org 2120003005 --url http://127.0.0.1:3000 --operation "GET /prognos/{ort}"',
  'ena service add foretag --org 2021005489 --url http://127.0.0.1:8430/vardefulla-datamangder/v1 \\',
  '    --title "Företagsinformation" --operation "POST /organisationer" --operation "GET /dokument/{dokumentId}"',
];

export function serviceAdd(shell: Shell): Command {
  return leaf(
    'add',
    {
      sv: 'Erbjuder en tjänst; ingen får använda den förrän `ena service grant` säger det',
      en: 'Offers a service; nobody may use it before `ena service grant` says so',
    },
    examples,
  )
    .argument('<id>', 'a–z, 0–9 and hyphens', slug)
    .option('--org <orgnr>', 'whose service it is', organisationNumber)
    .requiredOption('--url <url>', 'where the connector reaches it')
    .option('--title <title>', 'what people call it (default: the id)')
    .requiredOption('--operation <operation>', '"METHOD /path/{name}"; repeat for more', operation)
    .option('--require-mandate', 'a call must bring a mandate (Ena-Mandate) from the one it is about')
    .option(
      '--permission <code>',
      'one of these must be in the mandate, a code or ORGNR/CODE of one relying party; repeat for more',
      list,
    )
    .option('--timeout <seconds>', 'how long it may take to answer (default 20)', count)
    .action((id: string, options: Options) => shell.tell(options, run(id, options, shell)));
}

async function run(id: string, options: Options, shell: Shell): Promise<Told | Failure> {
  const reached = reachOrganisation(options.data, options.org, shell);
  if (reached.kind === 'failed') return reached;
  const { client, told, organisation } = reached.value;
  const { url, title = id, operation: operations, timeout, requireMandate = false, permission } = options;
  const asksForMandate = requireMandate || permission !== undefined;
  const service = {
    id,
    title,
    url,
    operations,
    ...(timeout !== undefined && { timeoutMs: timeout * 1000 }),
    ...(asksForMandate && { mandate: { required: requireMandate, permissions: permission ?? [] } }),
  };
  const added = told(await client.addService(service));
  if (added.kind === 'failed') return added;
  const text = [
    `✓ ${organisation.orgnr}/${id} erbjuds / is offered: ${operations.map(({ method, path }) => `${method} ${path}`).join(', ')}`,
    `  ge någon tillgång / give someone access: ${followUp(options.data, `service grant ${id} --org ${organisation.orgnr} --consumer ORGNR --purpose … --legal-basis … --agreement …`)}`,
  ].join('\n');
  return { kind: 'told', text, json: added.value };
}
