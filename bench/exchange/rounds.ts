import type { Program } from './processes.ts';
import { type Drive, type Measured, measure, type Scenario } from './scenario.ts';

/** What one round saw, by the scenarios' marks. */
export type Round = ReadonlyMap<string, Measured>;

/**
 * Every scenario once in each round, there and back, so that what drifts (the machine's clock, a neighbour, the memory)
 * meets all of them alike; ratios are taken within a round.
 */
export async function runRounds(
  load: Program,
  scenarios: readonly Scenario[],
  plan: Drive & { readonly rounds: number },
): Promise<Round[]> {
  const rounds: Round[] = [];
  for (let i = 0; i < plan.rounds; i++) {
    const round = new Map<string, Measured>();
    for (const scenario of i % 2 === 0 ? scenarios : scenarios.toReversed())
      round.set(scenario.mark, await measure(load, scenario, plan));
    rounds.push(round);
  }
  return rounds;
}

const warming: Drive = { connections: 32, seconds: 1.5 };

/**
 * So many exchanges at least for each scenario before anything is counted: code that the engine has not yet compiled
 * costs several times as much, and compiling it takes other threads a hundred microseconds for each exchange. All of
 * them in turn until the slowest has made its own, because a process that rests for long throws its code away again.
 */
export async function warmUp(
  load: Program,
  scenarios: readonly Scenario[],
  exchanges: number,
): Promise<void> {
  const made = new Map(scenarios.map(({ mark }) => [mark, 0]));
  while (Math.min(...made.values()) < exchanges)
    for (const scenario of scenarios) {
      const { count } = await measure(load, scenario, warming);
      made.set(scenario.mark, (made.get(scenario.mark) ?? 0) + count);
    }
}

export interface Spread {
  readonly median: number;
  readonly lowest: number;
  readonly highest: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (place: number) => sorted[place] ?? Number.NaN;
  const last = sorted.length - 1;
  return {
    median: (at(Math.floor(last / 2)) + at(Math.ceil(last / 2))) / 2,
    lowest: at(0),
    highest: at(last),
  };
}
