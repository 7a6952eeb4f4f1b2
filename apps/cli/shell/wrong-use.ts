import type { CommanderError } from 'commander';
import { type Failure, failed } from './outcome.ts';

/** What commander has to say of a command that was used wrongly, told as any other failure, in both languages. */
export function wrongUse({ code, message }: CommanderError, path: string): Failure {
  const said = message.replace(/^error: /, '').replaceAll('\n', ' ');
  const { sv, en } = code === 'commander.invalidArgument' ? ofArgument(said) : ofForm(code, said);
  return failed('usage', `${closed(sv)} Hjälp: ${path} --help`, `${closed(en)} Help: ${path} --help`);
}

/** The readers of arguments say what to write instead, as `svenska / English` (arguments.ts). */
function ofArgument(said: string): { readonly sv: string; readonly en: string } {
  const [, first, where = first, why = said] =
    /^(?:option '([^']*)' argument .*|command-argument value .*) is invalid(?: for argument '([^']*)')?\. (.*)$/.exec(
      said,
    ) ?? [];
  const [sv = why, en = why] = why
    .replace(/^Allowed choices are (.*)\.$/, 'välj $1 / choose $1')
    .split(' / ');
  const subject = /^"[^"]*"/.exec(sv)?.[0] ?? '';
  return { sv: `${where}: ${sv}`, en: `${where}: ${/^[a-z]/.test(en) ? `${subject} ${en}`.trim() : en}` };
}

function ofForm(code: string, said: string): { readonly sv: string; readonly en: string } {
  const quoted = /'([^']*)'/.exec(said)?.[1] ?? '';
  const meant = /Did you mean (?:one of )?(.+)\?\)/.exec(said)?.[1];
  const hint = meant === undefined ? '' : ` (menade du ${meant}?)`;
  const sv = inSwedish[code]?.(quoted);
  return { sv: sv === undefined ? said : sv + hint, en: said };
}

const inSwedish: Readonly<Record<string, (quoted: string) => string>> = {
  'commander.missingMandatoryOptionValue': (option) => `${option} saknas`,
  'commander.missingArgument': (argument) => `${argument} saknas`,
  'commander.optionMissingArgument': (option) => `${option} saknar sitt värde`,
  'commander.unknownOption': (option) => `flaggan ${option} finns inte`,
  'commander.unknownCommand': (command) => `kommandot ${command} finns inte`,
  'commander.excessArguments': () => 'det är för många ord',
};

function closed(sentence: string): string {
  return /[.?]$/.test(sentence) ? sentence : `${sentence}.`;
}
