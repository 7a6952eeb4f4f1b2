import type { Command } from 'commander';
import { loadCommand } from '../cases/load-command.ts';
import { reachCases } from '../cases/reach-cases.ts';
import { type CommonOptions, leaf } from '../shell/leaf.ts';
import type { Failure, Told } from '../shell/outcome.ts';
import type { Shell } from '../shell/shell.ts';

const examples = [
  'ena cases producer key karlskrona',
  'ena cases producer key karlskrona --json     { id, loadUrl, loadKey }',
];

export function casesProducerKey(shell: Shell): Command {
  return leaf(
    'key',
    {
      sv: 'Ger en producent en ny nyckel att ladda med; den förra slutar gälla',
      en: 'Gives a producer a new key to load with; the one before holds no longer',
    },
    examples,
  )
    .argument('<id>', 'of the producer')
    .action((id: string, options: CommonOptions) => shell.tell(options, run(id, options, shell)));
}

async function run(id: string, { data }: CommonOptions, shell: Shell): Promise<Told | Failure> {
  const cases = reachCases(data, shell);
  if (cases.kind === 'failed') return cases;
  const { client, told } = cases.value;
  const producer = told(await client.producer(id));
  if (producer.kind === 'failed') return producer;
  const made = told(await client.replaceLoadKey(id));
  if (made.kind === 'failed') return made;
  const { name, loadUrl } = producer.value;
  const { loadKey } = made.value;
  const text = [
    `✓ ${name} (${id}) har en ny nyckel; den förra gäller inte / has a new key; the one before holds no longer`,
    `  nyckel, visas bara nu / key, shown only now: ${loadKey}`,
    '',
    'Ladda en händelse / Load an event:',
    loadCommand(producer.value, loadKey, Date.now()),
  ];
  return { kind: 'told', text: text.join('\n'), json: { id, loadUrl, loadKey } };
}
