import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startNginx } from './exchange/nginx.ts';
import { exchangePath, startOrganisations, statement } from './exchange/organisations.ts';
import { type Program, startProgram, stopProgram } from './exchange/processes.ts';
import { printFloor, printRatios, printTable } from './exchange/report.ts';
import { type Round, runRounds, spreadOf, warmUp } from './exchange/rounds.ts';
import type { Drive, Scenario } from './exchange/scenario.ts';
import { signatureMicroseconds } from './exchange/signature-cost.ts';

/**
 * What signed and logged exchange costs, beside what it costs without, in one run on one machine: (a) direct, (b)
 * nginx, (p) plain hops with undici, (u) bare hops of our own HTTP stack, (c) our connectors with signing and log taken
 * out, (d) the real thing, each message signed alone, (e) the real thing with one signature for a group of messages.
 * `npm run bench:exchange -- --rounds 15`, and for a look at some of them `--only cd --connections 32`. `--shares 0.5,0.25`
 * asks for half and a quarter of what the slower of (d) and (e) takes when saturated.
 */
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '1' },
    rounds: { type: 'string', default: '7' },
    base: { type: 'string', default: '18400' },
    connections: { type: 'string', default: '32,1' },
    only: { type: 'string', default: 'abpucde' },
    warm: { type: 'string', default: '20000' },
    shares: { type: 'string', default: '0.5' },
  },
});
const base = Number(values.base);
const folder = mkdtempSync(join(tmpdir(), 'ena-bench-'));
const here = `${import.meta.dirname}/exchange`;
const started: Program[] = [];
let stopNginx = () => {};

async function begin(name: string, file: string, ...args: string[]): Promise<Program> {
  const program = startProgram(name, `${here}/${file}`, ...args);
  started.push(program);
  await program.next();
  return program;
}

function pidsOf({ child }: Program): () => readonly number[] {
  return () => [child.pid ?? 0];
}

/** How each scenario begins; (b) has none where nginx is not installed. */
const beginnings: Record<string, () => Promise<Scenario | undefined>> = {
  a: async () => ({ mark: 'a', name: 'direct', url: urlAt(base), hops: [] }),
  b: beginNginx,
  p: () => beginPlainHops('p', 'undici, plain', 'undici-hop.ts', base + 5),
  u: () => beginPlainHops('u', 'our stack, bare', 'plain-hop.ts', base + 1),
  c: () => beginExchange('c', 'unsigned connectors', 'unsigned-connector.ts', base + 30, false),
  d: () => beginExchange('d', 'signed and logged', 'connector.ts', base + 10, false),
  e: () => beginExchange('e', 'signed in groups', 'connector.ts', base + 20, true),
};

function urlAt(port: number): string {
  return `http://127.0.0.1:${port}${exchangePath}`;
}

async function beginNginx(): Promise<Scenario | undefined> {
  const nginx = await startNginx(folder, { consumer: base + 3, provider: base + 4, service: base });
  if (nginx === undefined) {
    console.log('nginx is not installed, so (b) is left out; install it with: apt-get install nginx-light');
    return undefined;
  }
  stopNginx = nginx.stop;
  return {
    mark: 'b',
    name: 'nginx, 2 mTLS hops',
    url: urlAt(base + 3),
    hops: [nginx.consumer, nginx.provider],
  };
}

/** Two mTLS hops of one program, on two ports from `first` on. */
async function beginPlainHops(mark: string, name: string, program: string, first: number): Promise<Scenario> {
  const [consumer, provider] = [String(first), String(first + 1)];
  const provides = await begin(`${name}, provider`, program, 'provider', provider, String(base));
  const consumes = await begin(`${name}, consumer`, program, 'consumer', consumer, provider);
  return { mark, name, url: urlAt(first), hops: [consumes, provides].map(pidsOf) };
}

async function beginExchange(
  mark: string,
  name: string,
  program: string,
  first: number,
  groupSignatures: boolean,
): Promise<Scenario> {
  const programs = await startOrganisations({
    begin: (side, home) => begin(side, program, home),
    folder,
    first,
    servicePort: base,
    groupSignatures,
  });
  return { mark, name, url: urlAt(first), headers: statement, hops: programs.map(pidsOf) };
}

/** What the slower of the real connectors took; nothing where none was asked for. */
function mostOf(rounds: readonly Round[]): number | undefined {
  const real = ['d', 'e'].filter((mark) => rounds[0]?.has(mark));
  const most = real.map((mark) => spreadOf(rounds.map((round) => round.get(mark)?.perSecond ?? 0)).median);
  return most.length === 0 ? undefined : Math.min(...most);
}

/** All scenarios at the same rate, at which the latencies that they add can be compared. */
async function runShare(
  load: Program,
  scenarios: readonly Scenario[],
  plan: Drive & { readonly rounds: number; readonly share: number; readonly perSecond: number },
): Promise<void> {
  const rounds = await runRounds(load, scenarios, plan);
  const share = plan.share === 0.5 ? 'half load' : `${plan.share} of the load`;
  printTable(scenarios, rounds, `${share}: ${plan.perSecond} calls a second, by chance`);
  printRatios(rounds);
}

try {
  console.log(
    `${cpus().length} × ${cpus()[0]?.model}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}; 2 kB request, 10 kB answer; client, service and hops share the cores`,
  );
  const signatures = signatureMicroseconds();
  const load = await begin('load', 'load.ts');
  await begin('service', 'service.ts', String(base));
  const scenarios: Scenario[] = [];
  for (const mark of values.only) scenarios.push(...[(await beginnings[mark]?.()) ?? []].flat());
  await warmUp(load, scenarios, Number(values.warm));
  for (const connections of values.connections.split(',').map(Number)) {
    const plan = { rounds: Number(values.rounds), seconds: Number(values.seconds), connections };
    const rounds = await runRounds(load, scenarios, plan);
    printTable(scenarios, rounds, `${connections} connection(s)`);
    printRatios(rounds);
    printFloor(rounds, signatures);
    const most = connections > 1 ? mostOf(rounds) : undefined;
    if (most === undefined) continue;
    for (const share of values.shares.split(',').map(Number))
      await runShare(load, scenarios, { ...plan, share, perSecond: Math.round(most * share) });
  }
} finally {
  stopNginx();
  await Promise.all(started.map(stopProgram));
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);
