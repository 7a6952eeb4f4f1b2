import { readFileSync, statSync } from 'node:fs';
import { problems } from '@ena/client/signature/problems.ts';
import { type SignatureFinding, verifySignatureFile } from '@ena/client/signature/verify-signature.ts';
import type { Command } from 'commander';
import { type CommonOptions, leaf } from '../shell/leaf.ts';
import { type Failure, failed, ok, type Result, type Told } from '../shell/outcome.ts';
import type { Shell } from '../shell/shell.ts';

interface Options extends CommonOptions {
  readonly text: string;
  readonly keys: string;
}

const examples = [
  'ena signature verify underskrift.txt --text fullmakt.txt --keys nycklar.json',
  'curl -o nycklar.json https://ena.kommun.example/identity/signature-keys      the keys; keep a copy',
];

export function signatureVerify(shell: Shell): Command {
  return leaf(
    'verify',
    {
      sv: 'Kontrollerar utan nät en e-underskrift av en fullmakt eller ett avtal: vem skrev under vad, och när; slutar med 1 om den underkänns',
      en: 'Verifies an e-signature of a mandate or an agreement without any network: who signed what, and when; exits with 1 if refused',
    },
    examples,
  )
    .argument('<file>', 'the e-signature, as downloaded')
    .requiredOption('--text <file>', 'the exact text, as downloaded')
    .requiredOption('--keys <file>', 'the installation’s list of keys, /identity/signature-keys')
    .action((file: string, options: Options) => shell.tell(options, run(file, options)));
}

async function run(file: string, { text, keys }: Options): Promise<Told | Failure> {
  const [signature, signed, list] = [read(file), read(text), read(keys)];
  if (signature.kind === 'failed') return signature;
  if (signed.kind === 'failed') return signed;
  if (list.kind === 'failed') return list;
  const judged = await verifySignatureFile({
    file: signature.value.toString('latin1'),
    text: signed.value,
    keys: jsonIn(list.value),
  });
  if (judged.ok)
    return { kind: 'told', exit: 'ok', text: found(judged.value), json: { ok: true, ...judged.value } };
  const why = problems[judged.error];
  return {
    kind: 'told',
    exit: 'refused',
    text: ['✗ Underskriften underkänns / The signature is refused', `  ${why.sv}`, `  ${why.en}`].join('\n'),
    json: { ok: false, problem: judged.error, why },
  };
}

function found(finding: SignatureFinding): string {
  const { name, personalNumber, level, at, issuer, provider, ownSignatureChecked } = finding;
  const own = ownSignatureChecked
    ? '✓ personens egen underskrift i intyget kontrollerad / the person’s own signature in it verified'
    : '! personens egen underskrift har ett format som inte läses här / the person’s own signature has a format not read here';
  const vouched =
    provider === undefined
      ? ['! Testunderskrift: ingen intygar vem det var / A test signature: nobody vouches for who it was']
      : [`intygad av / vouched for by ${provider}`, own];
  return [
    '✓ Underskriften håller / The signature holds',
    `${name} (${personalNumber}), ${new Date(at).toISOString()}, ${level}`,
    `${issuer}`,
    ...vouched,
  ].join('\n  ');
}

const largestFile = 8 * 1024 * 1024;

function read(file: string): Result<Buffer> {
  try {
    if (statSync(file).size <= largestFile) return ok(readFileSync(file));
    return failed('refused', `${file} är för stor.`, `${file} is too large.`);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT'
      ? failed('unknown', `Filen ${file} finns inte.`, `There is no file ${file}.`)
      : failed('unavailable', `${file} går inte att läsa (${code}).`, `${file} cannot be read (${code}).`);
  }
}

function jsonIn(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
