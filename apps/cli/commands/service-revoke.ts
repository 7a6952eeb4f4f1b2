import type { Command } from 'commander';
import { reachOrganisation } from '../organisation/reach.ts';
import { organisationNumber } from '../shell/arguments.ts';
import { type CommonOptions, leaf } from '../shell/leaf.ts';
import type { Failure, Told } from '../shell/outcome.ts';
import type { Shell } from '../shell/shell.ts';

interface Options extends CommonOptions {
  readonly org?: string;
}

const examples = [
  'ena service list --org 2021005489                    shows the grants and their ids',
  'ena service revoke grant_01… --org 2021005489        from the next call on',
];

export function serviceRevoke(shell: Shell): Command {
  return leaf('revoke', { sv: 'Tar tillbaka en rätt, genast', en: 'Takes a grant back, at once' }, examples)
    .argument('<grant>', 'its id')
    .option('--org <orgnr>', 'who gave it', organisationNumber)
    .action((grant: string, options: Options) => shell.tell(options, run(grant, options, shell)));
}

async function run(grant: string, options: Options, shell: Shell): Promise<Told | Failure> {
  const reached = reachOrganisation(options.data, options.org, shell);
  if (reached.kind === 'failed') return reached;
  const { client, told } = reached.value;
  const removed = told(await client.removeGrant(grant));
  if (removed.kind === 'failed') return removed;
  return {
    kind: 'told',
    text: `✓ ${grant} gäller inte längre / is no longer valid`,
    json: { revoked: grant },
  };
}
