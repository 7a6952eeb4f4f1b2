import type { System } from '@ena/client/connector.ts';
import { type Command, Option } from 'commander';
import { reachOrganisation } from '../organisation/reach.ts';
import { allPages } from '../shell/all-pages.ts';
import { organisationNumber, slug } from '../shell/arguments.ts';
import { type CommonOptions, leaf } from '../shell/leaf.ts';
import { type Failure, failed, type Told } from '../shell/outcome.ts';
import type { Shell } from '../shell/shell.ts';

interface Options extends CommonOptions {
  readonly org?: string;
  readonly auth: System['auth'];
  readonly pin?: string;
  readonly defaultPurpose?: string;
  readonly defaultLegalBasis?: string;
  readonly replace?: boolean;
}

const examples = [
  'ena system add verksamhet --org 2120000829 --auth loopback',
  'ena system add portal --org 2120000829 --auth key          its key is shown once',
  'ena system add arkiv --org 2120000829 --auth mtls --pin <base64url(sha256(SPKI))>',
];

export function systemAdd(shell: Shell): Command {
  return leaf(
    'add',
    {
      sv: 'Låter ett eget system fråga genom anslutningen',
      en: 'Lets a system of your own ask through the connector',
    },
    examples,
  )
    .argument('<name>', 'a–z, 0–9 and hyphens', slug)
    .option('--org <orgnr>', 'whose system it is', organisationNumber)
    .addOption(
      new Option(
        '--auth <way>',
        'how it proves itself: same machine, a key in Ena-System-Key, or a client certificate',
      )
        .choices(['loopback', 'key', 'mtls'])
        .default('key'),
    )
    .option('--pin <pin>', 'of its client certificate, for mtls')
    .option('--default-purpose <purpose>', 'stated where its calls say none')
    .option('--default-legal-basis <basis>', 'stated where its calls say none')
    .option('--replace', 'put it in the place of the system of that name, whose key ends')
    .action((name: string, options: Options) => shell.tell(options, run(name, options, shell)));
}

async function run(name: string, options: Options, shell: Shell): Promise<Told | Failure> {
  const { auth, pin, defaultPurpose, defaultLegalBasis } = options;
  if (auth === 'mtls' && pin === undefined) {
    return failed(
      'usage',
      '--auth mtls kräver --pin: base64url av SHA-256 över certifikatets publika nyckel (SPKI).',
      '--auth mtls needs --pin: base64url of SHA-256 over the certificate’s public key (SPKI).',
    );
  }
  const reached = reachOrganisation(options.data, options.org, shell);
  if (reached.kind === 'failed') return reached;
  const { client, told, organisation } = reached.value;
  const system: System = {
    name,
    auth,
    ...(pin !== undefined && { pin }),
    ...(defaultPurpose !== undefined && { defaultPurpose }),
    ...(defaultLegalBasis !== undefined && { defaultLegalBasis }),
  };
  const known = told(await allPages(client.systems));
  if (known.kind === 'failed') return known;
  const replaces = known.value.some((one) => one.name === name);
  if (replaces && options.replace !== true) return taken(name);
  const added = told(await client.addSystem(system));
  if (added.kind === 'failed') return added;
  const { key } = added.value;
  const lines = [
    `✓ ${organisation.orgnr}/${name} får fråga / may ask: ${organisation.url}/exchange/…`,
    ...(replaces
      ? [
          '  i stället för det som fanns; dess nyckel gäller inte längre / instead of the one there was; its key is no longer valid',
        ]
      : []),
    ...(key === undefined ? [] : [`  nyckel, visas bara nu / key, shown only now: ${key}`]),
  ];
  return { kind: 'told', text: lines.join('\n'), json: added.value };
}

function taken(name: string): Failure {
  return failed(
    'refused',
    `Systemet ${name} finns redan. Välj ett annat namn, eller byt ut det med --replace; då slutar dess nyckel gälla.`,
    `There is a system ${name} already. Choose another name, or put this one in its place with --replace; its key ends then.`,
  );
}
