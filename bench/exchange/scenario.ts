import { cpuSeconds, type Program, residentMegabytes, startProgram, stopProgram } from './processes.ts';

/** A path from the client to the service, and the processes whose cost is counted. */
export interface Scenario {
  readonly name: string;
  readonly url: string;
  readonly headers?: Record<string, string>;
  /** Name and pids of each hop. */
  readonly hops: readonly { readonly name: string; readonly pids: () => readonly number[] }[];
}

export interface Measured {
  readonly scenario: string;
  readonly connections: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly failed: number;
  readonly hops: readonly {
    readonly name: string;
    readonly cpuMicroseconds: number;
    readonly residentMegabytes: number;
  }[];
}

/** One run: warm up, then measure; CPU is taken over the measured part only. */
export async function measure(scenario: Scenario, connections: number, seconds: number): Promise<Measured> {
  const load: Program = startProgram(
    'load',
    `${import.meta.dirname}/load.ts`,
    scenario.url,
    String(connections),
    String(seconds),
    JSON.stringify(scenario.headers ?? {}),
  );
  await load.next();
  const before = scenario.hops.map((hop) => cpuSeconds(hop.pids()));
  const result = (await load.next()) as unknown as {
    count: number;
    failed: number;
    perSecond: number;
    p50: number;
    p95: number;
    p99: number;
  };
  const hops = scenario.hops.map((hop, i) => ({
    name: hop.name,
    cpuMicroseconds: ((cpuSeconds(hop.pids()) - (before[i] ?? 0)) / result.count) * 1e6,
    residentMegabytes: hop.pids().reduce((sum, pid) => sum + residentMegabytes(pid), 0),
  }));
  await stopProgram(load);
  return { scenario: scenario.name, connections, ...result, hops };
}

const warmConnections = 32;
const warmSeconds = 3;
const warmExchanges = 30_000;
const mostRounds = 10;

/**
 * As many exchanges for each scenario before anything is counted: code that the engine has not yet compiled costs
 * several times as much, compiling it takes other threads tens of microseconds for each exchange, and a slower scenario
 * would be measured younger than a quick one.
 */
export async function warmUp(scenario: Scenario): Promise<void> {
  for (let round = 0, made = 0; round < mostRounds && made < warmExchanges; round++) {
    const { perSecond } = await measure(scenario, warmConnections, warmSeconds);
    made += 2 * perSecond * warmSeconds;
  }
}

export function hopCpu(measured: Measured): number {
  return measured.hops.reduce((sum, hop) => sum + hop.cpuMicroseconds, 0) / Math.max(1, measured.hops.length);
}
