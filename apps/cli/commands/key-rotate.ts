import type { KeyUse } from '@ena/client/connector.ts';
import { type Command, Option } from 'commander';
import { reachOrganisation } from '../organisation/reach.ts';
import { organisationNumber } from '../shell/arguments.ts';
import { type CommonOptions, leaf } from '../shell/leaf.ts';
import type { Failure, Told } from '../shell/outcome.ts';
import type { Shell } from '../shell/shell.ts';

interface Options extends CommonOptions {
  readonly org?: string;
  readonly use: KeyUse;
}

const examples = [
  'ena key rotate --org 2120000829 --use signing      first call: the new key is announced',
  'ena key rotate --org 2120000829 --use signing      later: it is used; later still: the old one is withdrawn',
  'ena key rotate --org 2120000829 --use records      at once: new records are encrypted with a new key',
];

export function keyRotate(shell: Shell): Command {
  return leaf(
    'rotate',
    {
      sv: 'Tar nästa steg i ett nyckelbyte, utan avbrott',
      en: 'Takes the next step of a key change, without downtime',
    },
    examples,
  )
    .option('--org <orgnr>', 'whose key', organisationNumber)
    .addOption(
      new Option('--use <use>', 'which key')
        .choices(['signing', 'tls', 'records', 'federation'])
        .makeOptionMandatory(),
    )
    .action((options: Options) => shell.tell(options, run(options, shell)));
}

async function run({ data, org, use }: Options, shell: Shell): Promise<Told | Failure> {
  const reached = reachOrganisation(data, org, shell);
  if (reached.kind === 'failed') return reached;
  const { client, told } = reached.value;
  const rotated = told(await client.rotateKey(use));
  if (rotated.kind === 'failed') return rotated;
  const { step, next } = rotated.value;
  const steps: Readonly<Record<string, string>> = {
    announced: '✓ ny nyckel kungjord / new key announced',
    waiting: '– för tidigt / too early',
    promoted: '✓ ny nyckel i bruk / new key in use',
    settled: '✓ bytet är klart / the change is complete',
    rotated: '✓ bytt / changed',
  };
  const exit = step === 'waiting' ? 'refused' : 'ok';
  return {
    kind: 'told',
    exit,
    text: `${steps[step] ?? step} (${use})\n  ${next}`,
    json: { use, step, next },
  };
}
