import { type Round, type Spread, spreadOf } from './rounds.ts';
import { type Measured, meanCpu, type Scenario } from './scenario.ts';

/** The medians of each scenario over the rounds, a line each. */
export function printTable(scenarios: readonly Scenario[], rounds: readonly Round[], how: string): void {
  console.log(`\n${how}, medians of ${rounds.length} rounds`);
  for (const { mark, name, hops } of scenarios) {
    const median = (of: (seen: Measured) => number) => spreadOf(seenBy(rounds, mark).map(of)).median;
    const times = (['p50', 'p95', 'p99'] as const).map((p) => `${p} ${median((seen) => seen[p]).toFixed(2)}`);
    const cpu = hops.map((_, i) => median((seen) => seen.hopCpu[i] ?? 0).toFixed(0));
    const memory = hops.map((_, i) => median((seen) => seen.hopMegabytes[i] ?? 0).toFixed(0));
    const failed = seenBy(rounds, mark).reduce((sum, seen) => sum + seen.failed, 0);
    console.log(
      `(${mark}) ${name.padEnd(22)} ${median((seen) => seen.perSecond)
        .toFixed(0)
        .padStart(6)}/s  ${times.join('  ')} ms${failed > 0 ? `  FAILED ${failed}` : ''}${
        hops.length > 0 ? `  CPU ${cpu.join(' / ')} µs  ${memory.join(' / ')} MB` : ''
      }`,
    );
  }
}

/** Each ratio is taken within a round; the median stands first, then the lowest and the highest. */
export function printRatios(rounds: readonly Round[]): void {
  for (const mark of ['d', 'e'].filter((real) => rounds[0]?.has(real))) {
    for (const other of ['c', 'p', 'u', 'b'].filter((hop) => rounds[0]?.has(hop))) {
      const cpu = paired(rounds, mark, other, (real, hop) => meanCpu(real) / meanCpu(hop));
      const throughput = paired(rounds, mark, other, (real, hop) => real.perSecond / hop.perSecond);
      console.log(`${mark}/${other}  CPU ${text(cpu)}  throughput ${text(throughput)}`);
    }
    if (rounds[0]?.has('a'))
      console.log(
        `${mark}−a  added latency p50 ${text(paired(rounds, mark, 'a', (real, direct) => real.p50 - direct.p50))} ms, p95 ${text(
          paired(rounds, mark, 'a', (real, direct) => real.p95 - direct.p95),
        )} ms`,
      );
  }
}

/** Below which no d/c can come on this processor: an unsigned exchange, a signature and a verification, and nothing more. */
export function printFloor(rounds: readonly Round[], signatureMicroseconds: number): void {
  const unsigned = seenBy(rounds, 'c').map(meanCpu);
  if (unsigned.length === 0) return;
  const { median } = spreadOf(unsigned.map((cpu) => (cpu + signatureMicroseconds) / cpu));
  console.log(
    `floor of d/c ${median.toFixed(2)}: one signature and one verification are ${signatureMicroseconds.toFixed(0)} µs here`,
  );
}

function paired(
  rounds: readonly Round[],
  mark: string,
  other: string,
  compare: (a: Measured, b: Measured) => number,
): Spread {
  const values = rounds.flatMap((round) => {
    const [a, b] = [round.get(mark), round.get(other)];
    return a && b ? [compare(a, b)] : [];
  });
  return spreadOf(values);
}

function seenBy(rounds: readonly Round[], mark: string): readonly Measured[] {
  return rounds.flatMap((round) => round.get(mark) ?? []);
}

function text({ median, lowest, highest }: Spread): string {
  return `${median.toFixed(2)} (${lowest.toFixed(2)}–${highest.toFixed(2)})`;
}
