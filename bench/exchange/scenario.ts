import type { Driven, Slice } from './load.ts';
import { type Program, residentMegabytes } from './processes.ts';

/** A path from the client to the service, and the processes whose cost is counted. */
export interface Scenario {
  /** Its letter: `d`. */
  readonly mark: string;
  readonly name: string;
  readonly url: string;
  readonly headers?: Record<string, string>;
  /** Consumer's and provider's processes; none where the call is direct. */
  readonly hops: readonly (() => readonly number[])[];
}

export interface Measured {
  readonly perSecond: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly failed: number;
  readonly count: number;
  /** CPU microseconds of one exchange, for each hop. */
  readonly hopCpu: readonly number[];
  readonly hopMegabytes: readonly number[];
}

/** How a scenario is driven. */
export interface Drive {
  readonly connections: number;
  readonly seconds: number;
  /** See `Slice`. */
  readonly perSecond?: number | undefined;
}

const leadInSeconds = 0.3;
/** In which the last one's index rows are written and its connections end. */
const restMs = 250;

/** One slice of load on one scenario while every other is idle. */
export async function measure(load: Program, scenario: Scenario, drive: Drive): Promise<Measured> {
  await new Promise((resolve) => setTimeout(resolve, restMs));
  const pids = scenario.hops.map((hop) => hop());
  const slice: Slice = {
    url: scenario.url,
    headers: scenario.headers ?? {},
    connections: drive.connections,
    perSecond: drive.perSecond,
    leadInSeconds,
    seconds: drive.seconds,
    pids,
  };
  load.tell(slice);
  const { cpuMicroseconds, ...seen } = (await load.next()) as unknown as Driven;
  return {
    ...seen,
    hopCpu: cpuMicroseconds.map((all) => all / seen.count),
    hopMegabytes: pids.map((hop) => hop.reduce((sum, pid) => sum + residentMegabytes(pid), 0)),
  };
}

/** CPU microseconds of one exchange, mean of the hops. */
export function meanCpu({ hopCpu }: Measured): number {
  return hopCpu.reduce((sum, cpu) => sum + cpu, 0) / Math.max(1, hopCpu.length);
}
