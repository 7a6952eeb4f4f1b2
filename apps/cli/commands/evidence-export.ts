import { resolve } from 'node:path';
import type { Command } from 'commander';
import { followUp, shownPath } from '../folder/follow-up.ts';
import { writeWhole } from '../folder/write-file.ts';
import { type Reached, reachOrganisation } from '../organisation/reach.ts';
import { evidenceFile } from '../sandbox/collect-evidence.ts';
import { organisationNumber } from '../shell/arguments.ts';
import { type CommonOptions, leaf } from '../shell/leaf.ts';
import { type Failure, failed, ok, type Result, type Told } from '../shell/outcome.ts';
import type { Shell } from '../shell/shell.ts';

interface Options extends CommonOptions {
  readonly org?: string;
  readonly out?: string;
}

const examples = [
  'ena evidence export latest --org 2120000829',
  'ena evidence export 01a2b3c4-… --org 2021005489 --out bevis.json',
];

export function evidenceExport(shell: Shell): Command {
  return leaf(
    'export',
    {
      sv: 'Skriver ett utbytes bevis till en fil som vem som helst kan kontrollera',
      en: 'Writes the evidence of an exchange to a file that anyone can verify',
    },
    examples,
  )
    .argument('<exchange-id>', 'its id, or `latest`')
    .option('--org <orgnr>', 'whose record', organisationNumber)
    .option('--out <file>', 'where to (default: DIR/evidence/ID.ROLE.ena-evidence.json)')
    .action((id: string, options: Options) => shell.tell(options, run(id, options, shell)));
}

async function run(wanted: string, options: Options, shell: Shell): Promise<Told | Failure> {
  const reached = reachOrganisation(options.data, options.org, shell);
  if (reached.kind === 'failed') return reached;
  const { client, told } = reached.value;
  const id = wanted === 'latest' ? await latestOf(reached.value) : ok(wanted);
  if (id.kind === 'failed') return id;
  const entry = told(await client.exchange(id.value));
  if (entry.kind === 'failed')
    return entry.exit === 'unknown' ? notOnRecord(id.value, reached.value, options.data) : entry;
  const evidence = told(await client.evidence(id.value));
  if (evidence.kind === 'failed') return evidence;
  const { exchangeId, role, index, leafHash } = entry.value;
  const file = options.out ?? evidenceFile(options.data, exchangeId, role);
  try {
    writeWhole(resolve(file), evidence.value);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return failed(
      'unavailable',
      `${file} går inte att skriva (${code}).`,
      `${file} cannot be written (${code}).`,
    );
  }
  const text = `✓ ${file}\n  kontrollera / verify: ${followUp(options.data, `evidence verify ${shownPath(file)}`)}`;
  return { kind: 'told', text, json: { exchangeId, role, index, leafHash, file: resolve(file) } };
}

function notOnRecord(id: string, { organisation: { orgnr, name } }: Reached, data: string): Failure {
  const list = followUp(data, `evidence list --org ${orgnr}`);
  return failed(
    'unknown',
    `${name} har inget utbyte ${id} på pränt; \`${list}\` visar vilka som finns.`,
    `${name} has no exchange ${id} on record; \`${list}\` shows those that there are.`,
  );
}

async function latestOf({ client, told, organisation }: Reached): Promise<Result<string>> {
  const listed = told(await client.exchanges({ limit: 1 }));
  if (listed.kind === 'failed') return listed;
  const [latest] = listed.value.items;
  if (latest !== undefined) return ok(latest.exchangeId);
  const { name } = organisation;
  return failed(
    'unknown',
    `${name} har inget utbyte på pränt ännu.`,
    `${name} has no exchange on record yet.`,
  );
}
