import type { Text } from '@ena/client/verify/verdict.ts';
import { Command } from 'commander';
import { exitCodeHelp } from '../exit-codes.ts';

/** Options that every command has. */
export interface CommonOptions {
  readonly data: string;
  readonly json?: boolean;
}

export const defaultFolder = './.ena';

/** The first example of each command, for the help of the group that it is in. */
const firstExamples = new WeakMap<Command, string>();

/** A command that does something: description, examples and exit codes in its help, `--data` and `--json`. */
export function leaf(name: string, what: Text, examples: readonly string[]): Command {
  return bare(name, what, examples).option('--data <dir>', 'folder of the installation', defaultFolder);
}

/** As `leaf`, for a command that says itself what its folder is. */
export function bare(name: string, what: Text, examples: readonly string[]): Command {
  const shown = examples.map((example) => `  ${example}`).join('\n');
  const command = new Command(name);
  firstExamples.set(command, firstOf(examples));
  return command
    .description(`${what.sv}\n${what.en}`)
    .summary(`${what.sv} / ${what.en}`)
    .option('--json', 'one line of JSON on standard output')
    .addHelpText('after', `\nExamples:\n${shown}\n\n${exitCodeHelp()}`);
}

/** A word with commands of its own below it: `ena service …`. */
export function group(name: string, what: Text, commands: readonly Command[]): Command {
  const parent = new Command(name).description(`${what.sv} / ${what.en}`);
  for (const command of commands) parent.addCommand(command);
  return parent.addHelpText('after', () => helpOfGroup(commands));
}

/** With the lines that it goes on in, if it ends in a backslash. */
function firstOf(examples: readonly string[]): string {
  const end = examples.findIndex((line) => !line.endsWith('\\'));
  return examples
    .slice(0, end + 1)
    .map((line) => `  ${line}`)
    .join('\n');
}

function helpOfGroup(commands: readonly Command[]): string {
  const examples = commands.flatMap((command) => firstExamples.get(command) ?? []);
  const shown = examples.length === 0 ? '' : `\nExamples:\n${examples.join('\n')}\n`;
  return `${shown}\n${exitCodeHelp()}`;
}
