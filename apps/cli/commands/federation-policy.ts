import { readFileSync, statSync } from 'node:fs';
import {
  judgePolicyCase,
  type PolicyCase,
  type PolicyVerdict,
  readPolicyCases,
} from '@ena/client/federation/policy-cases.ts';
import type { Command } from 'commander';
import { type CommonOptions, leaf } from '../shell/leaf.ts';
import { type Failure, failed, ok, type Result, type Told } from '../shell/outcome.ts';
import type { Shell } from '../shell/shell.ts';

interface Options extends CommonOptions {
  readonly cases: string;
}

const examples = [
  'ena federation policy --cases policyfall.json          tries a policy before it is published',
  'ena federation policy --cases policyfall.json --json   the same for a program',
];

export function federationPolicy(shell: Shell): Command {
  return leaf(
    'policy',
    {
      sv: 'Prövar metadatapolicyer mot en fil med fall: vad de blir tillsammans, och vad metadata blir av dem',
      en: 'Tries metadata policies on a file of cases: what they become together, and what they make of metadata',
    },
    examples,
  )
    .requiredOption('--cases <file>', 'a JSON array of { n, TA, INT, metadata, merged?, resolved? | error? }')
    .action((options: Options) => shell.tell(options, run(options)));
}

async function run({ cases: file }: Options): Promise<Told | Failure> {
  const cases = readCases(file);
  if (cases.kind === 'failed') return cases;
  const verdicts = cases.value.map(judgePolicyCase);
  const wrong = verdicts.filter(({ passed }) => !passed);
  return {
    kind: 'told',
    exit: wrong.length === 0 ? 'ok' : 'refused',
    text: [...wrong.map(line), `${verdicts.length - wrong.length} passed, ${wrong.length} failed`].join('\n'),
    json: { file, passed: verdicts.length - wrong.length, failed: wrong.length, failures: wrong },
  };
}

const line = ({ n, why }: PolicyVerdict): string => `  ${n}: ${why}`;

const largestFile = 64 * 1024 * 1024;

function readCases(file: string): Result<readonly PolicyCase[]> {
  let text: string;
  try {
    if (statSync(file).size > largestFile)
      return failed('refused', `${file} är för stor.`, `${file} is too large.`);
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT'
      ? failed('unknown', `Filen ${file} finns inte.`, `There is no file ${file}.`)
      : failed('unavailable', `${file} går inte att läsa (${code}).`, `${file} cannot be read (${code}).`);
  }
  const cases = readPolicyCases(text);
  if (cases !== undefined) return ok(cases);
  return failed(
    'usage',
    `${file} är ingen JSON-lista med fall: se ena federation policy --help.`,
    `${file} is no JSON array of cases: see ena federation policy --help.`,
  );
}
