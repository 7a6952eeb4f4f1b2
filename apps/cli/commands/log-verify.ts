import { resolve } from 'node:path';
import { readAnchor } from '@ena/client/anchor.ts';
import { type LogVerdict, verifyLog } from '@ena/client/log/verify-log.ts';
import type { Command } from 'commander';
import { keepTree, knownTree } from '../folder/known-logs.ts';
import { type Reached, reachOrganisation } from '../organisation/reach.ts';
import { list, organisationNumber } from '../shell/arguments.ts';
import { type CommonOptions, leaf } from '../shell/leaf.ts';
import { type Failure, failed, ok, type Result, type Told } from '../shell/outcome.ts';
import type { Shell } from '../shell/shell.ts';

interface Options extends CommonOptions {
  readonly org?: string;
  readonly url?: string;
  readonly vkey?: string;
  readonly witness?: readonly string[];
}

const examples = [
  'ena log verify --org 2021005489                                     own log: over HTTP, and each record behind it',
  'ena log verify --url https://log.example.se/log --vkey "…+…+…"      anyone’s log (https://c2sp.org/tlog-tiles)',
];

export function logVerify(shell: Shell): Command {
  return leaf(
    'verify',
    {
      sv: 'Kontrollerar en hel logg: poster, träd, underskrifter, och att den bara har vuxit sedan förra gången',
      en: 'Checks a whole log: entries, tree, signatures, and that it has only grown since the last time',
    },
    examples,
  )
    .option('--org <orgnr>', 'own organisation', organisationNumber)
    .option('--url <url>', 'the prefix of any C2SP tlog-tiles log')
    .option('--vkey <vkey>', 'its verifier key (default: the one it publishes itself)')
    .option('--witness <vkey>', 'verifier key of a witness that you trust; repeat for more', list)
    .action((options: Options) => shell.tell(options, run(options, shell)));
}

async function run(options: Options, shell: Shell): Promise<Told | Failure> {
  if (options.url !== undefined && options.org !== undefined) {
    return failed('usage', 'Ange --org eller --url, inte båda.', 'Give --org or --url, not both.');
  }
  if (options.url !== undefined) {
    const target = {
      url: options.url.replace(/\/$/, ''),
      vkey: options.vkey,
      witnesses: options.witness ?? [],
    };
    return tell(await check(target, options, shell), undefined);
  }
  const reached = reachOrganisation(options.data, options.org, shell);
  if (reached.kind === 'failed') return reached;
  const target = await ownLog(reached.value, options, shell);
  if (target.kind === 'failed') return target;
  const outside = await check(target.value, options, shell);
  const inside = reached.value.told(await reached.value.client.verifyLog());
  return inside.kind === 'failed' ? inside : tell(outside, inside.value);
}

interface Target {
  readonly url: string;
  readonly vkey: string | undefined;
  readonly witnesses: readonly string[];
}

/** Its key from the connector itself, the witness's from the trust anchor. */
async function ownLog(
  { client, told, organisation }: Reached,
  options: Options,
  { fetch }: Shell,
): Promise<Result<Target>> {
  const status = told(await client.status());
  if (status.kind === 'failed') return status;
  const anchor = await readAnchor({ url: organisation.anchor.url, fetch });
  const witness = anchor.kind === 'ok' ? anchor.value.witnessVkey : undefined;
  return ok({
    url: `${organisation.url}/log`,
    vkey: options.vkey ?? status.value.log.vkey,
    witnesses: options.witness ?? (witness === undefined ? [] : [witness]),
  });
}

async function check({ url, vkey, witnesses }: Target, { data }: Options, shell: Shell): Promise<LogVerdict> {
  const folder = resolve(data);
  const known = knownTree(folder, url);
  const verdict = await verifyLog({
    log: { url, fetch: shell.fetch },
    witnesses,
    ...(vkey !== undefined && { vkey }),
    ...(known !== undefined && { known }),
    ...(shell.isTerminal && { onProgress: drawProgress }),
  });
  if (shell.isTerminal) process.stderr.write('\r\x1b[K');
  if (verdict.kind === 'sound') keepTree(folder, url, { size: verdict.size, root: verdict.root });
  return verdict;
}

function drawProgress(checked: number, size: number): void {
  process.stderr.write(`\r\x1b[K  ${checked} / ${size} (${Math.floor((checked / size) * 100)} %)`);
}

type Inside = Extract<Awaited<ReturnType<Reached['client']['verifyLog']>>, { kind: 'ok' }>['value'];

function tell(verdict: LogVerdict, inside: Inside | undefined): Told | Failure {
  if (verdict.kind === 'unreadable' && inside?.ok !== false)
    return failed('unavailable', verdict.why.sv, verdict.why.en);
  const isSound = verdict.kind === 'sound' && inside?.ok !== false;
  const lines = [...outsideLines(verdict), ...(inside === undefined ? [] : insideLines(inside))];
  return {
    kind: 'told',
    exit: isSound ? 'ok' : 'refused',
    text: lines.join('\n'),
    json: { ok: isSound, log: verdict, ...(inside && { records: inside }) },
  };
}

function outsideLines(verdict: LogVerdict): readonly string[] {
  if (verdict.kind === 'unreadable')
    return [`✗ Loggen kan inte läsas / The log cannot be read`, `  ${verdict.why.sv}`, `  ${verdict.why.en}`];
  if (verdict.kind === 'broken')
    return [`✗ Loggen är skadad / The log is damaged`, `  ${verdict.why.sv}`, `  ${verdict.why.en}`];
  const { origin, size, root, cosigned, vkeyFrom } = verdict;
  const stamps = cosigned.map(
    ({ witness, timestamp }) => `${witness} ${new Date(timestamp * 1000).toISOString()}`,
  );
  return [
    `✓ ${origin}: ${size} poster, trädet stämmer / entries, the tree holds`,
    `  rot / root: ${root}`,
    `  vittnen / witnesses: ${stamps.join(', ') || '–'}`,
    ...(vkeyFrom === 'log'
      ? ['  ! nyckeln kom från loggen själv / the key came from the log itself: --vkey']
      : []),
  ];
}

function insideLines({ ok: isOk, checked, size, unreadableRecords, problem }: Inside): readonly string[] {
  if (!isOk)
    return [`✗ Anslutningens egen kontroll / The connector’s own check: ${problem} (${checked}/${size})`];
  const lost = unreadableRecords === 0 ? '' : `, ${unreadableRecords} utan nyckel / without key`;
  return [`✓ ${checked} av / of ${size} poster öppnade igen / records opened again${lost}`];
}
