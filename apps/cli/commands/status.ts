import { type Health, readHealth } from '@ena/client/health.ts';
import type { Command } from 'commander';
import { listOrganisations, type Organisation } from '../folder/organisations.ts';
import { readSandboxFile } from '../folder/sandbox-file.ts';
import { reach } from '../organisation/reach.ts';
import { type CommonOptions, leaf } from '../shell/leaf.ts';
import { type Failure, failed, type Told } from '../shell/outcome.ts';
import type { Shell } from '../shell/shell.ts';

const examples = ['ena status', 'ena status --data ./other --json'];

export function status(shell: Shell): Command {
  return leaf(
    'status',
    { sv: 'Visar vad som körs och hur det mår', en: 'Shows what runs and how it is' },
    examples,
  ).action((options: CommonOptions) => shell.tell(options, run(options, shell)));
}

/** `away`: nobody answers there. `other`: somebody answers, but not the organisation's own connector. */
interface ProgramStatus {
  readonly name: string;
  readonly url: string;
  readonly status: Health['status'] | 'away' | 'other';
  readonly reasons: readonly string[];
}

interface ConnectorRow extends ProgramStatus {
  readonly orgnr: string;
  readonly log?: { readonly size: number; readonly cosignedSize: number };
}

async function run({ data }: CommonOptions, shell: Shell): Promise<Told | Failure> {
  const file = readSandboxFile(data);
  const organisations = listOrganisations(data);
  if (file === undefined && organisations.length === 0) {
    return failed(
      'unavailable',
      `Inget har startats i ${data}. Kör \`npm start\`, eller peka ut en annan mapp med --data.`,
      `Nothing has been started in ${data}. Run \`npm start\`, or name another folder with --data.`,
    );
  }
  const [hub, company, connectors] = await Promise.all([
    file && programStatus('Nav / Hub', file.hub.url, shell),
    file?.company && programStatus('Företagstjänst / Company service', file.company.url, shell),
    Promise.all(organisations.map((organisation) => connectorStatus(organisation, shell))),
  ]);
  const programs = [...(hub ? [hub] : []), ...(company ? [company] : [])];
  const isAway = [...programs, ...connectors].some(({ status: how }) => how === 'away' || how === 'other');
  return {
    kind: 'told',
    exit: isAway ? 'unavailable' : 'ok',
    text: [...programs, ...connectors].map(programText).join('\n'),
    json: { data, running: !isAway, hub, company, organisations: connectors },
  };
}

async function programStatus(name: string, url: string, { fetch }: Shell): Promise<ProgramStatus> {
  const health = await readHealth({ url, fetch, deadlineMs: 3_000 });
  if (health.kind === 'ok') return { name, url, ...health.value };
  const reason = health.kind === 'unreachable' ? health.sentence.en : health.problem.title;
  return { name, url, status: 'away', reasons: [reason] };
}

async function connectorStatus(organisation: Organisation, shell: Shell): Promise<ConnectorRow> {
  const { orgnr, name, url } = organisation;
  const [health, reached] = [
    await programStatus(`${name} (${orgnr})`, url, shell),
    reach(organisation, shell),
  ];
  if (health.status === 'away' || reached.kind === 'failed') return { ...health, orgnr };
  const told = await reached.value.client.status();
  if (told.kind !== 'ok' || told.value.orgnr !== orgnr)
    return { ...health, orgnr, status: 'other', reasons: [otherThere] };
  const { size, cosignedSize } = told.value.log;
  return { ...health, orgnr, log: { size, cosignedSize } };
}

const otherThere =
  'The connector’s operator token opens nothing there: another program has its port. See `port` in connector.json.';

const words = {
  ready: '✓ igång / up',
  degraded: '! nedsatt / degraded',
  stopping: '! stannar / stopping',
  away: '✗ svarar inte / does not answer',
  other: '✗ någon annan svarar / somebody else answers',
} as const;

function programText(row: ProgramStatus | ConnectorRow): string {
  const { name, url, status: how, reasons } = row;
  const log =
    'log' in row && row.log
      ? `  logg / log: ${row.log.size} (${row.log.cosignedSize} bevittnade / witnessed)`
      : '';
  const why = how === 'away' ? [] : reasons.map((reason) => `      ${reason}`);
  return [`${words[how]}  ${name}  ${url}${log}`, ...why].join('\n');
}
