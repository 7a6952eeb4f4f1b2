import type { Text } from '@ena/client/verify/verdict.ts';
import { Command } from 'commander';
import { exitCodeHelp } from '../exit-codes.ts';

/** Options that every command has. */
export interface CommonOptions {
  readonly data: string;
  readonly json?: boolean;
}

export const defaultFolder = './.ena';

/** A command that does something: description, examples and exit codes in its help, `--data` and `--json`. */
export function leaf(name: string, what: Text, examples: readonly string[]): Command {
  return bare(name, what, examples).option('--data <dir>', 'folder of the installation', defaultFolder);
}

/** As `leaf`, for a command that says itself what its folder is. */
export function bare(name: string, what: Text, examples: readonly string[]): Command {
  const shown = examples.map((example) => `  ${example}`).join('\n');
  return new Command(name)
    .description(`${what.sv}\n${what.en}`)
    .summary(`${what.sv} / ${what.en}`)
    .option('--json', 'one line of JSON on standard output')
    .addHelpText('after', `\nExamples:\n${shown}\n\n${exitCodeHelp()}`);
}

/** A word with commands of its own below it: `ena service …`. */
export function group(name: string, what: Text, commands: readonly Command[]): Command {
  const parent = new Command(name).description(`${what.sv} / ${what.en}`);
  for (const command of commands) parent.addCommand(command);
  return parent;
}
