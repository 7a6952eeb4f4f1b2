import { join, resolve } from 'node:path';
import { readAnchor } from '@ena/client/anchor.ts';
import { hubClient } from '@ena/client/hub.ts';
import { joinFederation } from '@ena/client/onboarding.ts';
import type { Command } from 'commander';
import { readOperatorToken } from '../folder/operator-token.ts';
import { nextPair } from '../folder/ports.ts';
import { readSandboxFile, type SandboxFile } from '../folder/sandbox-file.ts';
import {
  type AddedOrganisation,
  addOrganisation,
  type Federation,
} from '../organisation/add-organisation.ts';
import { reachOrganisation } from '../organisation/reach.ts';
import { localUrl, portOffsets, sandboxEntityId } from '../sandbox/plan.ts';
import { firstExchangeCommand, welcome } from '../sandbox/welcome.ts';
import { organisationNumber, port } from '../shell/arguments.ts';
import { type CommonOptions, leaf } from '../shell/leaf.ts';
import { type Failure, failed, fromCall, ok, type Result, type Told } from '../shell/outcome.ts';
import type { Shell } from '../shell/shell.ts';

interface Options extends CommonOptions {
  readonly name: string;
  readonly port?: number;
  readonly entityId?: string;
  readonly joinToken?: string;
}

const examples = [
  'ena org add 2120003005 --name "Uppsala kommun"',
  'ena org add 2120003005 --name "Uppsala kommun" --port 8500',
  'ena org add 2120003005 --name "Uppsala kommun" --join-token kX1vE0bq…',
];

export function orgAdd(shell: Shell): Command {
  return leaf(
    'add',
    {
      sv: 'Gör en organisations mapp och nycklar och anmäler den till navet; `ena start` startar dess anslutning',
      en: 'Makes an organisation’s folder and keys and registers it with the hub; `ena start` starts its connector',
    },
    examples,
  )
    .argument('<orgnr>', 'organisation number', organisationNumber)
    .requiredOption('--name <name>', 'what people call it')
    .option(
      '--port <port>',
      'own systems at this port, other connectors at the next (default: the next free pair)',
      port,
    )
    .option(
      '--entity-id <url>',
      'its name in the federation, an https URL (default in the sandbox: https://ORGNR.sandbox.localhost)',
    )
    .option(
      '--join-token <token>',
      'the one-time token from the organisation’s own onboarding, instead of the operator’s right to register',
    )
    .action((orgnr: string, options: Options) => shell.tell(options, run(orgnr, options, shell)));
}

async function run(orgnr: string, options: Options, shell: Shell): Promise<Told | Failure> {
  const data = resolve(options.data);
  const running = readSandboxFile(data);
  const federation = await findFederation(data, running, shell, options.joinToken);
  if (federation.kind === 'failed') return federation;
  const entityId = options.entityId ?? (federation.value.sandbox ? sandboxEntityId(orgnr) : undefined);
  if (entityId === undefined) return failed('usage', 'Ange --entity-id.', 'Name the --entity-id.');
  const pair = await choosePorts(data, running, options.port);
  if (pair.kind === 'failed') return pair;
  const [at, peerPort] = pair.value;
  const wanted = { orgnr, name: options.name, entityId, port: at, peerPort };
  const added = await addOrganisation(data, wanted, federation.value, shell);
  if (added.kind === 'failed') return added;
  const isUp = running?.pid !== undefined && (await waitForConnector(data, orgnr, shell));
  const welcomed = isUp && federation.value.sandbox ? await welcome(data, orgnr, shell) : undefined;
  return told(added.value, isUp, welcomed?.kind === 'ok' ? firstExchangeCommand(data, orgnr) : undefined);
}

async function choosePorts(
  data: string,
  running: SandboxFile | undefined,
  wanted: number | undefined,
): Promise<Result<readonly [number, number]>> {
  const free = await nextPair(data, wanted ?? (running?.base ?? 8400) + portOffsets.added);
  if (free === undefined) return failed('unavailable', 'Ingen ledig port finns.', 'There is no free port.');
  if (wanted === undefined || free[0] === wanted) return ok(free);
  return failed(
    'unavailable',
    `Port ${wanted} eller ${wanted + 1} är upptagen; ta en annan, till exempel --port ${free[0]}.`,
    `Port ${wanted} or ${wanted + 1} is taken; take another, for example --port ${free[0]}.`,
  );
}

async function findFederation(
  data: string,
  running: SandboxFile | undefined,
  shell: Shell,
  joinToken: string | undefined,
): Promise<Result<Federation>> {
  if (running === undefined) {
    return failed(
      'unavailable',
      `Inget har startats i ${data}: kör \`npm start\` först (eller ange --data).`,
      `Nothing has been started in ${data}: run \`npm start\` first (or name --data).`,
    );
  }
  const { url } = running.hub;
  const { fetch } = shell;
  const anchor = fromCall(await readAnchor({ url, fetch }), { sv: 'Navet', en: 'The hub' });
  if (anchor.kind === 'failed') return anchor;
  if (joinToken !== undefined) {
    return ok({
      register: ({ entityId, jwks }) => joinFederation({ url, fetch }, { joinToken, entityId, jwks }),
      url,
      anchor: anchor.value,
      sandbox: running.sandbox,
    });
  }
  const token = readOperatorToken(join(data, 'hub'));
  if (token.kind === 'failed') return token;
  const hub = hubClient({ url, fetch, token: token.value });
  return ok({
    register: (subordinate) => hub.registerSubordinate(subordinate),
    url,
    anchor: anchor.value,
    sandbox: running.sandbox,
  });
}

const waitMs = 20_000;

/** `ena start` sees the new folder within a second and starts the connector, which then knows its operator. */
async function waitForConnector(data: string, orgnr: string, shell: Shell): Promise<boolean> {
  const end = performance.now() + waitMs;
  while (performance.now() < end) {
    const reached = reachOrganisation(data, orgnr, shell);
    const status = reached.kind === 'ok' ? await reached.value.client.status() : undefined;
    if (status?.kind === 'ok' && status.value.orgnr === orgnr) return true;
    await new Promise((resolveWait) => setTimeout(resolveWait, 250));
  }
  return false;
}

function told(
  { orgnr, name, entityId, folder, port: at, peerPort }: AddedOrganisation,
  isUp: boolean,
  firstExchange: string | undefined,
): Told {
  const url = localUrl(at);
  const connector = isUp
    ? `  anslutningen är igång / its connector is up: ${url}`
    : '  starta den / start it: npm start (samma --data / same --data)';
  const text = [
    `✓ ${name} (${orgnr}) är med / has joined`,
    `  namn i federationen / entity id: ${entityId}`,
    `  mapp / folder: ${folder}`,
    `  portar / ports: ${at}, ${peerPort}`,
    connector,
    ...(firstExchange === undefined ? [] : [`  första utbytet / first exchange: ${firstExchange}`]),
  ].join('\n');
  return {
    kind: 'told',
    text,
    json: {
      orgnr,
      name,
      entityId,
      folder,
      url,
      port: at,
      peerPort,
      running: isUp,
      ...(firstExchange && { firstExchange }),
    },
  };
}
