import { readFileSync, statSync } from 'node:fs';
import { verifyEvidence } from '@ena/client/verify/verify-evidence.ts';
import type { Command } from 'commander';
import { listOrganisations } from '../folder/organisations.ts';
import { readSandboxFile } from '../folder/sandbox-file.ts';
import { verdictText } from '../render/verdict.ts';
import { list } from '../shell/arguments.ts';
import { type CommonOptions, leaf } from '../shell/leaf.ts';
import { type Failure, failed, ok, type Result, type Told } from '../shell/outcome.ts';
import type { Shell } from '../shell/shell.ts';

interface Options extends CommonOptions {
  readonly anchor?: readonly string[];
}

const examples = [
  'ena evidence verify .ena/evidence/01a2….consumer.ena-evidence.json',
  'ena evidence verify bevis.json --anchor k2f9…          anywhere, with the anchor’s published thumbprint',
];

export function evidenceVerify(shell: Shell): Command {
  return leaf(
    'verify',
    {
      sv: 'Kontrollerar en bevisfil utan nät och säger det första som är fel; slutar med 1 om det underkänns',
      en: 'Verifies an evidence file without any network and names the first thing that is wrong; exits with 1 if refused',
    },
    examples,
  )
    .argument('<file>', 'the evidence file')
    .option(
      '--anchor <thumbprint>',
      'key of the trust anchor that you trust (default: the one of the folder); repeat for more',
      list,
    )
    .action((file: string, options: Options) => shell.tell(options, run(file, options)));
}

async function run(file: string, { data, anchor }: Options): Promise<Told | Failure> {
  const text = readEvidence(file);
  if (text.kind === 'failed') return text;
  const pinned = anchor ?? anchorsOf(data);
  const verdict = await verifyEvidence(text.value, { anchorThumbprints: pinned });
  return {
    kind: 'told',
    exit: verdict.ok ? 'ok' : 'refused',
    text: verdictText(verdict),
    json: { file, anchorThumbprints: pinned, ...verdict },
  };
}

const largestFile = 8 * 1024 * 1024;

function readEvidence(file: string): Result<string> {
  try {
    if (statSync(file).size > largestFile) {
      return failed(
        'refused',
        `${file} är för stor för en bevisfil.`,
        `${file} is too large for an evidence file.`,
      );
    }
    return ok(readFileSync(file, 'utf8'));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT'
      ? failed('unknown', `Filen ${file} finns inte.`, `There is no file ${file}.`)
      : failed('unavailable', `${file} går inte att läsa (${code}).`, `${file} cannot be read (${code}).`);
  }
}

/** What the folder's own programs have pinned. Outside a folder: nothing, and the verdict says what to compare. */
function anchorsOf(data: string): readonly string[] {
  const ofOrganisations = listOrganisations(data).flatMap(({ anchor }) => anchor.thumbprints);
  return [...new Set([...(readSandboxFile(data)?.anchor?.thumbprints ?? []), ...ofOrganisations])];
}
