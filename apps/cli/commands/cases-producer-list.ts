import type { Command } from 'commander';
import { reachCases } from '../cases/reach-cases.ts';
import { table } from '../render/table.ts';
import { type CommonOptions, leaf } from '../shell/leaf.ts';
import type { Failure, Told } from '../shell/outcome.ts';
import type { Shell } from '../shell/shell.ts';

const examples = ['ena cases producer list', 'ena cases producer list --json'];

export function casesProducerList(shell: Shell): Command {
  return leaf(
    'list',
    { sv: 'Visar vilka som har ärenden att berätta om', en: 'Shows who has cases to tell of' },
    examples,
  ).action((options: CommonOptions) => shell.tell(options, run(options, shell)));
}

/** The longest page that the hub answers. */
const limit = 100;

async function run({ data }: CommonOptions, shell: Shell): Promise<Told | Failure> {
  const cases = reachCases(data, shell);
  if (cases.kind === 'failed') return cases;
  const listed = cases.value.told(await cases.value.client.producers({ limit }));
  if (listed.kind === 'failed') return listed;
  const { items, _meta } = listed.value;
  const rows = items.map(({ id, prefix, name, organisation }) => [id, prefix, organisation, name]);
  const more = _meta.totalRecords - items.length;
  const text = [
    table(['id', 'prefix', 'organisation', 'namn / name'], rows),
    ...(more > 0 ? [`… ${more} till / more`] : []),
  ];
  return { kind: 'told', text: text.join('\n'), json: { producers: items, total: _meta.totalRecords } };
}
