import type { Grant, Service } from '@ena/client/connector.ts';
import { hubClient, type Organisation } from '@ena/client/hub.ts';
import type { Command } from 'commander';
import { listOrganisations } from '../folder/organisations.ts';
import { readSandboxFile } from '../folder/sandbox-file.ts';
import { reach } from '../organisation/reach.ts';
import { allPages } from '../shell/all-pages.ts';
import { organisationNumber } from '../shell/arguments.ts';
import { type CommonOptions, leaf } from '../shell/leaf.ts';
import { type Failure, failed, fromCall, type Told } from '../shell/outcome.ts';
import type { Shell } from '../shell/shell.ts';

interface Options extends CommonOptions {
  readonly org?: string;
}

const examples = [
  'ena service list                       what every organisation offers, as the hub knows it',
  'ena service list --org 2021005489      own services with their grants, or what another offers',
];

export function serviceList(shell: Shell): Command {
  return leaf('list', { sv: 'Visar tjänster och rättigheter', en: 'Shows services and grants' }, examples)
    .option('--org <orgnr>', 'one organisation', organisationNumber)
    .action((options: Options) => shell.tell(options, run(options, shell)));
}

async function run({ data, org }: Options, shell: Shell): Promise<Told | Failure> {
  const own = listOrganisations(data).find(({ orgnr }) => orgnr === org);
  if (own === undefined) return listOffered(data, org, shell);
  const reached = reach(own, shell);
  if (reached.kind === 'failed') return reached;
  const { client, told } = reached.value;
  const services = told(await allPages(client.services));
  if (services.kind === 'failed') return services;
  const grants = told(await allPages(client.grants));
  if (grants.kind === 'failed') return grants;
  const [offered, granted] = [services.value, grants.value];
  const text = offered.map((service) => ownService(own.orgnr, service, granted)).join('\n\n');
  return { kind: 'told', text: text || nothing, json: { services: offered, grants: granted } };
}

const nothing = 'Inga tjänster / No services';

async function listOffered(data: string, org: string | undefined, { fetch }: Shell): Promise<Told | Failure> {
  const hub = readSandboxFile(data)?.hub.url ?? listOrganisations(data)[0]?.anchor.url;
  if (hub === undefined) {
    return failed(
      'unavailable',
      `Mappen ${data} har inget nav. Kör \`npm start\`, eller peka ut en annan mapp med --data.`,
      `The folder ${data} has no hub. Run \`npm start\`, or name another folder with --data.`,
    );
  }
  const listed = fromCall(await allPages(hubClient({ url: hub, fetch }).organisations), {
    sv: 'Navet',
    en: 'The hub',
  });
  if (listed.kind === 'failed') return listed;
  const organisations = listed.value.filter(({ orgnr }) => org === undefined || orgnr === org);
  if (org !== undefined && organisations.length === 0) {
    return failed(
      'unknown',
      `Navet känner ingen organisation ${org}.`,
      `The hub knows no organisation ${org}.`,
    );
  }
  const text = organisations.map(offeredBy).join('\n\n');
  return { kind: 'told', text: text || nothing, json: { organisations } };
}

function offeredBy({ orgnr, name, services }: Organisation): string {
  const lines = services.flatMap(({ id, title, operations }) => [
    `  ${orgnr}/${id}  ${title}`,
    ...operations.map(operationLine),
  ]);
  return [`${name} (${orgnr})`, ...(lines.length === 0 ? [`  ${nothing}`] : lines)].join('\n');
}

function ownService(
  orgnr: string,
  { id, title, url, operations }: Service,
  grants: readonly Grant[],
): string {
  const granted = grants.filter(({ service }) => service === id).map(grantLine);
  return [
    `${orgnr}/${id}  ${title}  → ${url}`,
    ...operations.map(operationLine),
    ...(granted.length === 0 ? ['  ingen har tillgång / nobody has access'] : granted),
  ].join('\n');
}

function operationLine({ method, path }: { readonly method: string; readonly path: string }): string {
  return `    ${method} ${path}`;
}

function grantLine({ id, consumer, purposes, legalBasis, validTo, agreement, operations }: Grant): string {
  const until = validTo === undefined ? '' : ` t.o.m. / to ${validTo}`;
  const why = [purposes.join(', '), [legalBasis].flat().join(', '), agreement].join(' · ');
  return `  ${id}: ${consumer} (${operations.length} operationer / operations) ${why}${until}`;
}
