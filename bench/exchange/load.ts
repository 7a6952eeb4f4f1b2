import { createInterface } from 'node:readline';
import { Connections } from './connections.ts';
import { cpuMicroseconds } from './processes.ts';

/** One line of standard input. */
export interface Slice {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly connections: number;
  /** Calls begin by chance, so many a second on average; without, each connection makes one after the other. */
  readonly perSecond?: number | undefined;
  /** Not counted, and on all connections: they are made, and what a pause has let go is fetched again. */
  readonly leadInSeconds: number;
  readonly seconds: number;
  /** The processes of each hop, whose CPU is taken when nothing is under way. */
  readonly pids: readonly (readonly number[])[];
}

/** One line of standard output. */
export interface Driven {
  readonly count: number;
  readonly failed: number;
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  /** Of each hop, for all of `count`. */
  readonly cpuMicroseconds: readonly number[];
}

/*
 * Drives what each line of standard input says. One process drives every scenario, so that each meets the same client:
 * compiled, and with the same memory behind it.
 */

const body = Buffer.from(JSON.stringify({ identitetsbeteckning: '2120000829', fyllnad: 'ö'.repeat(985) }));

async function drive(
  slice: Pick<Slice, 'connections' | 'perSecond'>,
  pool: Connections,
  seconds: number,
  latencies: number[],
): Promise<number> {
  const until = performance.now() + seconds * 1000;
  let failed = 0;
  const call = async () => {
    const started = performance.now();
    if ((await pool.call()) !== 200) failed += 1;
    latencies.push(performance.now() - started);
  };
  if (slice.perSecond !== undefined) await byChance(call, slice.perSecond, until);
  else await Promise.all(Array.from({ length: slice.connections }, () => inTurn(call, until)));
  return failed;
}

async function inTurn(call: () => Promise<void>, until: number): Promise<void> {
  while (performance.now() < until) await call();
}

/** None waits for the one before it: the gaps between them are those of callers who know nothing of each other. */
async function byChance(call: () => Promise<void>, perSecond: number, until: number): Promise<void> {
  const underWay: Promise<void>[] = [];
  for (let at = performance.now(); at < until; at += (-Math.log(1 - Math.random()) * 1000) / perSecond) {
    const early = at - performance.now();
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
    underWay.push(call());
  }
  await Promise.all(underWay);
}

async function run(slice: Slice): Promise<Driven> {
  const headers = { 'content-type': 'application/json', ...slice.headers };
  const pool = new Connections({ url: slice.url, headers, body, most: slice.connections });
  const unproven = await drive({ ...slice, perSecond: undefined }, pool, slice.leadInSeconds, []);
  const latencies: number[] = [];
  const before = slice.pids.map(cpuMicroseconds);
  const started = performance.now();
  const failed = await drive(slice, pool, slice.seconds, latencies);
  const took = (performance.now() - started) / 1000;
  const used = slice.pids.map((pids, hop) => cpuMicroseconds(pids) - (before[hop] ?? 0));
  await pool.close();
  latencies.sort((a, b) => a - b);
  const at = (share: number) => latencies[Math.floor(latencies.length * share)] ?? 0;
  const count = latencies.length;
  return {
    count,
    failed: failed + unproven,
    perSecond: count / took,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    cpuMicroseconds: used,
  };
}

process.stdout.write('{"ready":true}\n');
for await (const line of createInterface({ input: process.stdin }))
  process.stdout.write(`${JSON.stringify(await run(JSON.parse(line) as Slice))}\n`);
