import type { Command } from 'commander';
import { reachCases } from '../cases/reach-cases.ts';
import { type CommonOptions, leaf } from '../shell/leaf.ts';
import { type Failure, failed, type Told } from '../shell/outcome.ts';
import type { Shell } from '../shell/shell.ts';

interface Options extends CommonOptions {
  readonly yes?: boolean;
}

const examples = ['ena cases producer remove testkommunen --yes'];

export function casesProducerRemove(shell: Shell): Command {
  return leaf(
    'remove',
    {
      sv: 'Tar bort en producent med allt den har laddat; det går inte att ångra',
      en: 'Removes a producer with all that it has loaded; it cannot be undone',
    },
    examples,
  )
    .argument('<id>', 'of the producer')
    .option('--yes', 'that you mean it')
    .action((id: string, options: Options) => shell.tell(options, run(id, options, shell)));
}

async function run(id: string, { data, yes }: Options, shell: Shell): Promise<Told | Failure> {
  if (yes !== true)
    return failed(
      'usage',
      'Alla producentens händelser försvinner; skriv --yes om det är meningen.',
      'All events of the producer go away; write --yes if that is meant.',
    );
  const cases = reachCases(data, shell);
  if (cases.kind === 'failed') return cases;
  const removed = cases.value.told(await cases.value.client.remove(id));
  if (removed.kind === 'failed') return removed;
  return { kind: 'told', text: `✓ ${id} är borttagen / is removed`, json: { removed: id } };
}
