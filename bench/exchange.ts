import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openKeyRing } from '@ena/kernel/crypto/key-ring.ts';
import { startBenchAnchor } from '@ena/testkit/bench-anchor.ts';
import { createConnectorClient } from './exchange/admin-client.ts';
import { startNginx } from './exchange/nginx.ts';
import { type Program, startProgram, stopProgram } from './exchange/processes.ts';
import { hopCpu, type Measured, measure, type Scenario, warmUp } from './exchange/scenario.ts';

/**
 * What signed and logged exchange costs, beside what it costs without, in one run on one machine: (a) direct, (b)
 * nginx, (u) a bare hop of our own HTTP stack, (c) our connectors with signing and log taken out, (d) the real thing,
 * (e) the real thing with one signature for a group of messages.
 * `npm run bench:exchange -- --seconds 10 --rounds 3`
 */
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '8' },
    rounds: { type: 'string', default: '2' },
    base: { type: 'string', default: '18400' },
    connections: { type: 'string', default: '1,32' },
    only: { type: 'string', default: 'abucde' },
  },
});
const seconds = Number(values.seconds);
const base = Number(values.base);
const connectionCounts = values.connections.split(',').map(Number);
const port = {
  service: base,
  plainConsumer: base + 1,
  plainProvider: base + 2,
  nginxConsumer: base + 3,
  nginxProvider: base + 4,
};
const folder = mkdtempSync(join(tmpdir(), 'ena-bench-'));
const here = `${import.meta.dirname}/exchange`;
const path = '/exchange/2021005489/foretag/organisationer';
const started: Program[] = [];
let stopNginx = () => {};

async function begin(name: string, file: string, ...args: string[]): Promise<Program> {
  const program = startProgram(name, `${here}/${file}`, ...args);
  started.push(program);
  await program.next();
  return program;
}

function pidsOf(program: Program): () => readonly number[] {
  return () => [program.child.pid ?? 0];
}

/** Two organisations; `first` is the first of their four ports. */
async function startConnectors(
  program: string,
  first: number,
  groupSignatures: boolean,
): Promise<readonly [Program, Program]> {
  const anchor = await startBenchAnchor();
  const organisation = (orgnr: string, name: string, own: number, peer: number) => {
    const home = join(folder, `${orgnr}-${first}`);
    mkdirSync(home, { recursive: true });
    openKeyRing(join(home, 'keys'), 'federation', 'ES256');
    const anchorConfig = { entityId: anchor.entityId, url: anchor.url, thumbprints: [anchor.thumbprint] };
    writeFileSync(
      join(home, 'connector.json'),
      JSON.stringify({
        orgnr,
        name,
        entityId: `https://${orgnr}.bench.localhost`,
        port: own,
        peerPort: peer,
        anchor: anchorConfig,
        sandbox: true,
        groupSignatures,
        shareInventory: false,
        ratePerSecond: 1e6,
        rateBurst: 1e6,
      }),
    );
    return home;
  };
  const providerHome = organisation('2021005489', 'Bolagsverket', first + 2, first + 3);
  const consumerHome = organisation('2120000829', 'Karlskrona kommun', first, first + 1);
  const provider = await begin('provider', program, providerHome);
  const consumer = await begin('consumer', program, consumerHome);
  const operation = { method: 'POST', path: '/organisationer' };
  await createConnectorClient(providerHome, first + 2).post('services', {
    id: 'foretag',
    title: 'Företag',
    url: `http://127.0.0.1:${port.service}`,
    operations: [operation],
  });
  await createConnectorClient(providerHome, first + 2).post('grants', {
    consumer: '2120000829',
    service: 'foretag',
    operations: [operation],
    purposes: ['bench'],
    legalBasis: ['bench'],
    agreement: 'bench',
  });
  await createConnectorClient(consumerHome, first).post('systems', {
    name: 'bench',
    auth: 'loopback',
  });
  return [consumer, provider];
}

async function scenarios(): Promise<Scenario[]> {
  const service = await begin('service', 'service.ts', String(port.service));
  const plainProvider = await begin(
    'plain provider',
    'plain-hop.ts',
    'provider',
    String(port.plainProvider),
    String(port.service),
  );
  const plainConsumer = await begin(
    'plain consumer',
    'plain-hop.ts',
    'consumer',
    String(port.plainConsumer),
    String(port.plainProvider),
  );
  const nginx = await startNginx(folder, {
    consumer: port.nginxConsumer,
    provider: port.nginxProvider,
    service: port.service,
  });
  if (nginx) stopNginx = nginx.stop;
  else
    console.log('nginx is not installed, so (b) is left out; install it with: apt-get install nginx-light');
  void service;
  const all: Scenario[] = [{ name: '(a) direct', url: `http://127.0.0.1:${port.service}${path}`, hops: [] }];
  if (nginx)
    all.push({
      name: '(b) nginx, 2 mTLS hops',
      url: `http://127.0.0.1:${port.nginxConsumer}${path}`,
      hops: [
        { name: 'consumer', pids: nginx.consumer },
        { name: 'provider', pids: nginx.provider },
      ],
    });
  all.push({
    name: '(u) undici, 2 mTLS hops',
    url: `http://127.0.0.1:${port.plainConsumer}${path}`,
    hops: [
      { name: 'consumer', pids: pidsOf(plainConsumer) },
      { name: 'provider', pids: pidsOf(plainProvider) },
    ],
  });
  all.push(await exchangeScenario('(c) unsigned connectors', 'unsigned-connector.ts', base + 30, false));
  all.push(await exchangeScenario('(d) signed and logged', 'connector.ts', base + 10, false));
  all.push(await exchangeScenario('(e) signed in groups', 'connector.ts', base + 20, true));
  return all;
}

async function exchangeScenario(
  name: string,
  program: string,
  first: number,
  groups: boolean,
): Promise<Scenario> {
  const [consumer, provider] = await startConnectors(program, first, groups);
  return {
    name,
    url: `http://127.0.0.1:${first}${path}`,
    headers: { 'ena-purpose': 'bench', 'ena-legal-basis': 'bench' },
    hops: [
      { name: 'consumer', pids: pidsOf(consumer) },
      { name: 'provider', pids: pidsOf(provider) },
    ],
  };
}

function best(runs: readonly Measured[]): Measured {
  return runs.reduce((a, b) => (b.perSecond > a.perSecond ? b : a));
}

function print(results: readonly Measured[]): void {
  for (const r of results) {
    const hops = r.hops
      .map((h) => `${h.name} ${h.cpuMicroseconds.toFixed(0)} µs CPU, ${h.residentMegabytes} MB`)
      .join(' · ');
    console.log(
      `${r.scenario.padEnd(26)} ${String(r.connections).padStart(2)} conn  ${r.perSecond.toFixed(0).padStart(6)}/s  p50 ${r.p50.toFixed(2)}  p95 ${r.p95.toFixed(2)}  p99 ${r.p99.toFixed(2)} ms  failed ${r.failed}  ${hops}`,
    );
  }
}

function printRatios(results: readonly Measured[], connections: number): void {
  const of = (mark: string) =>
    results.find((r) => r.scenario.startsWith(`(${mark})`) && r.connections === connections);
  const direct = of('a');
  for (const mark of ['d', 'e']) {
    const real = of(mark);
    if (real === undefined) continue;
    const cpu = ['c', 'u', 'b'].flatMap((other) => cpuRatio(mark, real, other, of(other)));
    console.log(`\n${connections} connection(s): CPU ${cpu.join('  ')}${latency(mark, real, direct)}`);
  }
}

function cpuRatio(mark: string, real: Measured, other: string, hop: Measured | undefined): string[] {
  if (hop === undefined) return [];
  const throughput = (real.perSecond / hop.perSecond).toFixed(2);
  return [`${mark}/${other} ${(hopCpu(real) / hopCpu(hop)).toFixed(2)} (throughput ${throughput})`];
}

function latency(mark: string, real: Measured, direct: Measured | undefined): string {
  if (direct === undefined) return '';
  const [p50, p95] = [real.p50 - direct.p50, real.p95 - direct.p95].map((ms) => ms.toFixed(2));
  return `  added latency ${mark}−a p50 ${p50} ms, p95 ${p95} ms`;
}

try {
  console.log(
    `${cpus().length} × ${cpus()[0]?.model}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}; 2 kB request, 10 kB answer; client, service and hops share the cores`,
  );
  const all = (await scenarios()).filter(({ name }) => values.only.includes(name.charAt(1)));
  for (const scenario of all) await warmUp(scenario);
  const results: Measured[] = [];
  for (const connections of connectionCounts) {
    const runs = new Map<string, Measured[]>();
    for (let round = 0; round < Number(values.rounds); round++) {
      for (const scenario of all)
        runs.set(scenario.name, [
          ...(runs.get(scenario.name) ?? []),
          await measure(scenario, connections, seconds),
        ]);
    }
    results.push(...[...runs.values()].map(best));
  }
  print(results);
  for (const connections of connectionCounts) printRatios(results, connections);
} finally {
  stopNginx();
  await Promise.all(started.map(stopProgram));
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);
