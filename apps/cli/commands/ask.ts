import { readFileSync } from 'node:fs';
import { type Answer, ask as askThrough } from '@ena/client/exchange.ts';
import type { Outcome } from '@ena/client/outcome.ts';
import type { Command } from 'commander';
import { followUp } from '../folder/follow-up.ts';
import { chooseOrganisation } from '../folder/organisations.ts';
import { away } from '../organisation/reach.ts';
import { organisationNumber } from '../shell/arguments.ts';
import { type CommonOptions, leaf } from '../shell/leaf.ts';
import { type Failure, failed, fromCall, ok, type Result, type Told } from '../shell/outcome.ts';
import type { Shell } from '../shell/shell.ts';
import { readMandate } from './read-mandate.ts';

interface Options extends CommonOptions {
  readonly org?: string;
  readonly body?: string;
  readonly dataFile?: string;
  readonly contentType?: string;
  readonly purpose: string;
  readonly legalBasis: string;
  readonly subject?: string;
  readonly mandate?: string;
  readonly system?: string;
  readonly key?: string;
}

const examples = [
  'ena ask 2021005489/foretag POST /organisationer --org 2120000829 --purpose arendehandlaggning \\',
  `    --legal-basis GDPR-6.1.e --body '{"identitetsbeteckning":"2120000829"}'`,
  'ena ask 2120003005/vader /prognos/Uppsala --org 2120000829 --purpose planering --legal-basis GDPR-6.1.e',
  'cat question.json | ena ask 2021005489/foretag /organisationer --org 2120000829 … --body -',
];

export function ask(shell: Shell): Command {
  return leaf(
    'ask',
    {
      sv: 'Frågar en annan organisations tjänst genom den egna anslutningen; svaret skrivs som det kom',
      en: 'Asks another organisation’s service through the own connector; the answer is written as it came',
    },
    examples,
  )
    .argument('<service>', 'ORGNR/SERVICE')
    .argument('<words...>', '[METHOD] PATH; without a method GET, or POST where there is a body')
    .option('--org <orgnr>', 'who asks', organisationNumber)
    .option('--body <text>', 'the body; - reads standard input')
    .option('--data-file <file>', 'a file that holds the body')
    .option('--content-type <type>', 'of the body (default application/json)')
    .requiredOption('--purpose <purpose>', 'why you ask')
    .requiredOption('--legal-basis <basis>', 'on what legal basis')
    .option('--subject <number>', 'personal or organisation number of the one it is about')
    .option(
      '--mandate <file>',
      'a file with the mandate service’s answer; of several contexts the subject’s own is sent',
    )
    .option('--system <name>', 'which of the own systems asks, where there are more than one')
    .option('--key <key>', 'its key (or in the environment as ENA_SYSTEM_KEY, where others do not see it)')
    .action((service: string, words: readonly string[], options: Options) =>
      shell.tell(options, run(service, words, options, shell)),
    );
}

async function run(
  target: string,
  words: readonly string[],
  options: Options,
  shell: Shell,
): Promise<Told | Failure> {
  const [, orgnr, service] = /^([0-9]{6}-?[0-9]{4})\/([a-z0-9-]+)$/.exec(target) ?? [];
  if (orgnr === undefined || service === undefined) {
    return failed(
      'usage',
      `Skriv tjänsten som ORGNR/TJÄNST, till exempel 2021005489/foretag.`,
      `Write the service as ORGNR/SERVICE, for example 2021005489/foretag.`,
    );
  }
  const body = await readBody(options, shell);
  if (body.kind === 'failed') return body;
  const operation = readOperation(words, body.value !== undefined);
  if (operation.kind === 'failed') return operation;
  const mandate = readMandate(options.mandate, options.subject);
  if (mandate.kind === 'failed') return mandate;
  const organisation = chooseOrganisation(options.data, options.org);
  if (organisation.kind === 'failed') return organisation;
  const { purpose, legalBasis, subject, system, contentType } = options;
  const systemKey = options.key ?? shell.surroundings.systemKey;
  const answered = await askThrough({
    connectorUrl: organisation.value.url,
    provider: orgnr.replace('-', ''),
    service,
    ...operation.value,
    purpose,
    legalBasis,
    fetch: shell.fetch,
    ...(body.value !== undefined && { body: body.value }),
    ...(contentType !== undefined && { contentType }),
    ...(subject !== undefined && { subject }),
    ...(mandate.value !== undefined && { mandate: mandate.value }),
    ...(system !== undefined && { system }),
    ...(systemKey !== undefined && { systemKey }),
  });
  if (answered.kind === 'unreachable') return away(organisation.value);
  const told = fromCall(answered, { sv: 'Utbytet', en: 'The exchange' });
  if (told.kind === 'failed') return isSystemUnknown(answered) ? withSystemHint(told) : told;
  return show(told.value, organisation.value.orgnr, options.data, shell);
}

function isSystemUnknown(answered: Outcome<Answer>): boolean {
  return answered.kind === 'problem' && answered.problem.type === 'urn:ena:problem:exchange:system-unknown';
}

function withSystemHint({ exit, sv, en }: Failure): Failure {
  return failed(
    exit,
    `${sv} Säg vilket av de egna systemen som frågar med --system, och dess nyckel med --key om det har en.`,
    `${en} Say which of the own systems asks with --system, and its key with --key if it has one.`,
  );
}

async function readBody(
  { body, dataFile }: Options,
  shell: Shell,
): Promise<Result<string | Uint8Array | undefined>> {
  if (body !== undefined && dataFile !== undefined) {
    return failed(
      'usage',
      'Ange --body eller --data-file, inte båda.',
      'Give --body or --data-file, not both.',
    );
  }
  if (dataFile === undefined) return ok(body === '-' ? await shell.readInput() : body);
  try {
    return ok(readFileSync(dataFile));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return failed(
      'usage',
      `${dataFile} går inte att läsa (${code}).`,
      `${dataFile} cannot be read (${code}).`,
    );
  }
}

function readOperation(words: readonly string[], hasBody: boolean): Result<{ method: string; path: string }> {
  const [first = '', second, ...rest] = words;
  const method = second === undefined ? (hasBody ? 'POST' : 'GET') : first.toUpperCase();
  const path = second ?? first;
  if (rest.length === 0 && /^[A-Z]{3,10}$/.test(method) && path.startsWith('/')) return ok({ method, path });
  return failed(
    'usage',
    'Skriv [METOD] VÄG, till exempel GET /isalive; vägen börjar med /.',
    'Write [METHOD] PATH, for example GET /isalive; the path begins with /.',
  );
}

function show(answer: Answer, asker: string, data: string, shell: Shell): Told {
  const { status, contentType, exchangeId, evidenceIndex } = answer;
  const text = new TextDecoder().decode(answer.body);
  const evidence = followUp(data, `evidence export ${exchangeId} --org ${asker}`);
  shell.err(`  ${status}  ${contentType}\n  bevis / evidence: ${evidence}`);
  return {
    kind: 'told',
    exit: status < 400 ? 'ok' : 'refused',
    text: indented(text, contentType),
    json: { status, contentType, exchangeId, evidenceIndex, body: parsed(text, contentType) },
  };
}

function parsed(text: string, contentType: string): unknown {
  if (!/\bjson\b/.test(contentType)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function indented(text: string, contentType: string): string {
  const value = parsed(text, contentType);
  return typeof value === 'string' ? text : JSON.stringify(value, null, 2);
}
