import type { CaseProducer } from '@ena/client/cases-admin.ts';
import { type Command, InvalidArgumentError } from 'commander';
import { loadCommand } from '../cases/load-command.ts';
import { reachCases } from '../cases/reach-cases.ts';
import { organisationNumber } from '../shell/arguments.ts';
import { type CommonOptions, leaf } from '../shell/leaf.ts';
import { type Failure, failed, type Told } from '../shell/outcome.ts';
import type { Shell } from '../shell/shell.ts';

interface Options extends CommonOptions {
  readonly prefix: string;
  readonly name: string;
  readonly id?: string;
  readonly organisation?: string;
}

const examples = [
  'ena cases producer add --prefix TESTKOP --name Testkommunen',
  'ena cases producer add --prefix UPPSALA --name "Uppsala kommun" --organisation 2120003005 --id uppsala',
];

/** Of no organisation that the sandbox knows: whose number it is may load, and the index names holders by it. */
const madeUp = '2120009994';

export function casesProducerAdd(shell: Shell): Command {
  return leaf(
    'add',
    {
      sv: 'Gör en producent utan ärenden i det nav som kör, och visar dess adresser och nyckel',
      en: 'Makes a producer without cases in the running hub, and shows its addresses and key',
    },
    examples,
  )
    .requiredOption('--prefix <PREFIX>', 'what the names of its event types begin with, A–Z', prefixOf)
    .requiredOption('--name <name>', 'what people call it')
    .option('--id <id>', 'stands in its addresses (default: made of the name)', idOf)
    .option(
      '--organisation <orgnr>',
      `whose it is (default in the sandbox: ${madeUp}, which is made up)`,
      organisationNumber,
    )
    .action((options: Options) => shell.tell(options, run(options, shell)));
}

async function run(options: Options, shell: Shell): Promise<Told | Failure> {
  const cases = reachCases(options.data, shell);
  if (cases.kind === 'failed') return cases;
  const { prefix, name } = options;
  const id = options.id ?? idFrom(name);
  if (id === undefined) return failed('usage', 'Ange --id.', 'Name the --id.');
  const organisation = options.organisation ?? (cases.value.sandbox ? madeUp : undefined);
  if (organisation === undefined) return failed('usage', 'Ange --organisation.', 'Name the --organisation.');
  const made = cases.value.told(await cases.value.client.register({ id, prefix, name, organisation }));
  if (made.kind === 'failed') return made;
  return { kind: 'told', text: text(made.value), json: made.value };
}

function text(producer: CaseProducer & { readonly loadKey: string }): string {
  const { id, name, organisation, baseUrl, loadUrl, loadKey } = producer;
  return [
    `✓ ${name} (${id}, ${organisation}) är producent / is a producer`,
    `  frågas under / is asked under:   ${baseUrl}`,
    `  laddar till / loads to:          ${loadUrl}`,
    `  nyckel, visas bara nu / key, shown only now: ${loadKey}`,
    '',
    'Ladda en händelse / Load an event:',
    loadCommand(producer, loadKey, Date.now()),
  ].join('\n');
}

function prefixOf(given: string): string {
  if (/^[A-Z]{1,50}$/.test(given)) return given;
  throw new InvalidArgumentError(
    `"${given}" är inget prefix; skriv bara stora bokstäver A–Z. / is no prefix; write capitals A–Z only.`,
  );
}

const idForm = /^[a-z][a-z0-9-]{1,62}$/;

function idOf(given: string): string {
  if (idForm.test(given)) return given;
  throw new InvalidArgumentError(
    `"${given}" är inget id; skriv a–z, 0–9 och bindestreck, en bokstav först. / is no id; write a–z, 0–9 and hyphens, a letter first.`,
  );
}

/** `Mörbylånga kommun` becomes `morbylanga-kommun`. */
function idFrom(name: string): string | undefined {
  const plain = name
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase();
  const id = plain
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 63);
  return idForm.test(id) ? id : undefined;
}
