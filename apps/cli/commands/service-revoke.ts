import type { Command } from 'commander';
import { followUp } from '../folder/follow-up.ts';
import type { Organisation } from '../folder/organisations.ts';
import { reachOrganisation } from '../organisation/reach.ts';
import { organisationNumber } from '../shell/arguments.ts';
import { type CommonOptions, leaf } from '../shell/leaf.ts';
import { type Failure, failed, type Told } from '../shell/outcome.ts';
import type { Shell } from '../shell/shell.ts';

interface Options extends CommonOptions {
  readonly org?: string;
}

const examples = [
  'ena service revoke grant_01… --org 2021005489        from the next call on',
  'ena service list --org 2021005489                    shows the grants and their ids',
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
  const { client, told, organisation } = reached.value;
  const removed = told(await client.removeGrant(grant));
  if (removed.kind === 'failed')
    return removed.exit === 'unknown' ? noSuchGrant(grant, organisation, options.data) : removed;
  return {
    kind: 'told',
    text: `✓ ${grant} gäller inte längre / is no longer valid`,
    json: { revoked: grant },
  };
}

function noSuchGrant(grant: string, { orgnr, name }: Organisation, data: string): Failure {
  const list = followUp(data, `service list --org ${orgnr}`);
  return failed(
    'unknown',
    `${name} har ingen rätt ${grant}; \`${list}\` visar vilka som finns.`,
    `${name} has no grant ${grant}; \`${list}\` shows those that there are.`,
  );
}
