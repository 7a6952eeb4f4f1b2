import type { NewGrant, Operation, Service } from '@ena/client/connector.ts';
import type { Command } from 'commander';
import { followUp } from '../folder/follow-up.ts';
import { reachOrganisation } from '../organisation/reach.ts';
import { allPages } from '../shell/all-pages.ts';
import { consumer, instant, list, operation, organisationNumber } from '../shell/arguments.ts';
import { type CommonOptions, leaf } from '../shell/leaf.ts';
import { type Failure, failed, type Told } from '../shell/outcome.ts';
import type { Shell } from '../shell/shell.ts';

interface Options extends CommonOptions {
  readonly org?: string;
  readonly consumer: string;
  readonly operation?: readonly Operation[];
  readonly purpose: readonly string[];
  readonly legalBasis: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly agreement: string;
}

const examples = [
  'ena service grant vader --org 2120003005 --consumer 2120000829 --operation "GET /prognos/{ort}" \\',
  '    --purpose planering --legal-basis GDPR-6.1.e --agreement avtal-2026-17',
  'ena service grant vader --org 2120003005 --consumer 2120000829/verksamhet --purpose planering \\',
  '    --legal-basis GDPR-6.1.e --to 2027-12-31 --agreement avtal-2026-17    every operation, one system',
];

export function serviceGrant(shell: Shell): Command {
  return leaf(
    'grant',
    {
      sv: 'Ger en organisation eller ett av dess system rätt till operationer i en tjänst',
      en: 'Gives an organisation, or one system of it, the right to operations of a service',
    },
    examples,
  )
    .argument('<id>', 'the service')
    .option('--org <orgnr>', 'whose service it is', organisationNumber)
    .requiredOption('--consumer <consumer>', 'ORGNR, or ORGNR/SYSTEM', consumer)
    .option(
      '--operation <operation>',
      '"METHOD /path/{name}"; repeat for more (default: all of the service)',
      operation,
    )
    .requiredOption('--purpose <purpose>', 'what it may be used for; repeat for more', list)
    .requiredOption('--legal-basis <basis>', 'on what legal basis; repeat for more', list)
    .option('--from <time>', 'valid from (default: now)', instant)
    .option('--to <time>', 'valid to (default: until revoked)', instant)
    .requiredOption('--agreement <agreement>', 'the agreement that it follows from')
    .action((id: string, options: Options) => shell.tell(options, run(id, options, shell)));
}

async function run(id: string, options: Options, shell: Shell): Promise<Told | Failure> {
  const reached = reachOrganisation(options.data, options.org, shell);
  if (reached.kind === 'failed') return reached;
  const { client, told, organisation } = reached.value;
  const services = told(await allPages(client.services));
  if (services.kind === 'failed') return services;
  const service = services.value.find((one) => one.id === id);
  if (service === undefined) {
    const offered = services.value.map((one) => one.id).join(', ') || '–';
    return failed(
      'unknown',
      `${organisation.name} erbjuder ingen tjänst ${id}; den har ${offered}.`,
      `${organisation.name} offers no service ${id}; it has ${offered}.`,
    );
  }
  const granted = told(await client.addGrant(newGrant(service, options)));
  if (granted.kind === 'failed') return granted;
  const text = [
    `✓ ${options.consumer} får använda / may use ${organisation.orgnr}/${id}`,
    ...(options.operation ?? []).filter((one) => !isOffered(one, service)).map(notOffered),
    `  ta tillbaka / take back: ${followUp(options.data, `service revoke ${granted.value.id} --org ${organisation.orgnr}`)}`,
  ].join('\n');
  return { kind: 'told', text, json: granted.value };
}

function newGrant(service: Service, options: Options): NewGrant {
  const { consumer: to, purpose, legalBasis, from, to: until, agreement } = options;
  return {
    consumer: to,
    service: service.id,
    operations: options.operation ?? service.operations,
    purposes: purpose,
    legalBasis,
    agreement,
    ...(from !== undefined && { validFrom: from }),
    ...(until !== undefined && { validTo: until }),
  };
}

function isOffered({ method, path }: Operation, { operations }: Service): boolean {
  return operations.some((one) => one.method === method && one.path === path);
}

/** A grant may say less than the service does, or more than it does yet: told, not refused. */
function notOffered({ method, path }: Operation): string {
  return `  ! ${method} ${path} står inte så bland tjänstens operationer / is not among the operations of the service`;
}
