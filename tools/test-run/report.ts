import type { FileResult } from './run-file.ts';

export interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export function totalsOf(results: readonly FileResult[]): Totals {
  const sum = (count: (result: FileResult) => number): number =>
    results.reduce((total, one) => total + count(one), 0);
  return {
    passed: sum(({ passed }) => passed),
    failed: sum(({ failures }) => failures.length),
    skipped: sum(({ skips }) => skips.length),
  };
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function tests(count: number): string {
  return count === 1 ? '1 test' : `${count} tests`;
}

/** One line for a file that has run. */
export function progressLine(result: FileResult, done: number, total: number): string {
  const verdict = result.failures.length === 0 ? 'ok  ' : 'FAIL';
  const failed = result.failures.length === 0 ? '' : `, ${result.failures.length} failed`;
  const skipped = result.skips.length === 0 ? '' : `, ${result.skips.length} skipped`;
  const place = `${String(done).padStart(String(total).length)}/${total}`;
  return `${place} ${verdict} ${result.file}  ${tests(result.passed)}${failed}${skipped}  ${seconds(result.ms)}`;
}

function indented(text: string): string {
  return text.trimEnd().replaceAll(/^/gm, '    ');
}

const outputShown = 6000;

function failureText(result: FileResult): string {
  const each = result.failures.map(
    ({ title, line, error }) => `  ${result.file}:${line}\n  ${title}\n${indented(error)}\n`,
  );
  const output = result.output.trim();
  if (output === '') return each.join('\n');
  const shown = output.length > outputShown ? `… ${output.slice(-outputShown)}` : output;
  return `${each.join('\n')}\n  ${result.file} printed:\n${indented(shown)}\n`;
}

/** What stands below the progress lines: failures in full, skips by name, the slowest files. */
export function summary(results: readonly FileResult[]): string {
  const failed = results.filter(({ failures }) => failures.length > 0);
  const skipped = results.flatMap(({ file, skips }) => skips.map(({ title }) => `  ${file}: ${title}`));
  const slowest = results.toSorted((a, b) => b.ms - a.ms).slice(0, 5);
  return [
    ...(failed.length > 0 ? ['Failed', ...failed.map(failureText)] : []),
    ...(skipped.length > 0 ? ['Skipped', ...skipped, ''] : []),
    'Slowest files',
    ...slowest.map(({ file, ms }) => `  ${seconds(ms).padStart(8)}  ${file}`),
  ].join('\n');
}
