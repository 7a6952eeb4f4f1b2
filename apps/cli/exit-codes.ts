/** Every exit code of the `ena` command; the help of each command shows this table. */
export const exitCodes = {
  ok: { code: 0, sv: 'det gick', en: 'done' },
  refused: {
    code: 1,
    sv: 'det du bad om gick inte: beviset underkändes, frågan nekades, loggen är skadad',
    en: 'what you asked for did not succeed: evidence refused, call refused, log damaged',
  },
  usage: { code: 2, sv: 'fel använt', en: 'wrong use' },
  unavailable: {
    code: 3,
    sv: 'något som behövs är inte igång eller kan inte starta',
    en: 'something needed is not running or cannot start',
  },
  unknown: { code: 4, sv: 'det finns inte', en: 'there is no such thing' },
} as const;

export type ExitName = keyof typeof exitCodes;

export function exitCodeHelp(): string {
  const lines = Object.values(exitCodes).map(({ code, sv, en }) => `  ${code}  ${sv} / ${en}`);
  return ['Exit codes:', ...lines].join('\n');
}
